import { expect, test, vi } from 'vitest'
import { isOurPage } from '#main/guards.ts'

vi.mock('electron', () => ({ app: { isPackaged: false }, shell: {}, net: {}, protocol: {} }))

test('the top frame of the page we loaded may call', () => {
  expect(isOurPage({ url: 'app://comptoir/index.html', parent: null })).toBe(true)
})

test.each([
  { url: 'app://comptoir/index.html', parent: { url: 'app://comptoir/index.html' } },
  { url: 'about:srcdoc', parent: { url: 'app://comptoir/index.html' } },
  { url: 'app://comptoir.evil.example/index.html', parent: null },
  { url: 'app://comptoir', parent: null },
  { url: 'https://app//comptoir/', parent: null },
  { url: 'data:text/html,app://comptoir/', parent: null },
  { url: 'about:blank', parent: null },
  { url: '', parent: null },
  null,
])('no other frame may: %j', (frame) => {
  expect(isOurPage(frame)).toBe(false)
})
