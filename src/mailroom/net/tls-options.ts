import { isIP } from 'node:net'
import tls from 'node:tls'
import type { ServerSettings } from '#contract/account.ts'

/**
 * TLS options that verify a server's certificate: TLS 1.2 at least, the name, the chain.
 *
 * There is no way to switch verification off here. A pinned certificate is not verified by these options but by
 * `connectPinned`, which looks at the one certificate before a byte of ours is written.
 */
export function tlsOptions(server: ServerSettings): tls.ConnectionOptions {
  return isIP(server.host) === 0 ? { minVersion: 'TLSv1.2', servername: server.host } : { minVersion: 'TLSv1.2' }
}

/** What is told of a certificate: SHA-256 fingerprint (hex, lower case, no colons), subject, end of validity. */
export type SeenCertificate = { readonly fingerprint: string; readonly subject: string; readonly validTo: string }

/** A server showed another certificate than the pinned one. */
export class CertificateChangedError extends Error {
  readonly code = 'CERTIFICATE_CHANGED'
  readonly seen: SeenCertificate
  readonly expected: string

  constructor(seen: SeenCertificate, expected: string) {
    super('the server shows another certificate than the pinned one')
    this.seen = seen
    this.expected = expected
  }
}

/** Reads the certificate of a finished handshake; empty strings where there is none. */
export function seenCertificate(socket: tls.TLSSocket): SeenCertificate {
  const certificate = socket.getPeerX509Certificate()
  return {
    fingerprint: certificate === undefined ? '' : certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    subject: (certificate?.subject ?? '').replaceAll('\n', ', '),
    validTo: certificate === undefined ? '' : new Date(certificate.validTo).toISOString(),
  }
}

/** Compares a finished handshake with the pin; the error to close the connection with, or nothing. */
export function pinProblem(socket: tls.TLSSocket, expected: string): CertificateChangedError | undefined {
  const seen = seenCertificate(socket)
  return seen.fingerprint === expected ? undefined : new CertificateChangedError(seen, expected)
}

/**
 * Opens TLS to a server whose one certificate is pinned.
 *
 * Verification by chain is replaced, not removed: a pinned certificate may be self-signed, expired or of an unknown
 * authority, but it must be that one. `onSecure` is called only after the check; otherwise the socket is destroyed with a
 * `CertificateChangedError` and nothing of ours was written to it.
 */
export function connectPinned(options: tls.ConnectionOptions, expected: string, onSecure: () => void): tls.TLSSocket {
  const socket = tls.connect({ ...options, minVersion: 'TLSv1.2', rejectUnauthorized: false })
  socket.once('secureConnect', () => {
    const problem = pinProblem(socket, expected)
    if (problem === undefined) onSecure()
    else socket.destroy(problem)
  })
  return socket
}
