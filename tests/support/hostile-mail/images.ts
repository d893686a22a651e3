/** Only the first bytes of each image: what says its kind and size. No pixel follows. */
export function png(widthPx: number, heightPx: number): Uint8Array {
  const bytes = Buffer.alloc(33)
  bytes.write('\u0089PNG\r\n\u001A\n', 0, 'latin1')
  bytes.writeUInt32BE(13, 8)
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(widthPx, 16)
  bytes.writeUInt32BE(heightPx, 20)
  bytes.writeUInt8(1, 24)
  return new Uint8Array(bytes)
}

/** A GIF's screen, a comment, and one frame. */
export function gif(widthPx: number, heightPx: number, frameWidthPx = widthPx, frameHeightPx = heightPx): Uint8Array {
  const bytes = Buffer.alloc(13 + 6 + 6 + 10)
  bytes.write('GIF89a', 0, 'latin1')
  bytes.writeUInt16LE(widthPx, 6)
  bytes.writeUInt16LE(heightPx, 8)
  // Two colours, then a comment of two bytes.
  bytes.writeUInt8(0x80, 10)
  bytes.set([0x21, 0xfe, 2, 65, 65, 0], 19)
  bytes.writeUInt8(0x2c, 25)
  bytes.writeUInt16LE(frameWidthPx, 30)
  bytes.writeUInt16LE(frameHeightPx, 32)
  return new Uint8Array(bytes)
}

/** A JPEG's start, one application segment, and its frame header. */
export function jpeg(widthPx: number, heightPx: number): Uint8Array {
  const bytes = Buffer.alloc(30)
  bytes.set([0xff, 0xd8, 0xff, 0xe0, 0, 6, 1, 2, 3, 4, 0xff, 0xc0, 0, 11, 8], 0)
  bytes.writeUInt16BE(heightPx, 15)
  bytes.writeUInt16BE(widthPx, 17)
  return new Uint8Array(bytes)
}

/** A WebP of one of its three kinds. */
export function webp(kind: 'VP8 ' | 'VP8L' | 'VP8X', widthPx: number, heightPx: number): Uint8Array {
  const bytes = Buffer.alloc(40)
  bytes.write(`RIFF    WEBP${kind}`, 0, 'latin1')
  if (kind === 'VP8X') {
    bytes.writeUIntLE(widthPx - 1, 24, 3)
    bytes.writeUIntLE(heightPx - 1, 27, 3)
  } else if (kind === 'VP8L') bytes.writeUInt32LE((heightPx - 1) * 16_384 + (widthPx - 1), 21)
  else {
    bytes.writeUInt16LE(widthPx, 26)
    bytes.writeUInt16LE(heightPx, 28)
  }
  return new Uint8Array(bytes)
}

/** A BMP; a negative height is one that stands on its head. */
export function bmp(widthPx: number, heightPx: number): Uint8Array {
  const bytes = Buffer.alloc(54)
  bytes.write('BM', 0, 'latin1')
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(widthPx, 18)
  bytes.writeInt32LE(heightPx, 22)
  return new Uint8Array(bytes)
}
