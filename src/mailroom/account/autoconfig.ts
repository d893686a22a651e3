import { XMLParser } from 'fast-xml-parser'
import type { ServerSettings } from '#contract/account.ts'
import { isHostName } from './srv.ts'

/** Fetches a text over https; null where there is none, or where anything is wrong with the way to it. */
export type FetchText = (url: string) => Promise<string | null>

/** What an autoconfiguration file tells. */
export type AutoconfigSettings = {
  readonly provider: string
  readonly imap: ServerSettings
  readonly smtp: ServerSettings
  readonly user: 'address' | 'local-part'
}

/**
 * Asks the places where a domain may publish its settings (Mozilla's autoconfiguration), the domain's own first.
 *
 * https only, whatever the original scheme allows: over http anybody on the way could name the server that gets the
 * password. What is found may still name any host; the user confirms it.
 */
export async function discoverByAutoconfig(address: string, fetchText: FetchText): Promise<AutoconfigSettings | null> {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  const places = [
    `https://autoconfig.${domain}/mail/config-v1.1.xml?emailaddress=${encodeURIComponent(address)}`,
    `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`,
    `https://autoconfig.thunderbird.net/v1.1/${domain}`,
  ]
  for (const place of places) {
    const text = await fetchText(place).catch(() => null)
    const settings = text === null ? null : parseAutoconfig(text, address)
    if (settings !== null) return settings
  }
  return null
}

/**
 * Reads an autoconfiguration file: the first IMAP and the first SMTP entry with TLS or STARTTLS and a password.
 *
 * Null where it is not such a file, or has no such pair. Entities are not expanded beyond the five of XML.
 */
export function parseAutoconfig(xml: string, address: string): AutoconfigSettings | null {
  let root: unknown
  try {
    root = parser.parse(xml, true)
  } catch {
    return null
  }
  const provider = member(member(root, 'clientConfig'), 'emailProvider')
  const imap = entriesOf(provider, 'incomingServer', 'imap', address)[0]
  const smtp = entriesOf(provider, 'outgoingServer', 'smtp', address)[0]
  if (imap === undefined || smtp === undefined) return null
  const name = textOf(member(provider, 'displayName')) || textOf(member(provider, '@id')) || imap.server.host
  return { provider: name.slice(0, 100), imap: imap.server, smtp: smtp.server, user: imap.user }
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: true,
})

/** Login names that we can make from the address. */
const userForms: Readonly<Record<string, 'address' | 'local-part'>> = { '%EMAILADDRESS%': 'address', '%EMAILLOCALPART%': 'local-part' }
const securities: Readonly<Record<string, 'tls' | 'starttls'>> = { SSL: 'tls', TLS: 'tls', STARTTLS: 'starttls' }
const passwordKinds: ReadonlySet<string> = new Set(['password-cleartext', 'plain', 'password-encrypted', 'secure'])

function entriesOf(
  provider: unknown,
  tag: string,
  type: string,
  address: string,
): { server: ServerSettings; user: 'address' | 'local-part' }[] {
  return listOf(member(provider, tag)).flatMap((entry) => {
    if (textOf(member(entry, '@type')).toLowerCase() !== type) return []
    const host = fillIn(textOf(member(entry, 'hostname')), address).toLowerCase()
    const port = Number(textOf(member(entry, 'port')))
    const security = own(securities, textOf(member(entry, 'socketType')).toUpperCase())
    const kinds = listOf(member(entry, 'authentication')).map(textOf)
    const user = own(userForms, textOf(member(entry, 'username')) || '%EMAILADDRESS%')
    if (security === undefined || user === undefined || !isHostName(host) || !kinds.some((kind) => passwordKinds.has(kind))) return []
    return Number.isInteger(port) && port >= 1 && port <= 65_535 ? [{ server: { host, port, security }, user }] : []
  })
}

function fillIn(text: string, address: string): string {
  return text.replaceAll('%EMAILDOMAIN%', address.slice(address.lastIndexOf('@') + 1))
}

function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

/** The text of an element; with attributes the parser keeps it apart. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  const text = member(value, '#text')
  return typeof text === 'string' ? text : ''
}
