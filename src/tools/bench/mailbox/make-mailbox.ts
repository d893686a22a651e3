import { chownSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { composeSource } from './compose-source.ts'
import { Dice } from './dice.ts'
import { Letters, type MailFolder } from './letters.ts'

/** Who owns the files of a Maildir. */
export type Owner = { readonly uid: number; readonly gid: number }

/** What a mailbox was made of; sizes in bytes. */
export type MadeMailbox = {
  readonly messages: number
  readonly bytes: number
  readonly threads: number
  readonly withFile: number
  /** Attachments alone, as they lie encoded in their mails. */
  readonly attachedBytes: number
  readonly folders: Readonly<Record<MailFolder, number>>
  readonly sizes: { readonly p10: number; readonly p50: number; readonly p90: number; readonly p99: number }
}

const spanMs = 2 * 365 * 86_400_000

/** A folder of a Maildir++ tree. */
export function folderOf(maildir: string, folder: MailFolder): string {
  return folder === 'INBOX' ? maildir : path.join(maildir, `.${folder}`)
}

/**
 * Writes a shop's mailbox of two years straight into a Maildir, in English and French: threads with quoted text, order
 * notices, newsletters, sales pitches; one mail in eleven carries a file, and files are six sevenths of all bytes.
 *
 * The same count and seed give the same bytes. `endAt` in ms; `owner` owns the files.
 */
export function makeMailbox(
  maildir: string,
  { count, endAt, owner, seed = 1 }: { count: number; endAt: number; owner: Owner; seed?: number },
): MadeMailbox {
  const dice = new Dice(seed)
  const letters = new Letters(dice, `box${seed}`)
  const folders: Record<MailFolder, number> = { INBOX: 0, Sent: 0, Archive: 0 }
  for (const name of ['INBOX', 'Sent', 'Archive'] as const) {
    for (const part of ['', 'cur', 'new', 'tmp']) {
      const folder = path.join(folderOf(maildir, name), part)
      mkdirSync(folder, { recursive: true })
      chownSync(folder, owner.uid, owner.gid)
    }
  }
  const sizes: number[] = []
  const withFile = { messages: 0, attachedBytes: 0 }
  for (let index = 0; index < count; index += 1) {
    const at = endAt - Math.round(((count - index - dice.roll() / 2) * spanMs) / count)
    const { letter, folder, isAnswered } = letters.next()
    const { source, attachedBytes } = composeSource(letter, at, dice)
    const isOld = index < count * 0.99
    const flags = [
      ...(dice.roll() < 0.02 ? ['F'] : []),
      ...(isAnswered ? ['R'] : []),
      ...(folder !== 'INBOX' || isOld || dice.roll() < 0.6 ? ['S'] : []),
    ]
    const seconds = Math.floor(at / 1000)
    const name = `${seconds}.M${String(index).padStart(6, '0')}.bench,S=${source.length}:2,${flags.join('')}`
    const file = path.join(folderOf(maildir, folder), 'cur', name)
    writeFileSync(file, source)
    chownSync(file, owner.uid, owner.gid)
    utimesSync(file, seconds, seconds)
    folders[folder] += 1
    sizes.push(source.length)
    if (letter.hasFile) {
      withFile.messages += 1
      withFile.attachedBytes += attachedBytes
    }
  }
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  sizes.sort((a, b) => a - b)
  const at = (part: number): number => sizes[Math.floor(part * (sizes.length - 1))] ?? 0
  return {
    messages: count,
    bytes,
    threads: letters.threadCount,
    withFile: withFile.messages,
    attachedBytes: withFile.attachedBytes,
    folders,
    sizes: { p10: at(0.1), p50: at(0.5), p90: at(0.9), p99: at(0.99) },
  }
}
