import type { VisibleHtml } from '../pitch/visible-text.ts'
import type { EpochMs, MessageKey } from './ids.ts'

/** A mailbox and the name it shows; `name` is empty where none was given. `address` is lower case. */
export type Address = { readonly name: string; readonly address: string }

/** One attachment as the message's structure lists it; `size` in bytes, decoded where known. */
export type Attachment = {
  readonly name: string
  readonly type: string
  readonly size: number
  /** IMAP part number (RFC 3501 section 6.4.5), or an index where the whole source was parsed. */
  readonly part: string
  /** Content-ID without angle brackets; empty where there is none. */
  readonly contentId: string
  readonly inline: boolean
}

/** Header fields in order, names in lower case, values unfolded. A list, not an object: names come from strangers. */
export type Headers = readonly (readonly [name: string, value: string])[]

/** A mail after MIME and charsets, before any judgement. */
export type DecodedMail = {
  readonly headers: Headers
  readonly from: readonly Address[]
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly replyTo: readonly Address[]
  readonly subject: string
  /** The Date header; null where it is missing or cannot be read. */
  readonly sentAt: EpochMs | null
  /** Message-ID without angle brackets; empty where there is none. */
  readonly messageId: string
  readonly inReplyTo: string
  readonly references: readonly string[]
  /** Plain text: the text part, else the html part's visible text. */
  readonly text: string
  /** What a reader sees of its html parts; null where it has none. */
  readonly shown: VisibleHtml | null
  readonly attachments: readonly Attachment[]
  /** Size in bytes as the server tells it (RFC822.SIZE). */
  readonly size: number
}

/**
 * human: a person wrote it. form: a person wrote it through the website form. automated: a machine did (newsletter,
 * notice, receipt, auto-reply). bounce: a delivery report. The last two never ask for an answer.
 */
export type MessageKind = 'human' | 'form' | 'automated' | 'bounce'

/** A message as the shop's rules see it. */
export type Message = {
  readonly key: MessageKey
  readonly messageId: string
  readonly inReplyTo: string
  readonly references: readonly string[]
  readonly from: Address
  /** Further addresses of the From field; hardly any honest mail has one. */
  readonly otherSenders?: readonly Address[]
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  /** The person behind it: Reply-To where the mail names one, else From. Answers go there. */
  readonly author: Address
  readonly subject: string
  readonly sentAt: EpochMs | null
  /** When the server got it (INTERNALDATE). Clocks and order use this one, never the Date header. */
  readonly receivedAt: EpochMs
  /** out: from one of the shop's own addresses. */
  readonly direction: 'in' | 'out'
  readonly kind: MessageKind
  /** The whole visible text. */
  readonly text: string
  /** The author's own words: without quoted text and signature. */
  readonly ownText: string
}
