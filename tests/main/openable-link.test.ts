import { beforeEach, expect, test, vi } from 'vitest'
import { openableLink, openOutside } from '#main/external-links.ts'

const opened = vi.hoisted((): string[] => [])
vi.mock('electron', () => ({
  shell: {
    openExternal: async (url: string) => {
      opened.push(url)
    },
  },
}))

beforeEach(() => {
  opened.length = 0
})

test.each([
  ['https://shop.example/a?b=c#d', 'https://shop.example/a?b=c#d'],
  ['http://shop.example', 'http://shop.example/'],
  ['HTTPS://SHOP.example/', 'https://shop.example/'],
  ['mailto:claire@post.example?subject=Hello', 'mailto:claire@post.example?subject=Hello'],
  ['tel:+33123456789', 'tel:+33123456789'],
])('%s opens outside', async (url, link) => {
  expect(openableLink(url)).toBe(link)
  expect(await openOutside(url)).toBe(true)
  expect(opened).toEqual([link])
})

test.each([
  'file:///etc/passwd',
  'file://server/share',
  'smb://server/share',
  'ftp://server/file',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',

  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<p>x',
  'vbscript:x',
  'blob:https://a/b',
  'ms-msdt:/id',
  'ms-officecmd:%7B%7D',
  'ms-word:ofe|u|https://evil.example',
  'search-ms:query=x',
  'app://comptoir/',
  'about:blank',

  'chrome://crash',
  'devtools://devtools',
  'view-source:https://a.example',
  'x-made-up://a',
  'steam://run/1',
  'intent://a',
  'ssh://host',
  '',
  '//shop.example',
  '/etc/passwd',
  'C:\\Windows\\calc.exe',
  '\\\\server\\share',
  'shop.example',
  'https:',
  'https://',
  `https://shop.example/${'a'.repeat(100_000)}`,
])('%.60s is never opened', async (url) => {
  expect(openableLink(url)).toBeNull()
  expect(await openOutside(url)).toBe(false)
  expect(opened).toEqual([])
})
