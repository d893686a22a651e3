import { isLoopbackAddress } from '../net/loopback.ts'
import type { DiscoveredSettings, ServerSettings } from '#contract/account.ts'

/** A mail provider whose settings we know without asking. */
export type ProviderPreset = {
  readonly provider: string
  /** Domains of its addresses. */
  readonly domains: readonly string[]
  /** Ends of MX host names, for domains of its customers; matched at a dot. */
  readonly exchanges: readonly string[]
  readonly imap: ServerSettings
  readonly smtp: ServerSettings
  readonly user: 'address' | 'local-part'
  readonly takesPasswords: boolean
  /** Where an app password is made; empty where the mailbox's own password serves. */
  readonly appPasswordUrl: string
}

type Choices = Partial<Pick<ProviderPreset, 'domains' | 'exchanges' | 'user' | 'takesPasswords' | 'appPasswordUrl'>>

function tls(host: string, port: number): ServerSettings {
  return { host, port, security: 'tls' }
}

function startTls(host: string, port: number): ServerSettings {
  return { host, port, security: 'starttls' }
}

function preset(provider: string, imap: ServerSettings, smtp: ServerSettings, choices: Choices): ProviderPreset {
  return { provider, domains: [], exchanges: [], imap, smtp, user: 'address', takesPasswords: true, appPasswordUrl: '', ...choices }
}

const yahooLands = ['com', 'fr', 'de', 'it', 'es', 'ca', 'se', 'co.uk', 'co.in', 'co.nz', 'com.au', 'com.br', 'com.mx', 'com.ar']
const microsoftLands = ['com', 'fr', 'de', 'it', 'es', 'be', 'co.uk']
const ionosLands = ['com', 'fr', 'de', 'es', 'it', 'co.uk']

function zoho(land: string): readonly ProviderPreset[] {
  const appPasswordUrl = `https://accounts.zoho.${land}/home#security/app_password`
  const own = { domains: [`zoho.${land}`, `zohomail.${land}`], appPasswordUrl }
  const hosted = { exchanges: [`zoho.${land}`], appPasswordUrl }
  return [
    preset('Zoho Mail', tls(`imap.zoho.${land}`, 993), tls(`smtp.zoho.${land}`, 465), own),
    preset('Zoho Mail', tls(`imappro.zoho.${land}`, 993), tls(`smtppro.zoho.${land}`, 465), hosted),
  ]
}

