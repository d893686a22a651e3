import { discoverSettings, type DiscoveryPorts } from '#mailroom/account/discover.ts'
import { expect, test } from 'vitest'

const config = `<clientConfig version="1.1"><emailProvider id="shop.example"><displayName>Shop hosting</displayName>
<incomingServer type="imap"><hostname>imap.%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType><authentication>password-cleartext</authentication><username>%EMAILLOCALPART%</username></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.shop.example</hostname><port>587</port><socketType>STARTTLS</socketType><authentication>password-cleartext</authentication><username>%EMAILADDRESS%</username></outgoingServer>
</emailProvider></clientConfig>`

/** A network where nothing answers, but for what a test gives; keeps what was asked. */
function network(answers: Partial<DiscoveryPorts> = {}): DiscoveryPorts & { asked: string[] } {
  const asked: string[] = []
  const silence = async (): Promise<never> => {
    throw Object.assign(new Error('nothing'), { code: 'ENOTFOUND' })
  }
  return {
    asked,
    resolveMx: (domain) => {
      asked.push(`mx ${domain}`)
      return (answers.resolveMx ?? silence)(domain)
    },
    resolveSrv: (name) => {
      asked.push(`srv ${name}`)
      return (answers.resolveSrv ?? silence)(name)
    },
    fetchText: (url) => {
      asked.push(url)
      return (answers.fetchText ?? silence)(url)
    },
  }
}

const srv =
  (table: Record<string, { name: string; port: number; priority?: number; weight?: number }[]>): DiscoveryPorts['resolveSrv'] =>
  async (name) =>
    (table[name] ?? []).map((record) => ({ priority: 10, weight: 1, ...record }))

test('a provider we know is taken without asking anybody', async () => {
  const ports = network()
  expect(await discoverSettings(' Hey@Gmail.com ', ports)).toMatchObject({ source: 'preset', provider: 'Gmail' })
  expect(ports.asked).toEqual([])
})

test('the best MX host tells the provider of a domain of ones own', async () => {
  const ports = network({
    resolveMx: async () => [
      { exchange: 'spool.mail.gandi.net', priority: 20 },
      { exchange: 'aspmx.l.google.com', priority: 1 },
    ],
  })
  expect(await discoverSettings('hey@shop.example', ports)).toMatchObject({ source: 'preset', provider: 'Gmail' })
  expect(ports.asked).toEqual(['mx shop.example'])
})

test('autoconfiguration is asked over https only, in order, before SRV', async () => {
  const ports = network({ fetchText: async (url) => (url.startsWith('https://shop.example/') ? config : null) })
  expect(await discoverSettings('hey@shop.example', ports)).toEqual({
    source: 'autoconfig',
    provider: 'Shop hosting',
    imap: { host: 'imap.shop.example', port: 993, security: 'tls' },
    smtp: { host: 'smtp.shop.example', port: 587, security: 'starttls' },
    user: 'local-part',
    takesPasswords: true,
    appPasswordUrl: '',
  })
  expect(ports.asked).toEqual([
    'mx shop.example',
    'https://autoconfig.shop.example/mail/config-v1.1.xml?emailaddress=hey%40shop.example',
    'https://shop.example/.well-known/autoconfig/mail/config-v1.1.xml',
  ])
})

test('N05: not one address that is asked goes over http', async () => {
  const ports = network()
  await discoverSettings('hey@shop.example', ports)
  const urls = ports.asked.filter((asked) => asked.includes('://'))
  expect(urls).toHaveLength(3)
  expect(urls.filter((url) => !url.startsWith('https://'))).toEqual([])
})

test('SRV prefers TLS, then priority, then weight; a host elsewhere is given for the user to confirm', async () => {
  const resolveSrv = srv({
    '_imaps._tcp.shop.example': [
      { name: 'late.shop.example', port: 993, priority: 20 },
      { name: 'light.host.example', port: 993, weight: 1 },
      { name: 'IMAP.host.example.', port: 993, weight: 5 },
    ],
    '_imap._tcp.shop.example': [{ name: 'plain.shop.example', port: 143 }],
    '_submission._tcp.shop.example': [{ name: 'smtp.shop.example', port: 587 }],
  })
  expect(await discoverSettings('hey@shop.example', network({ resolveSrv }))).toMatchObject({
    source: 'srv',
    imap: { host: 'imap.host.example', port: 993, security: 'tls' },
    smtp: { host: 'smtp.shop.example', port: 587, security: 'starttls' },
  })
})

test('a SRV target "." says that there is no such service', async () => {
  const resolveSrv = srv({
    '_imaps._tcp.shop.example': [{ name: '.', port: 993 }],
    '_imap._tcp.shop.example': [{ name: 'imap.shop.example', port: 143 }],
    '_submissions._tcp.shop.example': [{ name: '', port: 465 }],
  })
  expect(await discoverSettings('hey@shop.example', network({ resolveSrv }))).toMatchObject({
    imap: { host: 'imap.shop.example', security: 'starttls' },
    smtp: null,
  })
})

test.each(['hey@shop.example', 'hey@127.0.0.1', 'hey@localhost', 'hey', '@', ''])(
  'a silent network gives nothing for "%s", and no error',
  async (address) => {
    expect(await discoverSettings(address, network())).toMatchObject({ source: 'none', imap: null, smtp: null })
  },
)
