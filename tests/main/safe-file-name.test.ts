import fc from 'fast-check'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { safeFileName } from '#main/save-file.ts'

vi.mock('electron', () => ({ dialog: {} }))

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
