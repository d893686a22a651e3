import { accountSchema, type Account, type DiscoveredSettings, type Security } from '#contract/account.ts'

/** One server as it is being typed; `certificate` is the fingerprint that the user chose to trust, or empty. */
export type ServerDraft = { readonly host: string; readonly port: string; readonly security: Security; readonly certificate: string }

/** A mailbox as it is being typed. No password in it. */
export type MailboxDraft = { readonly address: string; readonly user: string; readonly imap: ServerDraft; readonly smtp: ServerDraft }

/** What is wrong with one field of the servers. */
export type ServerProblem = { readonly server: 'imap' | 'smtp'; readonly field: 'host' | 'port' | 'security' }

/** The ports that mail programs use; with cleartext there is no usual one, the local bridge says its own. */
const usualPorts: Readonly<Record<'imap' | 'smtp', Readonly<Record<Security, string>>>> = {
  imap: { tls: '993', starttls: '143', loopback: '143' },
  smtp: { tls: '465', starttls: '587', loopback: '25' },
}

/** The usual port of a kind of server, as typed. */
export function usualPort(server: 'imap' | 'smtp', security: Security): string {
  return usualPorts[server][security]
}

/** Whether a host name stays on this computer, where alone cleartext is allowed; main and mailroom check it again. */
export function isThisComputer(host: string): boolean {
  return ['127.0.0.1', '::1', 'localhost'].includes(host.trim().toLowerCase())
}

/** The part of an address after the @; empty where there is none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@')
  return at === -1
    ? ''
    : address
        .slice(at + 1)
        .trim()
        .toLowerCase()
}

/** A first guess at a server nobody announced, to be corrected by hand: imap.example.com, smtp.example.com. */
export function guessServer(address: string, server: 'imap' | 'smtp'): ServerDraft {
  const domain = domainOf(address)
  return { host: domain === '' ? '' : `${server}.${domain}`, port: usualPort(server, 'tls'), security: 'tls', certificate: '' }
}

/** The draft that discovery gives for an address; what it did not find is guessed. */
export function draftOf(address: string, found: DiscoveredSettings | null): MailboxDraft {
  const server = (kind: 'imap' | 'smtp'): ServerDraft => {
    const known = found?.[kind] ?? null
    if (known === null) return guessServer(address, kind)
    return { host: known.host, port: String(known.port), security: known.security, certificate: known.certificate ?? '' }
  }
  const at = address.lastIndexOf('@')
  return {
    address,
    user: found?.user === 'local-part' && at > 0 ? address.slice(0, at) : address,
    imap: server('imap'),
    smtp: server('smtp'),
  }
}

/** Whether a draft still has the servers that were found: only then may we name who announced them. */
export function isAsFound(draft: MailboxDraft, found: DiscoveredSettings): boolean {
  return (['imap', 'smtp'] as const).every((kind) => {
    const [typed, known] = [draft[kind], found[kind]]
    return known !== null && typed.host === known.host && typed.port === String(known.port) && typed.security === known.security
  })
}

/**
 * A server with some fields changed.
 *
 * Another host or port is another server: the trusted certificate is dropped. A port that was the usual one of the old
 * security follows the new one; cleartext does not survive a host that is not this computer.
 */
export function changeServer(kind: 'imap' | 'smtp', server: ServerDraft, change: Partial<ServerDraft>): ServerDraft {
  const next = { ...server, ...change }
  const security = next.security === 'loopback' && !isThisComputer(next.host) ? 'tls' : next.security
  const followsPort = change.port === undefined && security !== server.security && server.port === usualPort(kind, server.security)
  const port = followsPort ? usualPort(kind, security) : next.port
  const isSame = next.host === server.host && port === server.port
  return { ...next, security, port, certificate: isSame ? next.certificate : '' }
}

/** Everything that keeps the servers from being tried, field by field. */
export function serverProblems(draft: MailboxDraft): readonly ServerProblem[] {
  return (['imap', 'smtp'] as const).flatMap((server): ServerProblem[] => {
    const { host, port, security } = draft[server]
    const isHost = /^[^\s/@]{1,253}$/.test(host.trim())
    const isPort = /^\d{1,5}$/.test(port.trim()) && Number(port) >= 1 && Number(port) <= 65_535
    return [
      ...(isHost ? [] : [{ server, field: 'host' as const }]),
      ...(isPort ? [] : [{ server, field: 'port' as const }]),
      ...(security === 'loopback' && !isThisComputer(host) ? [{ server, field: 'security' as const }] : []),
    ]
  })
}

/** The account that a draft describes; null while something in it is missing or wrong. */
export function accountOf(draft: MailboxDraft): Account | null {
  if (serverProblems(draft).length > 0) return null
  const server = ({ host, port, security, certificate }: ServerDraft) => ({
    host: host.trim(),
    port: Number(port),
    security,
    ...(certificate === '' ? {} : { certificate }),
  })
  const user = draft.user.trim()
  const parsed = accountSchema.safeParse({
    address: draft.address,
    ...(user === '' || user === draft.address.trim() ? {} : { user }),
    imap: server(draft.imap),
    smtp: server(draft.smtp),
  })
  return parsed.success ? parsed.data : null
}
