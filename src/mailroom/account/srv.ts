import type { ServerSettings } from '#contract/account.ts'

/** One DNS SRV record, as node:dns gives it. */
export type SrvRecord = { readonly name: string; readonly port: number; readonly priority: number; readonly weight: number }

/** Looks up SRV records; rejects or gives an empty list where there are none. */
export type ResolveSrv = (name: string) => Promise<readonly SrvRecord[]>

/** The servers that a domain announces in DNS. */
export type SrvServers = { readonly imap: ServerSettings | null; readonly smtp: ServerSettings | null }

/**
 * Reads a domain's servers from DNS SRV (RFC 6186, RFC 8314): TLS first, STARTTLS where only that is announced.
 *
 * A target "." says that the service is not there. Answers are not signed, so a target may lie in any domain: the user
 * confirms the hosts before anything is sent to them.
 */
export async function discoverBySrv(domain: string, resolveSrv: ResolveSrv): Promise<SrvServers> {
  const [imaps, imap, submissions, submission] = await Promise.all([
    firstTarget(`_imaps._tcp.${domain}`, 'tls', resolveSrv),
    firstTarget(`_imap._tcp.${domain}`, 'starttls', resolveSrv),
    firstTarget(`_submissions._tcp.${domain}`, 'tls', resolveSrv),
    firstTarget(`_submission._tcp.${domain}`, 'starttls', resolveSrv),
  ])
  return { imap: imaps ?? imap, smtp: submissions ?? submission }
}

async function firstTarget(name: string, security: 'tls' | 'starttls', resolveSrv: ResolveSrv): Promise<ServerSettings | null> {
  const records = await resolveSrv(name).catch(() => [])
  // RFC 2782 draws lots by weight; we have no load to spread and want the same answer every time.
  const [best] = [...records].sort((one, other) => one.priority - other.priority || other.weight - one.weight)
  const host = best?.name.toLowerCase().replace(/\.$/, '') ?? ''
  return best === undefined || !isHostName(host) || best.port < 1 || best.port > 65_535 ? null : { host, port: best.port, security }
}

/** Whether a text is a host name with a dot in it, as a public mail server has one; an address literal is not. */
export function isHostName(text: string): boolean {
  return text.length <= 253 && /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*\.(?=[a-z0-9-]*[a-z])[a-z0-9-]{2,63}$/i.test(text)
}
