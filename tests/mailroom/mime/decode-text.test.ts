import { expect, test } from 'vitest'
import { decodeText, decodeTransfer } from '#mailroom/mime/decode-text.ts'

test.each([
  ['Caf=C3=A9 =\r\n=E2=82=AC', 'quoted-printable', 'utf-8', 'Café €'],
  ['Q2Fm\r\nw6k=', 'BASE64', 'UTF-8', 'Café'],
  ['Th=E9i=E8re', 'Quoted-Printable', 'iso-8859-1', 'Théière'],
  ['=80', 'quoted-printable', 'windows-1252', '€'],
  ['one\r\ntwo', '7bit', 'us-ascii', 'one\ntwo'],
  ['a=00b', 'quoted-printable', 'utf-8', 'ab'],
  ['GyRCRnxLXBsoQg==', 'base64', 'iso-2022-jp', '日本'],
  ['xOO6ww==', 'base64', 'gbk', '你好'],
  ['plain', 'x-unknown', 'utf-8', 'plain'],
])('%j in %s and %s reads %j', (source, encoding, charset, text) => {
  expect(decodeText(Buffer.from(source, 'latin1'), encoding, charset)).toBe(text)
})

test.each(['', 'x-none', '../../etc', 'utf-8; x', '__proto__'])('a charset named %j does not throw', (charset) => {
  expect(decodeText(Buffer.from('abc'), '8bit', charset)).toBe('abc')
})

test('bytes that are no UTF-8 become the replacement sign, and the rest stays', () => {
  expect(decodeText(Buffer.from([0x61, 0xff, 0x62]), '8bit', 'utf-8')).toBe('a\ufffdb')
})

test('broken transfer encodings give what can be had', () => {
  expect(decodeTransfer(Buffer.from('QU!!JD'), 'base64').toString()).toBe('ABC')
  expect(decodeTransfer(Buffer.from('a=ZZb='), 'quoted-printable').toString('latin1')).toContain('a')
})
