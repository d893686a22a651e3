import { dialog, type BrowserWindow } from 'electron'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Failure } from '#contract/failure.ts'

/** Asks where to put a file and writes it there; the name offered is made safe first. */
export async function saveFile(
  window: BrowserWindow,
  file: { name: string; bytes: Uint8Array },
): Promise<{ ok: true; value: { saved: boolean } } | { ok: false; failure: Failure }> {
  const choice = await dialog.showSaveDialog(window, { defaultPath: safeFileName(file.name) })
  if (choice.canceled || choice.filePath === undefined || choice.filePath === '') return { ok: true, value: { saved: false } }
  try {
    await writeFile(choice.filePath, file.bytes)
    return { ok: true, value: { saved: true } }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { ok: false, failure: { code: detail.includes('ENOSPC') ? 'disk-full' : 'bug', detail } }
  }
}

const longestNameBytes = 200

/**
 * A file name with no path, no control or direction-changing characters, no reserved name; never empty, and short
 * enough for file systems that count 255 bytes. A name too long keeps its ending.
 */
export function safeFileName(name: string): string {
  const last = path.basename(name.replaceAll('\\', '/'))
  const plain = Array.from(last.normalize('NFC')).filter((character) => !/[\p{Cc}\p{Cf}\p{Cs}<>:"/|?*]/u.test(character))
  let bytes = plain.reduce((sum, character) => sum + Buffer.byteLength(character), 0)
  let start = 0
  for (; bytes > longestNameBytes; start += 1) bytes -= Buffer.byteLength(plain[start] ?? '')
  const kept = plain
    .slice(start)
    .join('')
    .replace(/^[. ]+|[. ]+$/g, '')
  return kept === '' || /^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)/i.test(kept) ? `attachment-${kept}` : kept
}
