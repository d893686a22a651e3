import { parseAutoconfig } from '#mailroom/account/autoconfig.ts'
import { fetchTextOverHttps, type Fetch } from '#mailroom/account/fetch-text.ts'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

type Entry = { host?: string; port?: string; socket?: string; authentication?: string; user?: string }

function entry(
  tag: string,
  type: string,
  { host = `${type}.shop.example`, port = '993', socket = 'SSL', authentication = 'password-cleartext', user = '%EMAILADDRESS%' }: Entry,
): string {
  return `<${tag} type="${type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socket}</socketType><authentication>${authentication}</authentication><username>${user}</username></${tag}>`
}
function file(...incoming: Entry[]): string {
  const entries = incoming.map((one) => entry('incomingServer', 'imap', one)).join('')
  return `<?xml version="1.0"?><clientConfig><emailProvider id="shop.example">${entries}${entry('outgoingServer', 'smtp', { port: '465' })}</emailProvider></clientConfig>`
}

test.each<[string, Entry]>([
  ['cleartext', { socket: 'plain' }],
  ['an unknown security', { socket: 'constructor' }],
  ['OAuth only', { authentication: 'OAuth2' }],
  ['an address literal', { host: '127.0.0.1' }],
  ['a path in the host', { host: 'imap.shop.example/x' }],
  ['a port that is none', { port: '0' }],
  ['a user name of its own', { user: 'admin' }],
])('an entry with %s is passed over', (_what, bad) => {
  expect(parseAutoconfig(file(bad), 'hey@shop.example')).toBeNull()
  expect(parseAutoconfig(file(bad, { host: 'good.shop.example' }), 'hey@shop.example')?.imap.host).toBe('good.shop.example')
})

test('one of several kinds of authentication may be a password', () => {
  const text = file({ authentication: 'OAuth2</authentication><authentication>password-cleartext' })
  expect(parseAutoconfig(text, 'hey@shop.example')?.imap).toEqual({ host: 'imap.shop.example', port: 993, security: 'tls' })
})

test('entities are not expanded', () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${file({ host: '&b;.shop.example' })}`
  expect(parseAutoconfig(bomb, 'hey@shop.example')).toBeNull()
})

test('no text makes the reader throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => file({ host: text })),
      ),
      (text) => {
        parseAutoconfig(text, 'hey@shop.example')
      },
    ),
  )
})

function answering(table: Record<string, () => Response>): Fetch & { asked: string[] } {
  const asked: string[] = []
  const fetchIt: Fetch = async (url) => {
    asked.push(url)
    return table[url]?.() ?? new Response('', { status: 404 })
  }
  return Object.assign(fetchIt, { asked })
}
const redirect = (to: string) => () => new Response(null, { status: 302, headers: { location: to } })

test('a redirect to http is refused and not followed', async () => {
  const fetchIt = answering({ 'https://a.example/': redirect('http://a.example/x'), 'http://a.example/x': () => new Response('gotcha') })
  expect(await fetchTextOverHttps('https://a.example/', fetchIt)).toBeNull()
  expect(fetchIt.asked).toEqual(['https://a.example/'])
})

test('a redirect to https is followed', async () => {
  const fetchIt = answering({ 'https://a.example/': redirect('/x'), 'https://a.example/x': () => new Response('good') })
  expect(await fetchTextOverHttps('https://a.example/', fetchIt)).toBe('good')
})

test('endless redirects end', async () => {
  const fetchIt = answering({ 'https://a.example/': redirect('https://a.example/') })
  expect(await fetchTextOverHttps('https://a.example/', fetchIt)).toBeNull()
  expect(fetchIt.asked.length).toBeLessThan(10)
})

test.each([
  [256 * 1024, false],
  [256 * 1024 + 1, true],
])('a text of %i bytes: refused is %s', async (bytes, refused) => {
  const fetchIt = answering({ 'https://a.example/': () => new Response('x'.repeat(bytes)) })
  expect((await fetchTextOverHttps('https://a.example/', fetchIt)) === null).toBe(refused)
})

test.each(['http://a.example/', 'file:///etc/passwd', 'not an address'])('%s is not fetched', async (url) => {
  const fetchIt = answering({})
  expect(await fetchTextOverHttps(url, fetchIt)).toBeNull()
  expect(fetchIt.asked).toEqual([])
})
