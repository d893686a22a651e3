import type { Failure } from '#contract/failure.ts'
import type { Result } from '#core/model/result.ts'
import type { MailWithHtml } from './read-mail.ts'

/** What the pool sends to its thread: bytes, and a number to tell answers apart. */
export type MimeRequest = { readonly id: number; readonly source: Uint8Array }

/** What the thread posts: first that it is up, then one answer per request. */
export type MimeAnswer = { readonly ready: true } | { readonly id: number; readonly result: Result<MailWithHtml, Failure> }
