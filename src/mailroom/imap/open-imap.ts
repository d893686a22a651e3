import net from 'node:net'
import tls from 'node:tls'
import { ImapFlow, type ImapFlowOptions } from 'imapflow'
import type { ServerSettings } from '#contract/account.ts'
import type { Failure } from '#contract/failure.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import { presetOfHost } from '../account/presets.ts'
import { failureOf, type FailureContext } from '../net/failure-of.ts'
import { loopbackAddressOf } from '../net/loopback.ts'
import { withSeenCertificate } from '../net/peek-certificate.ts'
import { connectPinned, tlsOptions } from '../net/tls-options.ts'
import { imapTimings, type ImapTimings } from './timings.ts'

/** What is needed to open one IMAP session. */
export type ImapLogin = {
  readonly server: ServerSettings
  readonly user: string
  readonly password: string
  /** Compress what comes (COMPRESS=DEFLATE, RFC 4978): pays for text over slow lines alone. */
  readonly compress?: boolean
  /** The server's provider, for better words when it refuses. */
  readonly provider?: NonNullable<FailureContext['provider']>
}

const mebibyte = 1024 * 1024
/** A good server says a few hundred bytes before it lets us in; more is a flood that small lines would make costly. */
const mostBeforeLogin = 1 * mebibyte
const watchEveryMs = 50

/**
 * Opens an IMAP session and logs in; gives it back ready for commands.
 *
 * The password is written only after TLS stands and its certificate is verified (or is the pinned one), or to a loopback
 * address. STARTTLS that is stripped or refused, a PREAUTH greeting and bytes slipped in before the handshake end the
 * attempt. The caps bound what a hostile server can make us hold (imapflow's own are 1 GiB).
 */
export async function openImap(login: ImapLogin, timings: ImapTimings = imapTimings): Promise<Result<ImapFlow, Failure>> {
  const { server, user, password, provider } = login
  const { wholeLoginMs } = timings
  const context: FailureContext = { server, secrets: [password, user], ...(provider === undefined ? {} : { provider }) }
  let host = server.host
  if (server.security === 'loopback') {
    const address = await loopbackAddressOf(server.host)
    if (!address.ok) return address
    host = address.value
  }
  const client = new ImapFlow({ ...imapOptions(login, timings), host, auth: { user, pass: password } })
  // An 'error' event without a listener would end the process; whoever keeps the client listens too.
  client.on('error', () => {})
  let cut: Failure | undefined
  const cutOff = (failure: Failure): void => {
    cut ??= failure
    client.close()
  }
  const deadline = setTimeout(() => cutOff({ code: 'connection-lost', detail: `no log-in within ${wholeLoginMs / 1000} s` }), wholeLoginMs)
  const watch = setInterval(() => {
    if (client.stats().received > mostBeforeLogin) cutOff({ code: 'protocol', detail: 'the server sends without end before the log-in' })
  }, watchEveryMs)
  try {
    await client.connect()
  } catch (error) {
    client.close()
    if (cut !== undefined) return failed(cut)
    return failed(await withSeenCertificate(failureOf(error, context), server, 'imap'))
  } finally {
    clearTimeout(deadline)
    clearInterval(watch)
  }
  // imapflow keeps the text of an OK greeting only: without one the server claimed that we are logged in already.
  if (client.greeting === undefined) {
    client.close()
    return failed({ code: 'preauth-greeting', detail: '' })
  }
  return ok(client)
}

function imapOptions({ server, compress = false }: ImapLogin, timings: ImapTimings): ImapFlowOptions {
  const pin = server.certificate
  return {
    port: server.port,
    secure: server.security === 'tls',
    ...(server.security === 'tls' ? {} : { doSTARTTLS: server.security === 'starttls' }),
    tls: tlsOptions(server),
    ...(pin === undefined || server.security === 'loopback' ? {} : { transport: pinnedTransport(server, pin) }),
    logger: false,
    clientInfo: { name: 'Comptoir', vendor: 'Comptoir', version: '', 'support-url': '' },
    disableCompression: !compress,
    // iCloud answers QRESYNC with VANISHED lines that cannot be parsed (Foundry376/Mailspring-Sync).
    qresync: presetOfHost(server.host)?.provider !== 'iCloud',
    disableAutoIdle: true,
    maxIdleTime: 4 * 60_000,
    connectionTimeout: timings.connectMs,
    greetingTimeout: timings.greetingMs,
    socketTimeout: 5 * 60_000,
    maxLineLength: mebibyte,
    maxLiteralSize: 64 * mebibyte,
    maxResponseSize: 80 * mebibyte,
  }
}

/** Opens and upgrades sockets so that imapflow gets a TLS socket only once its certificate is the pinned one. */
function pinnedTransport(server: ServerSettings, pin: string): NonNullable<ImapFlowOptions['transport']> {
  return {
    connect(options, onConnect) {
      const target = { host: options.host, port: options.port }
      return options.secure ? connectPinned({ ...tlsOptions(server), ...target }, pin, onConnect) : net.connect(target, onConnect)
    },
    upgrade(socket, _options, onSecure): tls.TLSSocket {
      return connectPinned({ ...tlsOptions(server), socket }, pin, onSecure)
    },
  }
}
