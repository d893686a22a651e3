import { z } from 'zod'

/**
 * How a connection is secured. tls: from the first byte. starttls: upgraded before anything else, or refused.
 * loopback: cleartext, allowed to a loopback address only.
 */
export const securitySchema = z.enum(['tls', 'starttls', 'loopback'])

/** One server to reach; `certificate` pins that one certificate (SHA-256 fingerprint, hex without colons, lower case). */
export const serverSchema = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  security: securitySchema,
  certificate: z
    .string()
    .transform((hex) => hex.replaceAll(':', '').toLowerCase())
    .pipe(z.string().regex(/^[0-9a-f]{64}$/))
    .optional(),
})

export const addressSchema = z
  .string()
  .trim()
  .max(320)
  .regex(/^[^\s@<>",;:\uFFFD…]+@[^\s@<>",;:\uFFFD…]+$/)
  .transform((address) => address.toLowerCase())

/** A mailbox: its address, its other addresses, and the two servers. No password in it. */
export const accountSchema = z.strictObject({
  address: addressSchema,
  /** The shop's own other addresses: mail from them is ours. */
  addresses: z.array(addressSchema).max(50).default([]),
  /** Log-in name where it is not the address. */
  user: z.string().min(1).max(320).optional(),
  imap: serverSchema,
  smtp: serverSchema.extend({ user: z.string().min(1).max(320).optional() }),
})

/** The secrets of an account; they live in main and mailroom only. */
export const credentialsSchema = z.strictObject({
  password: z.string().min(1).max(4096),
  /** Where the SMTP server has another password. */
  smtpPassword: z.string().min(1).max(4096).optional(),
})

export type Security = z.infer<typeof securitySchema>
export type ServerSettings = z.infer<typeof serverSchema>
export type Account = z.infer<typeof accountSchema>
export type Credentials = z.infer<typeof credentialsSchema>

/** What discovery found for an address, and where it found it; shown to the user before anything is sent there. */
export type DiscoveredSettings = {
  readonly source: 'preset' | 'autoconfig' | 'srv' | 'none'
  readonly provider: string
  readonly imap: ServerSettings | null
  readonly smtp: ServerSettings | null
  readonly user: 'address' | 'local-part'
  /** false: the provider refuses passwords (Microsoft 365, Outlook.com). */
  readonly takesPasswords: boolean
  /** Page where an app password is made, where the provider asks for one. */
  readonly appPasswordUrl: string
}