/** The providers we know; the first that fits wins. Hosts and log-in names as the providers and Thunderbird's ISPDB give them. */
export const presets: readonly ProviderPreset[] = [
  preset('Gmail', tls('imap.gmail.com', 993), tls('smtp.gmail.com', 465), {
    domains: ['gmail.com', 'googlemail.com'],
    exchanges: ['google.com', 'googlemail.com'],
    appPasswordUrl: 'https://myaccount.google.com/apppasswords',
  }),
  preset('Microsoft', tls('outlook.office365.com', 993), startTls('smtp.office365.com', 587), {
    domains: [
      ...microsoftLands.flatMap((land) => [`outlook.${land}`, `hotmail.${land}`, `live.${land}`]),
      'msn.com',
      'passport.com',
      'office365.com',
    ],
    exchanges: ['protection.outlook.com', 'mx.microsoft'],
    takesPasswords: false,
  }),
  preset('iCloud', tls('imap.mail.me.com', 993), startTls('smtp.mail.me.com', 587), {
    domains: ['icloud.com', 'me.com', 'mac.com'],
    exchanges: ['mail.icloud.com'],
    appPasswordUrl: 'https://account.apple.com/account/manage',
  }),
  preset('Yahoo', tls('imap.mail.yahoo.com', 993), tls('smtp.mail.yahoo.com', 465), {
    domains: [...yahooLands.map((land) => `yahoo.${land}`), 'ymail.com', 'myyahoo.com', 'rocketmail.com'],
    exchanges: ['yahoodns.net'],
    appPasswordUrl: 'https://login.yahoo.com/account/security',
  }),
  preset('Fastmail', tls('imap.fastmail.com', 993), tls('smtp.fastmail.com', 465), {
    domains: ['fastmail.com', 'fastmail.fm', 'messagingengine.com'],
    exchanges: ['messagingengine.com'],
    appPasswordUrl: 'https://app.fastmail.com/settings/security/apps',
  }),
  ...['com', 'eu', 'in'].flatMap(zoho),
  preset('OVHcloud', tls('ssl0.ovh.net', 993), tls('ssl0.ovh.net', 465), { domains: ['ovh.net'], exchanges: ['ovh.net', 'ovh.com'] }),
  preset('Gandi', tls('mail.gandi.net', 993), tls('mail.gandi.net', 465), { domains: ['gandi.net'], exchanges: ['gandi.net'] }),
  preset('Infomaniak', tls('mail.infomaniak.com', 993), tls('mail.infomaniak.com', 465), {
    domains: ['ik.me', 'ikmail.com', 'etik.com'],
    exchanges: ['infomaniak.ch', 'infomaniak.com'],
    appPasswordUrl: 'https://config.infomaniak.com/',
  }),
  ...ionosLands.map((land) =>
    preset('IONOS', tls(`imap.ionos.${land}`, 993), tls(`smtp.ionos.${land}`, 465), {
      domains: land === 'de' ? ['ionos.de', 'online.de', 'onlinehome.de'] : [`ionos.${land}`],
      exchanges: land === 'de' ? ['ionos.de', 'kundenserver.de'] : land === 'com' ? ['ionos.com', '1and1.com'] : [`ionos.${land}`],
    }),
  ),
  preset('Orange', tls('imap.orange.fr', 993), tls('smtp.orange.fr', 465), { domains: ['orange.fr', 'wanadoo.fr'] }),
  preset('Free', tls('imap.free.fr', 993), tls('smtp.free.fr', 465), { domains: ['free.fr'], user: 'local-part' }),
  preset('SFR', tls('imap.sfr.fr', 993), tls('smtp.sfr.fr', 465), { domains: ['sfr.fr', 'neuf.fr', 'club-internet.fr'] }),
  preset('La Poste', tls('imap.laposte.net', 993), tls('smtp.laposte.net', 465), { domains: ['laposte.net'], user: 'local-part' }),
  // Proton speaks IMAP only through its Bridge on this computer, with a certificate that the Bridge signs itself.
  preset('Proton Mail Bridge', startTls('127.0.0.1', 1143), startTls('127.0.0.1', 1025), {
    domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
    exchanges: ['protonmail.ch'],
    appPasswordUrl: 'https://proton.me/mail/bridge',
  }),
]

/** The provider of an address's domain. */
export function presetOfDomain(domain: string): ProviderPreset | undefined {
  const name = domain.toLowerCase()
  return presets.find((preset) => preset.domains.includes(name))
}

/** The provider that hosts a domain, by the name of one of its MX hosts. */
export function presetOfMx(exchange: string): ProviderPreset | undefined {
  const name = `.${exchange.toLowerCase().replace(/\.$/, '')}`
  return presets.find((preset) => preset.exchanges.some((end) => name.endsWith(`.${end}`)))
}

/** The provider that a server belongs to; for the words that follow a refused log-in. */
export function presetOfHost(host: string): ProviderPreset | undefined {
  const name = host.toLowerCase()
  // A server on this computer can be anybody's: Proton Bridge is known by its address alone.
  if (isLoopbackAddress(name)) return undefined
  return presets.find((preset) => preset.imap.host === name || preset.smtp.host === name)
}

/** A preset in the form that discovery gives. */
export function settingsOfPreset({ provider, imap, smtp, user, takesPasswords, appPasswordUrl }: ProviderPreset): DiscoveredSettings {
  return { source: 'preset', provider, imap, smtp, user, takesPasswords, appPasswordUrl }
}
