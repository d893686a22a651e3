import type { Dovecot } from './dovecot.ts'
import type { FaultProxy } from './fault-proxy/fault-proxy.ts'
import { startNodeShop, type NodeShop } from './node-shop.ts'

/** Waits short enough for tests, in the same order of size to one another as the real ones. */
export const quickTimings = {
  imap: { wholeLoginMs: 4_000, connectMs: 1_500, greetingMs: 1_500, silenceMs: 1_200, probeMs: 700, selfFilingMs: 50 },
  engine: { firstBackOffMs: 100, longestBackOffMs: 800, pollMs: 1_000, brakePauseMs: 300, sweepMs: 24 * 3_600_000, sleptMs: 20_000 },
} as const

/** What a shop behind proxies may be told besides. */
export type FaultShopOptions = Partial<Omit<Parameters<typeof startNodeShop>[0], 'account' | 'credentials'>> & {
  readonly user?: string
  readonly password?: string
  /** The SMTP side: a port that takes mail in clear; none where nothing is sent. */
  readonly smtpPort?: number
}

/** Engine and mailroom as plain Node, before a Dovecot, with a fault proxy in between. */
export function startFaultShop(dovecot: Dovecot, proxy: FaultProxy, options: FaultShopOptions = {}): Promise<NodeShop> {
  const { user = dovecot.user, password = dovecot.password, smtpPort = 1, ...more } = options
  return startNodeShop({
    account: {
      address: 'hey@shop.example',
      user,
      imap: { host: '127.0.0.1', port: proxy.port, security: 'starttls', certificate: proxy.certificateFingerprint },
      smtp: { host: '127.0.0.1', port: smtpPort, security: 'loopback', user: 'shop' },
    },
    credentials: { password, smtpPassword: 'secret' },
    timings: quickTimings,
    ...more,
  })
}

/** What the sync light shows. */
export async function syncOf(shop: NodeShop): Promise<{ state: string; failure: { code: string } | null } | undefined> {
  return (await shop.database.values.get('sync'))?.value as { state: string; failure: { code: string } | null } | undefined
}
