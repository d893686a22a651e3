import type { FailureCode } from '#contract/failure.ts'

/** Names that Node, OpenSSL, imapflow and nodemailer give their errors. */
const errorNames: Readonly<Record<string, FailureCode>> = {
  ENOTFOUND: 'unknown-host',
  EDNS: 'unknown-host',
  EAI_AGAIN: 'connection-lost',
  ECONNREFUSED: 'port-blocked',
  CONNECT_TIMEOUT: 'port-blocked',
  EACCES: 'port-blocked',
  ENETUNREACH: 'connection-lost',
  EHOSTUNREACH: 'connection-lost',
  ENETDOWN: 'connection-lost',
  ECONNRESET: 'connection-lost',
  ECONNABORTED: 'connection-lost',
  EPIPE: 'connection-lost',
  ECONNECTION: 'connection-lost',
  ERR_STREAM_DESTROYED: 'connection-lost',
  ERR_STREAM_WRITE_AFTER_END: 'connection-lost',
  NoConnection: 'connection-lost',
  EConnectionClosed: 'connection-lost',
  StateLogout: 'connection-lost',
  ClosedAfterConnectText: 'connection-lost',
  ClosedAfterConnectTLS: 'connection-lost',
  GREETING_TIMEOUT: 'connection-lost',
  UPGRADE_TIMEOUT: 'connection-lost',
  ETIMEOUT: 'connection-lost',
  PollFailed: 'connection-lost',
  ETHROTTLE: 'throttled',
  STARTTLS_INJECTION: 'injected-plaintext',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-wrong-name',
  HOSTNAME_MISMATCH: 'certificate-wrong-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-untrusted',
  CERT_CHAIN_TOO_LONG: 'certificate-untrusted',
  CERT_REVOKED: 'certificate-untrusted',
  CERT_UNTRUSTED: 'certificate-untrusted',
  CERT_REJECTED: 'certificate-untrusted',
  CERT_SIGNATURE_FAILURE: 'certificate-untrusted',
  INVALID_CA: 'certificate-untrusted',
  INVALID_PURPOSE: 'certificate-untrusted',
  CA_KEY_TOO_SMALL: 'certificate-untrusted',
  EE_KEY_TOO_SMALL: 'certificate-untrusted',
  NotFound: 'folder-missing',
  EMAXLIMIT: 'too-many-connections',
  LiteralTooLarge: 'too-large',
  ResponseTooLarge: 'too-large',
  EMAXRECIPIENTS: 'refused-recipients',
  EFILEACCESS: 'invalid-arguments',
  EURLACCESS: 'invalid-arguments',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
}

/** The code that an error's own name tells. */
export function codeOfErrorName(name: string): FailureCode | undefined {
  if (Object.hasOwn(errorNames, name)) return errorNames[name]
  return /^ERR_SSL_.*(UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION|VERSION_TOO_LOW|DH_KEY_TOO_SMALL|NO_PROTOCOLS_AVAILABLE)/.test(name)
    ? 'tls-too-old'
    : undefined
}

/** Response codes of RFC 5530, RFC 9051, and Dovecot's LIMIT. */
const responseCodes: Readonly<Record<string, FailureCode>> = {
  LIMIT: 'too-many-connections',
  AUTHENTICATIONFAILED: 'wrong-password',
  AUTHORIZATIONFAILED: 'wrong-password',
  EXPIRED: 'wrong-password',
  WEBALERT: 'app-password-needed',
  PRIVACYREQUIRED: 'starttls-refused',
  UNAVAILABLE: 'unavailable',
  INUSE: 'unavailable',
  SERVERBUG: 'unavailable',
  CONTACTADMIN: 'unavailable',
  THROTTLED: 'throttled',
  OVERQUOTA: 'over-quota',
  TOOBIG: 'too-large',
  NONEXISTENT: 'folder-missing',
  TRYCREATE: 'folder-missing',
  EXPUNGEISSUED: 'message-gone',
}

/** The code that an IMAP response code tells. */
export function codeOfResponseCode(responseCode: string): FailureCode | undefined {
  return Object.hasOwn(responseCodes, responseCode) ? responseCodes[responseCode] : undefined
}

/** Words that tell more than a code does; the first that fits. Words of libraries are here where they set no code. */
const texts: readonly (readonly [RegExp, FailureCode])[] = [
  [/BasicAuthBlocked|basic auth(entication)? is (disabled|blocked)|LogonDenied-BasicAuth|5\.7\.139/i, 'provider-sign-in-only'],
  [
    /application[- ]specific password|app[- ]password|\bWEBALERT\b|web login required|please log in via your web browser|mot de passe d'application/i,
    'app-password-needed',
  ],
  [
    /too many (simultaneous |concurrent )?(connections|logins|sessions)|maximum number of connections|connection limit/i,
    'too-many-connections',
  ],
  [/STARTTLS is not possible after a PREAUTH greeting/, 'preauth-greeting'],
  [
    /Server does not support STARTTLS|must issue a STARTTLS command first|Error upgrading connection with STARTTLS|STARTTLS is required/i,
    'starttls-refused',
  ],
  [/LOGINDISABLED|^Login is disabled$/, 'starttls-refused'],
  [/too many (login|authentication|failed)|rate limit|throttl|try again in \d+ (second|minute)/i, 'throttled'],
  [/over ?quota|quota exceeded|mailbox (is )?full/i, 'over-quota'],
]

/** The code that the words of a server or a library tell. */
export function codeOfText(text: string): FailureCode | undefined {
  return texts.find(([words]) => words.test(text))?.[1]
}

/** The code that an SMTP reply tells (RFC 5321, RFC 3463, RFC 4954). */
export function codeOfSmtpReply(reply: number, text: string, command: string): FailureCode {
  const enhanced = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(text)?.[0] ?? ''
  if (reply === 534) return 'app-password-needed'
  if (reply === 530 && /STARTTLS|TLS/i.test(text)) return 'starttls-refused'
  if (reply === 530 || reply === 535) return 'wrong-password'
  if (reply === 552 && enhanced.endsWith('.3.4')) return 'too-large'
  if (reply === 452 || reply === 552 || enhanced.endsWith('.2.2')) return 'over-quota'
  if (reply >= 400 && reply < 500) return 'unavailable'
  if (/^RCPT/i.test(command)) return 'refused-recipients'
  return /^(MAIL|DATA)/i.test(command) ? 'message-refused' : 'protocol'
}
