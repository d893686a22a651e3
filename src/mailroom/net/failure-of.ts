import type { ServerSettings } from '#contract/account.ts'
import type { Failure, FailureCode } from '#contract/failure.ts'
import { codeOfErrorName, codeOfResponseCode, codeOfSmtpReply, codeOfText } from './failure-codes.ts'
import { CertificateChangedError } from './tls-options.ts'

/** What is known around an error. */
export type FailureContext = {
  readonly server?: ServerSettings
  /** The provider the server belongs to, where it is known. */
  readonly provider?: { readonly appPasswordUrl: string; readonly takesPasswords: boolean }
  /** User name and passwords: cut out of `detail`, also in the base64 forms that SASL gives them. */
  readonly secrets?: readonly string[]
}

/**
 * Turns what imapflow, nodemailer, TLS or DNS threw into a failure of the contract.
 *
 * The response code is read before `authenticationFailed`: Dovecot refuses one connection too many with [LIMIT] while
 * imapflow flags it as a refused log-in, and nobody must be asked for a new password then. An error of a kind that no
 * server or network makes is a `bug`.
 */
export function failureOf(error: unknown, context: FailureContext = {}): Failure {
  const facts = factsOf(error)
  const code = codeOf(error, facts, context)
  const helpUrl = code === 'wrong-password' || code === 'app-password-needed' ? helpUrlOf(facts, context) : undefined
  return {
    code,
    detail: plainText(facts.text, context.secrets ?? []),
    ...(facts.retryAfterMs === undefined ? {} : { retryAfterMs: facts.retryAfterMs }),
    ...(helpUrl === undefined ? {} : { helpUrl }),
    ...(error instanceof CertificateChangedError
      ? {
          certificate: { seen: error.seen.fingerprint, expected: error.expected, subject: error.seen.subject, validTo: error.seen.validTo },
        }
      : {}),
  }
}

/** What an error of any library tells, in one shape. */
type Facts = {
  /** Error names, outermost first: nodemailer keeps the system's own as `originalCode`. */
  readonly names: readonly string[]
  /** IMAP response code, upper case. */
  readonly responseCode: string
  /** SMTP reply code. */
  readonly reply: number | undefined
  readonly command: string
  readonly text: string
  readonly refusedLogin: boolean
  /** imapflow asked and there is no such folder; the server gave no response code for it (Dovecot 2.3). */
  readonly folderMissing: boolean
  readonly retryAfterMs: number | undefined
}

function factsOf(error: unknown): Facts {
  const fields: Readonly<Record<string, unknown>> = typeof error === 'object' && error !== null ? { ...error } : {}
  const string = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '')
  const reset = fields['throttleReset']
  const reply = fields['responseCode']
  const message = error instanceof Error ? error.message : typeof error === 'string' ? error : ''
  const said = string('responseText') || string('response') || string('reason')
  return {
    names: [string('originalCode'), string('code')].filter((name) => name !== ''),
    responseCode: (string('serverResponseCode') || (/\[([A-Z-]+)[\] ]/.exec(said)?.[1] ?? '')).toUpperCase(),
    reply: typeof reply === 'number' ? reply : undefined,
    command: string('command'),
    text: said === '' || message.includes(said) ? message : said,
    refusedLogin: fields['authenticationFailed'] === true || string('code') === 'EAUTH',
    folderMissing: fields['mailboxMissing'] === true,
    retryAfterMs: typeof reset === 'number' && reset >= 0 ? Math.round(reset) : undefined,
  }
}

function codeOf(error: unknown, facts: Facts, context: FailureContext): FailureCode {
  if (error instanceof CertificateChangedError) return 'certificate-changed'
  const ofResponse = codeOfResponseCode(facts.responseCode)
  if (ofResponse !== undefined && ofResponse !== 'wrong-password') return ofResponse
  if (facts.folderMissing) return 'folder-missing'
  const ofText = codeOfText(facts.text)
  if (ofText !== undefined) return ofText
  if (facts.refusedLogin || ofResponse === 'wrong-password') return refusedLogin(facts, context)
  for (const name of facts.names) {
    const ofName = codeOfErrorName(name)
    if (ofName !== undefined) return ofName
  }
  if (facts.reply !== undefined) return codeOfSmtpReply(facts.reply, facts.text, facts.command)
  if (facts.names.includes('EENVELOPE')) return 'invalid-address'
  if (facts.names.includes('ETIMEDOUT'))
    return /^connection timeout/i.test(facts.text) || facts.command === '' ? 'port-blocked' : 'connection-lost'
  return error instanceof Error && !isOwnMistake(error) ? 'protocol' : 'bug'
}

/** A refused log-in that carries no better reason: some servers refuse every password. */
function refusedLogin(facts: Facts, context: FailureContext): FailureCode {
  if (facts.reply !== undefined && facts.reply >= 400 && facts.reply < 500) return 'unavailable'
  if (context.provider?.takesPasswords === false) return 'provider-sign-in-only'
  const host = context.server?.host.toLowerCase() ?? ''
  const isMicrosoft = /(^|\.)(outlook\.com|office365\.com|hotmail\.com)$/.test(host)
  return isMicrosoft && /\b(login|authenticate|authentication) (failed|unsuccessful)/i.test(facts.text)
    ? 'provider-sign-in-only'
    : 'wrong-password'
}

function isOwnMistake(error: Error): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError || error instanceof SyntaxError
}

/** The provider's page, from our own table first: an address that a server sends is a lure as easily as a help. */
function helpUrlOf(facts: Facts, context: FailureContext): string | undefined {
  const known = context.provider?.appPasswordUrl ?? ''
  if (known !== '') return known
  const host = context.server?.host.toLowerCase() ?? ''
  const isGoogle = /(^|\.)(gmail\.com|googlemail\.com|google\.com)$/.test(host)
  return isGoogle && codeOfText(facts.text) === 'app-password-needed' ? 'https://myaccount.google.com/apppasswords' : undefined
}

const longestDetail = 500

/** Server text as plain text: one line, no control characters, no credential. */
function plainText(text: string, secrets: readonly string[]): string {
  let plain = text
  for (const form of formsOf(secrets)) plain = plain.replaceAll(form, '***')
  return plain
    .replaceAll(/\b(AUTHENTICATE|AUTH|LOGIN) (PLAIN|LOGIN|XOAUTH2|CRAM-MD5) \S+/gi, '$1 $2 ***')
    .replaceAll(/(?<=^|\s)[A-Za-z0-9+/]{16,}={0,2}(?=\s|$)/g, '***')
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, longestDetail)
}

/** Every way in which a secret may stand in a protocol text; longest first, so that no rest of one remains. */
function formsOf(secrets: readonly string[]): string[] {
  const given = secrets.filter((secret) => secret !== '')
  const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')
  const pairs = given.flatMap((one) => given.flatMap((other) => [base64(`\0${one}\0${other}`), base64(`${one}\0${one}\0${other}`)]))
  const single = given.flatMap((secret) => [secret, base64(secret), encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
  return [...new Set([...pairs, ...single])].sort((one, other) => other.length - one.length)
}
