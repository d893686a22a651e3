/** What an image's own first bytes say it is. */
export type ImageHeader = {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/bmp'
  readonly widthPx: number
  readonly heightPx: number
}

/** More pixels than this take over 200 MB once they are unpacked (4 bytes each). */
const mostPixels = 50_000_000

/** The header of a PNG, JPEG, GIF, WebP or BMP; null for anything else, whatever its label says. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return readPng(view) ?? readGif(view) ?? readWebp(view) ?? readBmp(view) ?? readJpeg(view)
}

/** Whether an image may be unpacked and drawn: its bytes are an image's, and it is not larger than a screen could ever use. */
export function isDrawable(header: ImageHeader): boolean {
  return header.widthPx > 0 && header.heightPx > 0 && header.widthPx * header.heightPx <= mostPixels
}

function startsWith(view: DataView, at: number, text: string): boolean {
  if (view.byteLength < at + text.length) return false
  for (let index = 0; index < text.length; index += 1) if (view.getUint8(at + index) !== text.charCodeAt(index)) return false
  return true
}

/** The signature, then IHDR as the first chunk (PNG specification, sections 5.2 and 11.2.2). */
function readPng(view: DataView): ImageHeader | null {
  if (view.byteLength < 24 || !startsWith(view, 0, '\u0089PNG\r\n\u001A\n') || !startsWith(view, 12, 'IHDR')) return null
  return { type: 'image/png', widthPx: view.getUint32(16), heightPx: view.getUint32(20) }
}

/** The logical screen, and the first frame where that is larger: a decoder may make room for either (GIF89a, sections 18 and 20). */
function readGif(view: DataView): ImageHeader | null {
  if (view.byteLength < 13 || !(startsWith(view, 0, 'GIF87a') || startsWith(view, 0, 'GIF89a'))) return null
  let widthPx = view.getUint16(6, true)
  let heightPx = view.getUint16(8, true)
  const flags = view.getUint8(10)
  let at = 13 + (flags >= 0x80 ? 3 * 2 ** ((flags % 8) + 1) : 0)
  while (at + 2 < view.byteLength && view.getUint8(at) === 0x21) {
    at += 2
    while (at < view.byteLength && view.getUint8(at) !== 0) at += 1 + view.getUint8(at)
    at += 1
  }
  if (at + 9 <= view.byteLength && view.getUint8(at) === 0x2c) {
    widthPx = Math.max(widthPx, view.getUint16(at + 1, true) + view.getUint16(at + 5, true))
    heightPx = Math.max(heightPx, view.getUint16(at + 3, true) + view.getUint16(at + 7, true))
  }
  return { type: 'image/gif', widthPx, heightPx }
}

/** RIFF with one of three first chunks (WebP container specification; VP8 in RFC 6386 section 9.1). */
function readWebp(view: DataView): ImageHeader | null {
  if (view.byteLength < 30 || !startsWith(view, 0, 'RIFF') || !startsWith(view, 8, 'WEBP')) return null
  const three = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536
  if (startsWith(view, 12, 'VP8X')) return { type: 'image/webp', widthPx: three(24) + 1, heightPx: three(27) + 1 }
  if (startsWith(view, 12, 'VP8L')) {
    const bits = view.getUint32(21, true)
    return { type: 'image/webp', widthPx: (bits % 16_384) + 1, heightPx: (Math.floor(bits / 16_384) % 16_384) + 1 }
  }
  if (!startsWith(view, 12, 'VP8 ')) return null
  return { type: 'image/webp', widthPx: view.getUint16(26, true) % 16_384, heightPx: view.getUint16(28, true) % 16_384 }
}

function readBmp(view: DataView): ImageHeader | null {
  if (view.byteLength < 26 || !startsWith(view, 0, 'BM') || view.getUint32(14, true) < 40) return null
  return { type: 'image/bmp', widthPx: Math.abs(view.getInt32(18, true)), heightPx: Math.abs(view.getInt32(22, true)) }
}

/** Walks the segments to the frame header, SOF0 to SOF15 (ITU T.81, B.2.2). */
function readJpeg(view: DataView): ImageHeader | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null
  let at = 2
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { type: 'image/jpeg', widthPx: view.getUint16(at + 7), heightPx: view.getUint16(at + 5) }
    if (marker === 0xda || marker === 0xd9) return null
    at += marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8) ? 2 : 2 + Math.max(2, view.getUint16(at + 2))
  }
  return null
}
