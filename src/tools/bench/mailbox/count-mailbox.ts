import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { folderOf } from './make-mailbox.ts'

/** What lies in a mailbox, told by the names of its files alone. */
export type MailboxCount = { readonly messages: number; readonly flagged: number }

/** Counts the messages in all folders of a Maildir, and those that carry the flag \Flagged. */
export function countMailbox(maildir: string): MailboxCount {
  const files = (['INBOX', 'Sent', 'Archive'] as const).flatMap((folder) =>
    ['cur', 'new'].flatMap((part) => {
      const place = path.join(folderOf(maildir, folder), part)
      return existsSync(place) ? readdirSync(place) : []
    }),
  )
  return { messages: files.length, flagged: files.filter((file) => /:2,[A-Za-z]*F/.test(file)).length }
}
