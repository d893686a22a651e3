import { letter } from '../letters.ts'

/** A mail whose body is html alone, one part or several; it opens formatted. */
export function htmlLetter(fields: { from: string; subject: string; parts: readonly string[] }): string {
  const boundary = 'part-of-a-hostile-mail'
  const [head = ''] = letter({ from: fields.from, subject: fields.subject, text: '' }).split('\r\nMIME-Version')
  const parts = fields.parts.map((html) =>
    ['', `--${boundary}`, 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', html].join('\r\n'),
  )
  return `${head}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n${parts.join('')}\r\n--${boundary}--\r\n`
}
