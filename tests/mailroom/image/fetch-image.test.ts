import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fetchImage, isPublicAddress, publicImagePorts, type ImagePorts } from '#mailroom/image/fetch-image.ts'

const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const largest = 5 * 1024 * 1024

let server: Server
let port = 0
let taken: IncomingMessage[] = []
const answers: Record<string, (response: ServerResponse) => void> = {
  '/pixel.gif': (response) => response.writeHead(200, { 'content-type': 'image/gif', 'set-cookie': 'reader=42' }).end(pixel),
  '/vector.svg': (response) =>
    response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  '/page.html': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello'),
  '/style.css': (response) => response.writeHead(200, { 'content-type': 'text/css' }).end('p{}'),
  '/font.woff2': (response) => response.writeHead(200, { 'content-type': 'font/woff2' }).end('wOF2'),
  '/untyped': (response) => response.writeHead(200).end(pixel),
  '/gone': (response) => response.writeHead(404, { 'content-type': 'image/gif' }).end(pixel),
  '/just-fits': (response) => response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(largest)),
  '/too-large': (response) => response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(largest + 1)),
  '/cut-short': (response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': '1000' })
    response.write(pixel, () => response.destroy())
  },
  '/to-pixel': (response) => response.writeHead(302, { location: '/pixel.gif', 'set-cookie': 'reader=42' }).end(),
  '/to-inside': (response) => response.writeHead(302, { location: `http://inside.example:${port}/pixel.gif` }).end(),
  '/to-file': (response) => response.writeHead(302, { location: 'file:///etc/hostname' }).end(),
  '/to-itself': (response) => response.writeHead(302, { location: '/to-itself' }).end(),
}

beforeAll(async () => {
  server = createServer((request, response) => {
    taken.push(request)
    answers[request.url ?? '']?.(response)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  port = (server.address() as AddressInfo).port
})

beforeEach(() => {
  taken = []
})

afterAll(() => {
  server.close()
  server.closeAllConnections()
})

/** shop.example stands for a public host that listens here; inside.example for one in the helper's own network. */
const ports: ImagePorts = {
  resolve: async (host) => {
    if (host === 'shop.example' || host === 'inside.example')
      return [{ address: host === 'shop.example' ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    if (host === 'both.example') {
      return [
        { address: '127.0.0.1', family: 4 },
        { address: '127.0.0.2', family: 4 },
      ]
    }
    throw new Error('ENOTFOUND')
  },
  isAllowed: (address) => address === '127.0.0.1',
}

const fetched = (path: string, host = 'shop.example') => fetchImage(`http://${host}:${port}${path}`, ports)

test('an image comes as its bytes, asked for without cookie, referer or a word about us', async () => {
  expect(await fetched('/pixel.gif')).toEqual({ ok: true, value: { bytes: new Uint8Array(pixel), type: 'image/gif' } })
  await fetched('/pixel.gif')
  expect(taken).toHaveLength(2)
  for (const { headers } of taken) {
    expect(Object.keys(headers).sort()).toEqual(['accept', 'connection', 'host', 'user-agent'])
    expect(headers['user-agent']).toBe('Mozilla/5.0')
  }
})

test.each(['/vector.svg', '/page.html', '/style.css', '/font.woff2', '/untyped', '/gone'])('%s is not an image to show', async (path) => {
  expect(await fetched(path)).toMatchObject({ ok: false, failure: { code: 'protocol' } })
  expect(taken).toHaveLength(1)
})

test('5 MB is shown, one byte more is not', async () => {
  const fits = await fetched('/just-fits')
  expect(fits.ok && fits.value.bytes.length).toBe(largest)
  expect(await fetched('/too-large')).toMatchObject({ ok: false, failure: { code: 'too-large' } })
})

test('an image cut short is a failure, not a wait without end', async () => {
  expect(await fetched('/cut-short')).toMatchObject({ ok: false, failure: { code: 'connection-lost' } })
})

test('a redirect is followed without the cookie it sets', async () => {
  expect(await fetched('/to-pixel')).toMatchObject({ ok: true, value: { type: 'image/gif' } })
  expect(taken.map(({ url }) => url)).toEqual(['/to-pixel', '/pixel.gif'])
  expect(taken[1]?.headers.cookie).toBeUndefined()
  expect(taken[1]?.headers.referer).toBeUndefined()
})

test('a redirect into the own network, to a file or round in circles is refused', async () => {
  expect(await fetched('/to-inside')).toMatchObject({ ok: false, failure: { code: 'blocked-address' } })
  expect(await fetched('/to-file')).toMatchObject({ ok: false, failure: { code: 'blocked-address' } })
  expect(taken.map(({ url }) => url)).toEqual(['/to-inside', '/to-file'])
  expect(await fetched('/to-itself')).toMatchObject({ ok: false, failure: { code: 'protocol' } })
  expect(taken.length).toBeLessThan(10)
})

test('a name with one address inside the own network is not called at all', async () => {
  expect(await fetched('/pixel.gif', 'inside.example')).toMatchObject({ ok: false, failure: { code: 'blocked-address' } })
  expect(await fetched('/pixel.gif', 'both.example')).toMatchObject({ ok: false, failure: { code: 'blocked-address' } })
  expect(await fetched('/pixel.gif', 'nowhere.example')).toMatchObject({ ok: false, failure: { code: 'unknown-host' } })
  expect(taken).toHaveLength(0)
})

test('with the real rule no spelling of this computer or this network is called, and no other scheme', async () => {
  const hosts = [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '0.0.0.0',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '[::ffff:127.0.0.1]',
    '127.1',
    '10.0.0.1',
  ]
  for (const host of [...hosts, '169.254.169.254', '192.168.1.1', '[fe80::1]', '[fd00::1]', '[64:ff9b::7f00:1]']) {
    const answer = await fetchImage(`http://${host}:${port}/pixel.gif`, publicImagePorts)
    expect({ host, answer }).toMatchObject({ host, answer: { ok: false, failure: { code: 'blocked-address' } } })
  }
  for (const url of [
    'file:///etc/hostname',
    'data:image/gif;base64,AAAA',
    'ftp://shop.example/a.gif',
    'app://comptoir/index.html',
    'no link',
    '',
  ]) {
    expect(await fetchImage(url, publicImagePorts)).toMatchObject({ ok: false, failure: { code: 'blocked-address' } })
  }
  expect(taken).toHaveLength(0)
})

test.each([
  '8.8.8.8',
  '93.184.215.14',
  '172.15.255.255',
  '172.32.0.1',
  '192.0.1.1',
  '223.255.255.255',
  '2606:4700::1111',
  '64:ff9b::808:808',
])('%s is a public address', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:8.8.8.8',
  '::7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b::10.0.0.1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  'fc00::1',
  'fd12::1',
  'fe80::1',
  'fe80::1%lo',
  'fec0::1',
  'ff02::1',
  '',
  'localhost',
  '127.1',
  'no address',
])('%s is not a public address', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})
