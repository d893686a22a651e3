import { decode } from 'libmime/lib/charset.js'
import libqp from 'libqp'

/** One text part as characters: transfer encoding undone, then charset; what cannot be decoded becomes U+FFFD. */
export function decodeText(bytes: Buffer, encoding: string, charset: string): string {
  const plain = decodeTransfer(bytes, encoding)
  return decode(plain, charset).replaceAll('\r\n', '\n').replaceAll('\u0000', '')
}

/** Undoes a Content-Transfer-Encoding (RFC 2045 section 6). */
export function decodeTransfer(bytes: Buffer, encoding: string): Buffer {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(bytes.toString('latin1'), 'base64')
    case 'quoted-printable':
      return libqp.decode(bytes.toString('latin1'))
    default:
      return bytes
  }
}
