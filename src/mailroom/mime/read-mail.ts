import type { FetchedMail } from '#contract/mail.ts'
import type { DecodedMail } from '#core/model/message.ts'

/** A decoded mail with its html parts as they came, unsanitised, each apart. */
export type MailWithHtml = DecodedMail & { readonly htmlParts: readonly string[] }

/** A message as it was read, before its text is packed with that of others. */
export type ReadMail = Omit<FetchedMail, 'mail' | 'spot'> & { readonly mail: MailWithHtml }
