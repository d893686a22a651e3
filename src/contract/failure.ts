import { z } from 'zod'

/**
 * Everything that can go wrong between us and a mail server, as one small list. Each code has its words, and the next
 * step, in the locale files under `failure.<code>`.
 */
export const failureCodes = [
  'wrong-password',
  'app-password-needed',
  'provider-sign-in-only',
  'password-missing',
  'unknown-host',
  'port-blocked',
  'certificate-expired',
  'certificate-wrong-name',
  'certificate-untrusted',
  'certificate-changed',
  'tls-too-old',
  'starttls-refused',
  'preauth-greeting',
  'injected-plaintext',
  'too-many-connections',
  'throttled',
  'unavailable',
  'over-quota',
  'connection-lost',
  'protocol',
  'folder-changed',
  'folder-missing',
  'cannot-move',
  'message-gone',
  'refused-recipients',
  'message-refused',
  'unknown-outcome',
  'invalid-address',
  'invalid-arguments',
  'disk-full',
  'blocked-address',
  'too-large',
  'bug',
] as const

export const failureSchema = z.strictObject({
  code: z.enum(failureCodes),
  /** What the other side said, as plain text for the curious; never a credential. */
  detail: z.string().max(2000),
  /** Milliseconds to wait before trying again, where it is known. */
  retryAfterMs: z.number().int().nonnegative().optional(),
  /** Fingerprints (SHA-256, hex) where a certificate is the matter. */
  certificate: z.strictObject({ seen: z.string(), expected: z.string().optional(), subject: z.string(), validTo: z.string() }).optional(),
  /** Page of the provider that helps with the next step. */
  helpUrl: z.string().optional(),
})

export type FailureCode = (typeof failureCodes)[number]
export type Failure = z.infer<typeof failureSchema>
