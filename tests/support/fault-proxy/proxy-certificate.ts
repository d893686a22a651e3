import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'

/** A key with its certificate as PEM text; `fingerprint` as accounts pin it. */
export type ProxyCertificate = { readonly key: string; readonly cert: string; readonly fingerprint: string }

let made: ProxyCertificate | null = null

/** A self-signed certificate for localhost; the same one for every proxy of a process. */
export function proxyCertificate(): ProxyCertificate {
  if (made !== null) return made
  const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30', '-subj', '/CN=localhost']
  const pem = execFileSync('openssl', ['req', '-x509', ...kind, ...names, '-keyout', '-', '-out', '-'], { encoding: 'utf8', stdio: 'pipe' })
  const part = (name: string): string => new RegExp(`-----BEGIN ${name}-----[^]+?-----END ${name}-----`).exec(pem)?.[0] ?? ''
  const cert = part('CERTIFICATE')
  made = { key: part('PRIVATE KEY'), cert, fingerprint: new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase() }
  return made
}
