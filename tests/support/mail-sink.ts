import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** One mail as the SMTP server took it. */
export type TakenMail = { readonly from: string; readonly to: readonly string[]; readonly source: string }

/** An SMTP server on loopback that keeps what it takes; the truth about what was sent. */
export type MailSink = { readonly port: number; readonly taken: readonly TakenMail[]; readonly stop: () => Promise<void> }

/** Starts one; `onTaken` sees each mail as it is accepted (to deliver it somewhere, say). */
export async function startMailSink(
  options: { user?: string; password?: string; onTaken?: (mail: TakenMail) => Promise<void> } = {},
): Promise<MailSink> {
  const taken: TakenMail[] = []
  const server = new SMTPServer({
    authOptional: false,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth(auth, _session, callback) {
      if (auth.username === (options.user ?? 'shop') && auth.password === (options.password ?? 'secret'))
        callback(null, { user: auth.username })
      else callback(new Error('535 wrong user or password'))
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const mail = {
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString('utf8'),
        }
        taken.push(mail)
        void Promise.resolve(options.onTaken?.(mail)).then(() => {
          callback()
        })
      })
    },
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  server.on('error', () => {})
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve)
      }),
  }
}
