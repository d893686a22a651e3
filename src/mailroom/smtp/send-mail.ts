import type SMTPConnection from 'nodemailer/lib/smtp-connection/index.js'
import { Readable } from 'node:stream'
import type { Account, Credentials } from '#contract/account.ts'
import type { Failure } from '#contract/failure.ts'
import type { OutgoingMail, SendStage } from '#contract/outgoing.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import { presetOfHost } from '../account/presets.ts'
import { failureOf } from '../net/failure-of.ts'
import { composeMail, envelopeOf } from './compose.ts'
import { openSmtp, type SmtpLogin } from './smtp-options.ts'

/** What a server took: everybody but the rejected, each with its answer. */
export type SendOutcome = { readonly rejected: { address: string; answer: string }[] }

/** The log-in of an account's SMTP side. */
export function smtpLoginOf(account: Account, credentials: Credentials): SmtpLogin {
  const provider = presetOfHost(account.smtp.host)
  return {
    server: account.smtp,
    user: account.smtp.user ?? account.user ?? account.address,
    password: credentials.smtpPassword ?? credentials.password,
    ...(provider === undefined ? {} : { provider }),
  }
}

/**
 * One attempt to hand a mail to the SMTP server.
 *
 * nodemailer reports the same error for a cut before and after the final dot; so the dot is watched here: nodemailer
 * writes it when the source stream ends, which waits for `beforeDot` (the journal notes it on disk). From then on a lost
 * connection is `unknown-outcome`, never to be repeated blindly.
 */
export async function sendMail(
  login: SmtpLogin,
  mail: OutgoingMail,
  report: (stage: SendStage) => void,
  beforeDot: () => Promise<void>,
): Promise<Result<SendOutcome, Failure>> {
  const source = await composeMail(mail)
  report('connecting')
  const opened = await openSmtp(login)
  if (!opened.ok) return opened
  const connection = opened.value
  let dotSent = false
  let isOver = false
  let noting: Promise<void> = Promise.resolve()
  const body = async function* (): AsyncGenerator<Buffer> {
    report('data')
    yield source
    noting = beforeDot()
    await noting
    // Cut while the journal was written: the dot never left, and nobody may say that it did.
    if (isOver) throw new Error('the attempt has ended')
    dotSent = true
    report('dot-sent')
  }
  try {
    const info = await handOver(connection, { ...envelopeOf(mail), size: source.length }, Readable.from(body()))
    report('accepted')
    const answers = new Map((info.rejectedErrors ?? []).map((error) => [error.recipient ?? '', error.response ?? '']))
    return ok({ rejected: info.rejected.map((address) => ({ address: String(address), answer: answers.get(String(address)) ?? '' })) })
  } catch (error) {
    isOver = true
    const failure = failureOf(error, { server: login.server, secrets: [login.password, login.user] })
    const reply = replyCode(error)
    if (dotSent && reply === null) return failed({ code: 'unknown-outcome', detail: failure.detail })
    return failed(reply !== null && reply >= 500 && failure.code === 'protocol' ? { ...failure, code: 'message-refused' } : failure)
  } finally {
    connection.close()
    // What the caller notes next must stand after it in the journal.
    await noting.catch(() => {})
  }
}

type SendInfo = { readonly rejected: readonly unknown[]; readonly rejectedErrors?: readonly { recipient?: string; response?: string }[] }

function handOver(connection: SMTPConnection, envelope: SMTPConnection.Envelope, source: Readable): Promise<SendInfo> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject)
    connection.once('end', () => {
      reject(Object.assign(new Error('the server closed the connection'), { code: 'ECONNECTION' }))
    })
    connection.send(envelope, source, (error, info) => {
      if (error === null) resolve(info as unknown as SendInfo)
      else reject(error)
    })
  })
}

/** The server's reply code (RFC 5321 section 4.2) where an error holds one. */
function replyCode(error: unknown): number | null {
  return typeof error === 'object' && error !== null && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : null
}
