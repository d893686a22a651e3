import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail that the SMTP server accepted: who it is for, lower case, and its source. */
export type AcceptedMail = { readonly recipients: readonly string[]; readonly source: Buffer }

/** A running SMTP server on the loopback address. */
export type MailDrop = { readonly port: number; stop(): Promise<void> }

/** Largest mail taken, in bytes; larger ones are refused (RFC 1870). */
const sizeLimit = 30 * 1024 * 1024

function tooLarge(): Error {
  return Object.assign(new Error('Message is too large'), { responseCode: 552 })
}

/**
 * Starts the SMTP server of the demo on a free port of 127.0.0.1; it wants a log-in and takes mail for anybody.
 *
 * Nothing leaves the computer: `onMail` is all that ever happens to an accepted mail. The promise rejects where no port can
 * be had.
 */
export async function startMailDrop(options: {
  readonly user: string
  readonly password: string
  readonly onMail: (mail: AcceptedMail) => void
}): Promise<MailDrop> {
  const server = new SMTPServer({
    name: 'localhost',
    banner: 'Demo shop',
    authMethods: ['PLAIN', 'LOGIN'],
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: sizeLimit,
    closeTimeout: 100,
    logger: false,
    onAuth: ({ username, password }, _session, done) => {
      if (username === options.user && password === options.password) done(null, { user: options.user })
      else done(Object.assign(new Error('Invalid username or password'), { responseCode: 535 }))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.once('error', done)
      stream.once('end', () => {
        if (stream.sizeExceeded) return done(tooLarge())
        options.onMail({ recipients: session.envelope.rcptTo.map(({ address }) => address.toLowerCase()), source: Buffer.concat(chunks) })
        return done(null, 'Message accepted')
      })
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve())
  })
  // A connection that breaks off is no matter for the demo; unheard it would end the process.
  server.on('error', () => undefined)
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
