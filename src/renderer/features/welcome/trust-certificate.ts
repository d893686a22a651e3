import type { Failure } from '#contract/failure.ts'
import type { Result } from '#core/model/result.ts'
import type { MailboxDraft } from './mailbox-draft.ts'

/** One attempt to log in to both servers of a draft. */
export type TryDraft = (draft: MailboxDraft) => Promise<Result<unknown, Failure>>

/** How an attempt ended, and the draft with what it now trusts. */
export type TrustedAttempt = { readonly draft: MailboxDraft; readonly result: Result<unknown, Failure> }

function isShownAgain(failure: Failure, fingerprint: string): boolean {
  return failure.code === 'certificate-untrusted' && failure.certificate?.seen === fingerprint
}

function isShownElsewhere(failure: Failure, fingerprint: string): boolean {
  return failure.code === 'certificate-changed' && failure.certificate?.expected === fingerprint && failure.certificate.seen !== fingerprint
}

/**
 * Tries again with one certificate trusted, in the server that shows it.
 *
 * A failure does not say which of the two servers it came from. Reading is tried first with the pin; where that server shows
 * another certificate nothing of ours was written to it, the pin is taken back and given to sending. Where both show the very
 * certificate that the user looked at, both get the pin.
 */
export async function tryTrusting(draft: MailboxDraft, fingerprint: string, attempt: TryDraft): Promise<TrustedAttempt> {
  const pinned = (from: MailboxDraft, server: 'imap' | 'smtp'): MailboxDraft => ({
    ...from,
    [server]: { ...from[server], certificate: fingerprint },
  })
  const canPinReading = draft.imap.certificate === ''
  let trusted = pinned(draft, canPinReading ? 'imap' : 'smtp')
  let result = await attempt(trusted)
  if (!canPinReading || result.ok) return { draft: trusted, result }
  if (isShownElsewhere(result.failure, fingerprint)) trusted = pinned(draft, 'smtp')
  else if (isShownAgain(result.failure, fingerprint)) trusted = pinned(trusted, 'smtp')
  else return { draft: trusted, result }
  result = await attempt(trusted)
  return { draft: trusted, result }
}
