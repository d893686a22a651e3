import net from 'node:net'
import tls from 'node:tls'
import type { ServerSettings } from '#contract/account.ts'
import type { Failure, FailureCode } from '#contract/failure.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import { codeOfErrorName } from './failure-codes.ts'
import { failureOf } from './failure-of.ts'
import { seenCertificate, tlsOptions, type SeenCertificate } from './tls-options.ts'

/** A certificate that a server shows, and what is wrong with it; `problem` is null where it verifies. */
export type PeekedCertificate = SeenCertificate & { readonly problem: FailureCode | null }

const peekMs = 10_000
const longestPrelude = 64 * 1024

/**
 * Looks at the certificate that a server shows, to ask the user about it; sends no credential.
 *
 * @param protocol which words lead to TLS where the connection starts in cleartext
 */
export async function peekCertificate(server: ServerSettings, protocol: 'imap' | 'smtp'): Promise<Result<PeekedCertificate, Failure>> {
  const plain = net.connect({ host: server.host, port: server.port })
  const timer = setTimeout(() => plain.destroy(Object.assign(new Error('no certificate in time'), { code: 'CONNECT_TIMEOUT' })), peekMs)
  try {
    if (server.security === 'starttls') await askForTls(plain, preludes[protocol])
    const secure = tls.connect({ ...tlsOptions(server), host: server.host, socket: plain, rejectUnauthorized: false })
    // Paused since the last answer, so that no byte of the handshake was lost.
    plain.resume()
    await new Promise<void>((resolve, reject) => {
      plain.once('error', reject)
      secure.once('error', reject)
      secure.once('close', () => reject(Object.assign(new Error('closed before a certificate came'), { code: 'ECONNRESET' })))
      secure.once('secureConnect', resolve)
    })
    const problem = secure.authorized ? null : problemOf(secure.authorizationError)
    return ok({ ...seenCertificate(secure), problem })
  } catch (error) {
    return failed(failureOf(error, { server }))
  } finally {
    clearTimeout(timer)
    plain.on('error', () => {})
    plain.destroy()
  }
}

/** Adds to a failure about a certificate what the server shows, so that the user can compare and pin it. */
export async function withSeenCertificate(failure: Failure, server: ServerSettings, protocol: 'imap' | 'smtp'): Promise<Failure> {
  if (!failure.code.startsWith('certificate-') || failure.certificate !== undefined) return failure
  const peeked = await peekCertificate(server, protocol)
  if (!peeked.ok) return failure
  const { fingerprint, subject, validTo } = peeked.value
  return { ...failure, certificate: { seen: fingerprint, subject, validTo } }
}

/** Node gives the bare name of the problem, whatever its types say. */
function problemOf(error: unknown): FailureCode {
  return (typeof error === 'string' ? codeOfErrorName(error) : undefined) ?? 'certificate-untrusted'
}

/** What to wait for and what to say then, until TLS may begin. */
type Prelude = readonly { readonly until: RegExp; readonly say: string }[]

const preludes: Readonly<Record<'imap' | 'smtp', Prelude>> = {
  imap: [
    { until: /^\* OK\b.*\r?\n/im, say: 'a STARTTLS\r\n' },
    { until: /^a OK\b.*\r?\n/im, say: '' },
  ],
  smtp: [
    { until: /^220 .*\r?\n/m, say: 'EHLO [127.0.0.1]\r\n' },
    { until: /^250 .*\r?\n/m, say: 'STARTTLS\r\n' },
    { until: /^220 .*\r?\n/m, say: '' },
  ],
}

async function askForTls(socket: net.Socket, prelude: Prelude): Promise<void> {
  for (const step of prelude) {
    await answered(socket, step.until)
    if (step.say !== '') socket.write(step.say)
  }
}

async function answered(socket: net.Socket, until: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    const settle = (error?: Error): void => {
      socket.off('data', onData).off('error', settle).off('close', onClose)
      socket.pause()
      if (error === undefined) resolve()
      else reject(error)
    }
    const onClose = (): void => settle(Object.assign(new Error('the server closed the connection'), { code: 'ECONNRESET' }))
    const onData = (chunk: Buffer): void => {
      text += chunk.toString('latin1')
      if (until.test(text)) settle()
      else if (/^(a (NO|BAD)|[45]\d\d )/im.test(text)) settle(new Error('Server does not support STARTTLS'))
      else if (text.length > longestPrelude) settle(new Error('the server talks too much'))
    }
    socket.on('data', onData).on('error', settle).on('close', onClose)
    socket.resume()
  })
}
