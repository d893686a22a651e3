import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { JournalRecord } from '#contract/journal.ts'
import { safeFileName } from '#core/message/file-name.ts'
import { composeMail } from '../smtp/compose.ts'

/** How much of what only people know the journal keeps. */
export function countKept(records: readonly JournalRecord[]): { drafts: number; replies: number; verdicts: number } {
  const count = (kind: JournalRecord['kind']): number => records.filter((record) => record.kind === kind).length
  return { drafts: count('draft'), replies: count('outbox'), verdicts: count('fact') }
}

/**
 * Writes drafts as text, replies as mail files, attachments beside them, and everything else as JSON into a new folder;
 * its path. Whatever opens mail and text opens them, without us.
 *
 * @throws the file system's error.
 */
export async function exportKept(records: readonly JournalRecord[], folder: string): Promise<string> {
  const target = await newFolder(folder)
  for (const record of records) {
    if (record.kind === 'draft') {
      const { draft, files = [] } = record
      const heads = [`To: ${draft.to}`, `Cc: ${draft.cc}`, `Bcc: ${draft.bcc}`, `Subject: ${draft.subject}`]
      await writeFile(path.join(target, `draft-${draft.id}.txt`), `${heads.join('\n')}\n\n${draft.text}\n`, { flag: 'wx' })
      for (const [index, file] of files.entries())
        await writeFile(path.join(target, safeFileName(`draft-${draft.id}-${index + 1}-${file.name}`)), file.bytes, { flag: 'wx' })
    } else if (record.kind === 'outbox') {
      await writeFile(path.join(target, `reply-${record.state}-${record.mail.draftId}.eml`), await composeMail(record.mail), { flag: 'wx' })
    }
  }
  const rest = records.filter((record) => record.kind === 'fact' || record.kind === 'change' || record.kind === 'settings')
  await writeFile(path.join(target, 'verdicts-and-settings.json'), `${JSON.stringify(rest, null, 2)}\n`, { flag: 'wx' })
  return target
}

/** A folder of our own in it, that was not there before. */
async function newFolder(folder: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const target = path.join(folder, number === 1 ? 'Comptoir' : `Comptoir ${number}`)
    try {
      await mkdir(target)
      return target
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}
