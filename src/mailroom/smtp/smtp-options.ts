import net from 'node:net'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { ServerSettings } from '#contract/account.ts'
import type { Failure } from '#contract/failure.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import { failureOf, type FailureContext } from '../net/failure-of.ts'
import { isLoopbackAddress, loopbackAddressOf } from '../net/loopback.ts'
import { withSeenCertificate } from '../net/peek-certificate.ts'
import { tlsOptions } from '../net/tls-options.ts'
import { guardUpgrade } from './guard-upgrade.ts'

/** What is needed to open one SMTP session. */
export type SmtpLogin = {
  readonly server: ServerSettings
  readonly user: string
  readonly password: string
  /** The server's provider, for better words when it refuses. */
  readonly provider?: NonNullable<FailureContext['provider']>
}

/** nodemailer's connection options, with the transport's own that keep files and addresses out of a mail. */
export type SmtpOptions = SMTPConnection.Options & {
  readonly auth: { readonly user: string; readonly pass: string }
  readonly disableFileAccess: true
  readonly disableUrlAccess: true
}

/**
 * Options for nodemailer's SMTPConnection or SMTP transport.
 *
 * Cleartext only where the host is a loopback address literal; anything else must reach TLS or fails (nodemailer's own
 * default would send the password in clear where STARTTLS is stripped). A pinned certificate does not verify by these
 * options alone, so they refuse it: connect through `openSmtp`.
 */
export function smtpOptions({ server, user, password }: SmtpLogin): SmtpOptions {
  const isCleartext = server.security === 'loopback' && isLoopbackAddress(server.host)
  return {
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: !isCleartext && server.security !== 'tls',
    ignoreTLS: isCleartext,
    tls: tlsOptions(server),
    // The default would tell the computer's name.
    name: '[127.0.0.1]',
    logger: false,
    dnsTimeout: 10_000,
    connectionTimeout: 20_000,
    greetingTimeout: 15_000,
    // RFC 5321 section 4.5.3.2: a server may think for minutes after the final dot.
    socketTimeout: 5 * 60_000,
    auth: { user, pass: password },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/**
 * Opens an SMTP session and logs in; gives it back ready to send.
 *
 * An 'error' listener is attached, so that nothing is unhandled; whoever keeps the connection listens too. End it with
 * `quit()` or `close()`.
 */
export async function openSmtp(login: SmtpLogin): Promise<Result<SMTPConnection, Failure>> {
  const { server, user, password, provider } = login
  const context: FailureContext = { server, secrets: [password, user], ...(provider === undefined ? {} : { provider }) }
  let host = server.host
  if (server.security === 'loopback') {
    const address = await loopbackAddressOf(server.host)
    if (!address.ok) return address
    host = address.value
  }
  const options = smtpOptions({ ...login, server: { ...server, host } })
  const pin = server.security === 'loopback' ? undefined : server.certificate
  const connection = new SMTPConnection(pin === undefined ? options : pinnedOptions(options))
  const guard = guardUpgrade(connection, pin)
  try {
    await untilDone(connection, (done) => connection.connect(done))
    if (!connection.secure && server.security !== 'loopback') throw new Error('Server does not support STARTTLS')
    await untilDone(connection, (done) => connection.login({ user, pass: password }, done))
  } catch (error) {
    connection.close()
    return failed(await withSeenCertificate(failureOf(guard.problem() ?? error, context), server, 'smtp'))
  }
  return ok(connection)
}

/** Tries an SMTP server from the first packet to the log-in, and leaves. */
export async function testSmtp(login: SmtpLogin): Promise<Result<void, Failure>> {
  const opened = await openSmtp(login)
  if (!opened.ok) return opened
  opened.value.quit()
  return ok(undefined)
}

/**
 * Verification by chain gives way to the guard, which compares the certificate with the pin. The socket of our own makes
 * nodemailer begin TLS, also from the first byte, through the step that the guard watches.
 */
function pinnedOptions(options: SmtpOptions): SMTPConnection.Options {
  return { ...options, tls: { ...options.tls, rejectUnauthorized: false }, socket: new net.Socket() }
}

async function untilDone(connection: SMTPConnection, start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    // Stays attached: a later 'error' finds a listener, and a settled promise ignores it.
    connection.on('error', reject)
    start((error) => (error === undefined || error === null ? resolve() : reject(error)))
  })
}
