import fc from 'fast-check'
import path from 'node:path'
import { expect, test } from 'vitest'
import { fileEnding, isRiskyFile, safeFileName } from '#core/message/file-name.ts'

test.each([
  ['invoice.pdf', 'invoice.pdf'],
  ['Facture n°12 – été.pdf', 'Facture n°12 – été.pdf'],
  ['../../.bashrc', 'bashrc'],
  ['/etc/passwd', 'passwd'],
  ['C:\\Windows\\evil.exe', 'evil.exe'],
  ['..\\..\\evil.exe', 'evil.exe'],
  ['a\0b\r\nc.txt', 'abc.txt'],
  ['report\u202Efdp.exe', 'reportfdp.exe'],
  ['a<b>:"|?*.txt', 'ab.txt'],
  ['name.txt. . .', 'name.txt'],
  ['invoice.pdf            .exe', 'invoice.pdf .exe'],
  ['photo.jpg\u2028.scr', 'photo.jpg.scr'],
  ['COM\u00B9.txt', 'attachment-COM\u00B9.txt'],
  ['CON', 'attachment-CON'],
  ['com1.txt', 'attachment-com1.txt'],
  ['nul .txt', 'attachment-nul .txt'],
  ['', 'attachment-'],
  ['..', 'attachment-'],
  ['///', 'attachment-'],
  ['\u200B', 'attachment-'],
])('%j is offered as %j', (name, safe) => {
  expect(safeFileName(name)).toBe(safe)
})

test('a very long name keeps its ending', () => {
  const safe = safeFileName(`${'a'.repeat(5000)}.pdf`)
  expect(safe).toMatch(/^a+\.pdf$/)
  expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200)
})

test('whatever the name, what is offered is one plain file name that any system can write', () => {
  const odd = fc.constantFrom('..', '/', '\\', '\0', '\n', '\u202E', '\uFEFF', ':', '. ', 'CON', 'aux.', '😀', 'é', '%2e%2e%2f', '~', '-')
  fc.assert(
    fc.property(fc.array(fc.oneof(odd, fc.string({ unit: 'binary' })), { maxLength: 40 }), (parts) => {
      const safe = safeFileName(parts.join(''))
      expect(safe).not.toBe('')
      expect(safe).not.toMatch(/[/\\\p{Cc}\p{Cf}<>:"|?*]/u)
      expect(safe).not.toMatch(/^[. ]|[. ]$/)
      expect(safe).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)/i)
      expect(path.basename(safe)).toBe(safe)
      expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255)
      expect(Buffer.from(safe).toString()).toBe(safe)
    }),
    { numRuns: 3000 },
  )
})

test.each([
  ['invoice\u202Egpj.exe', 'exe'],
  ['invoice.pdf.exe', 'exe'],
  ['evil.exe. . .', 'exe'],
  ['evil.EXE\u202E', 'exe'],
  ['evil.s\u200Bcr', 'scr'],
  ['a/b.exe/', 'exe'],
  ['evil.exe:notes.txt', 'txt'],
  ['notes', ''],
  ['.bashrc', ''],
  ['a.b.pdf', 'pdf'],
])('A02: the ending that counts in %j is %j', (name, ending) => {
  expect(fileEnding(name)).toBe(ending)
})

test.each('exe lnk desktop hta jar scr html htm svg js vbs bat cmd msi ps1 docm iso url'.split(' '))(
  'A03: a file that ends in .%s is risky',
  (ending) => {
    expect(isRiskyFile(`photo.jpg.${ending.toUpperCase()}`)).toBe(true)
    expect(isRiskyFile(`photo.${ending} .`)).toBe(true)
  },
)

test.each(['facture.pdf', 'photo.jpg', 'exe', 'notes.txt', 'data.csv', 'a.exe.txt'])('A03: %s is not', (name) => {
  expect(isRiskyFile(name)).toBe(false)
})
