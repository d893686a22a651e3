import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A key and a certificate as PEM text; `fingerprint` as accounts pin it. */
export type TestCertificate = { readonly key: string; readonly cert: string; readonly fingerprint: string }

/** Certificates in a temporary folder; all but `selfSigned` come from the authority in `authorityFile`. */
export type TestCertificates = {
  /** PEM file of the authority, for NODE_EXTRA_CA_CERTS of a child process. */
  readonly authorityFile: string
  readonly valid: TestCertificate
  readonly expired: TestCertificate
  readonly wrongName: TestCertificate
  readonly selfSigned: TestCertificate
  readonly remove: () => void
}

const rightNames = 'DNS:localhost,IP:127.0.0.1'

/** Makes an authority and certificates of each kind with openssl; names: localhost and 127.0.0.1. */
export function makeTestCertificates(): TestCertificates {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'comptoir-certificates-'))
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  }
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  mkdirSync(path.join(folder, 'issued'))
  writeFileSync(path.join(folder, 'index.txt'), '')
  writeFileSync(path.join(folder, 'index.txt.attr'), 'unique_subject = no\n')
  writeFileSync(path.join(folder, 'serial'), '1000\n')
  writeFileSync(path.join(folder, 'ca.cnf'), configuration)
  openssl('req', '-x509', ...newKey, '-days', '30', '-subj', '/CN=Test authority', '-keyout', 'authority.key', '-out', 'authority.pem')
  const read = (name: string): TestCertificate => {
    const cert = readFileSync(path.join(folder, `${name}.pem`), 'utf8')
    const fingerprint = new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase()
    return { key: readFileSync(path.join(folder, `${name}.key`), 'utf8'), cert, fingerprint }
  }
  const issue = (name: string, extension: string, dates: readonly string[]): TestCertificate => {
    openssl('req', '-new', ...newKey, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`)
    openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', '-extensions', extension, ...dates, '-in', `${name}.csr`, '-out', `${name}.pem`)
    return read(name)
  }
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '30',
    '-subj',
    '/CN=selfSigned',
    '-addext',
    `subjectAltName=${rightNames}`,
    '-keyout',
    'selfSigned.key',
    '-out',
    'selfSigned.pem',
  )
  return {
    authorityFile: path.join(folder, 'authority.pem'),
    valid: issue('valid', 'right', ['-days', '30']),
    expired: issue('expired', 'right', ['-startdate', '20200101000000Z', '-enddate', '20200201000000Z']),
    wrongName: issue('wrongName', 'wrong', ['-days', '30']),
    selfSigned: read('selfSigned'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const configuration = `[ca]
default_ca = test
[test]
database = index.txt
serial = serial
new_certs_dir = issued
certificate = authority.pem
private_key = authority.key
default_md = sha256
policy = any
[any]
commonName = supplied
[right]
subjectAltName = ${rightNames}
[wrong]
subjectAltName = DNS:other.example
`
