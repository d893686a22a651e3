import { dialog, type BrowserWindow } from 'electron'
import type { Failure } from '#contract/failure.ts'
import { safeFileName } from '#core/message/file-name.ts'
import { writeNewFile } from './write-new-file.ts'

/** Asks where to put a file and writes it there; the name offered is made safe first. Nothing is ever opened. */
export async function saveFile(
  window: BrowserWindow,
  file: { name: string; bytes: Uint8Array },
): Promise<{ ok: true; value: { saved: boolean } } | { ok: false; failure: Failure }> {
  const choice = await dialog.showSaveDialog(window, { defaultPath: safeFileName(file.name), properties: ['showOverwriteConfirmation'] })
  if (choice.canceled || choice.filePath === undefined || choice.filePath === '') return { ok: true, value: { saved: false } }
  try {
    await writeNewFile(choice.filePath, file.bytes)
    return { ok: true, value: { saved: true } }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { ok: false, failure: { code: detail.includes('ENOSPC') ? 'disk-full' : 'bug', detail } }
  }
}
