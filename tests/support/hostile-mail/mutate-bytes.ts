/** Numbers that are the same for the same seed (mulberry32). */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const spices = [
  '\r\n',
  '\r\n ',
  '\n\n',
  '\0',
  '\u001B$B',
  '=?utf-8?b?',
  '=?utf-8?q?=00=?=',
  '?=',
  '--b',
  '--',
  'boundary="',
  '; boundary=b',
  '; charset=utf-7',
  '; name*0*=',
  '+ADw-',
  '=\r\n',
  '=ZZ',
  '"',
  '\\',
  '<',
  '>',
  '(',
  ')',
  ',',
  ';',
  ':',
  '@',
  '\u202E',
  '__proto__',
  'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
  'Content-Type: message/rfc822\r\n\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n',
].map((text) => Buffer.from(text, 'utf8'))

/** One mail made a little wrong: bytes flipped, cut, doubled, moved, and spiced with what mail is made of. */
export function mutateBytes(source: Buffer, next: (below: number) => number): Buffer {
  let bytes = Buffer.from(source)
  for (let step = 1 + next(8); step > 0; step -= 1) {
    const at = next(bytes.length + 1)
    const length = next(Math.min(200, bytes.length - at + 1))
    const piece = bytes.subarray(at, at + length)
    const spice = spices[next(spices.length)] ?? Buffer.alloc(0)
    switch (next(6)) {
      case 0:
        bytes = Buffer.concat([bytes.subarray(0, at), spice, bytes.subarray(at)])
        break
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
        break
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), piece, piece, piece, bytes.subarray(at)])
        break
      case 3:
        if (at < bytes.length) bytes[at] = next(256)
        break
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), ...Array.from({ length: 1 + next(50) }, () => spice), bytes.subarray(at)])
        break
      default: {
        const to = next(bytes.length + 1)
        bytes = Buffer.concat([bytes.subarray(0, to), piece, bytes.subarray(to)])
      }
    }
  }
  return bytes
}
