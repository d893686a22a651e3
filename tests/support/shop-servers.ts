import { startDovecot, type Dovecot } from './dovecot.ts'
import { startMailSink, type MailSink } from './mail-sink.ts'

/** A shop's two servers: a real Dovecot over TLS with its certificate pinned, and an SMTP server that keeps what it takes. */
export type ShopServers = {
  readonly dovecot: Dovecot
  readonly sink: MailSink
  /** The content of a COMPTOIR_SETUP file that connects to them. */
  readonly setup: (more?: { hours?: object; language?: 'en' | 'fr' }) => object
  readonly stop: () => Promise<void>
}

/** Every day from midnight to midnight: a shop that never closes, for tests that are not about hours. */
const always = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]))

/** Starts both; `onTaken` sees each mail that was sent, before the server says that it has it. */
export async function startShopServers(options: { onTaken?: () => Promise<void> } = {}): Promise<ShopServers> {
  const dovecot = await startDovecot()
  const sink = await startMailSink(options)
  return {
    dovecot,
    sink,
    setup: ({ hours = always, language = 'en' } = {}) => ({
      helper: { name: 'Anna', email: 'anna@shop.example' },
      shop: { name: 'The Shop', timeZone: 'Europe/Paris', country: 'FR', language, hours, holidays: 'open' },
      account: {
        address: 'hey@shop.example',
        user: dovecot.user,
        password: dovecot.password,
        imap: { host: '127.0.0.1', port: dovecot.tlsPort, security: 'tls', certificate: dovecot.certificateFingerprint },
        smtp: { host: '127.0.0.1', port: sink.port, security: 'loopback', user: 'shop', password: 'secret' },
      },
    }),
    stop: async () => {
      await sink.stop()
      await dovecot.stop()
    },
  }
}

/** A set-up whose mail servers are reached through other ports of this computer (a gate, say). */
export function withPorts(setup: object, ports: { readonly imap?: number; readonly smtp?: number }): object {
  const { account, ...rest } = setup as { account: { imap: object; smtp: object } }
  const at = (server: object, port: number | undefined): object => (port === undefined ? server : { ...server, port })
  return { ...rest, account: { ...account, imap: at(account.imap, ports.imap), smtp: at(account.smtp, ports.smtp) } }
}
