import tls from 'node:tls'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { pinProblem } from '../net/tls-options.ts'

/** The step of nodemailer's connection at which TLS begins; not part of its typed surface. */
type Upgrading = {
  _upgradeConnection?: (callback: (error: Error | null, secured?: boolean) => void) => void
  readonly _remainder?: string
  readonly _responseQueue?: readonly string[]
}

/** Plaintext came after the server's go-ahead for TLS: somebody on the way tries to be taken for the secured server. */
export class InjectedPlaintextError extends Error {
  readonly code = 'STARTTLS_INJECTION'
}

/**
 * Watches the moment at which a connection becomes secure: refuses injected plaintext (nodemailer drops it in silence)
 * and a certificate other than the pinned one, before a byte of ours is written over TLS.
 *
 * nodemailer has no such hook and wraps errors of this step into text; `problem()` gives the error itself.
 *
 * @throws where nodemailer no longer has this step: without the guard nothing may connect.
 */
export function guardUpgrade(connection: SMTPConnection, pin: string | undefined): { problem(): Error | undefined } {
  const inner = connection as unknown as Upgrading
  const upgrade = inner._upgradeConnection?.bind(connection)
  if (upgrade === undefined || !Array.isArray(inner._responseQueue)) throw new TypeError('nodemailer changed how it begins TLS')
  let problem: Error | undefined
  inner._upgradeConnection = (callback) => {
    if (inner._remainder !== '' || (inner._responseQueue?.length ?? 0) > 0) {
      problem = new InjectedPlaintextError('the server sent data after the STARTTLS response and before the TLS handshake')
      callback(problem)
      return
    }
    upgrade((error, secured) => {
      if (error === null && pin !== undefined) {
        const socket = connection._socket
        problem = socket instanceof tls.TLSSocket ? pinProblem(socket, pin) : new TypeError('nodemailer changed how it begins TLS')
        if (problem !== undefined) {
          if (socket instanceof tls.TLSSocket) socket.destroy()
          callback(problem)
          return
        }
      }
      callback(error, secured)
    })
  }
  return { problem: () => problem }
}
