import { shop } from '#data/read/shop.ts'
import type { Translate } from '#locale/translate.ts'
import { desktop } from '../../app/desktop.ts'
import { runCommand } from '../../store/commands.ts'
import { failureTitle } from '../../ui/failure-words.ts'

/**
 * Fetches one part of a message (`source`: the message as it lies on the server) and asks where to save it; what went wrong in
 * words, else null. `isHere` is called once nothing more has to be fetched.
 */
export async function fetchAndSave(
  wanted: { readonly messageRow: number; readonly part: string; readonly name: string },
  t: Translate,
  isHere: () => void,
): Promise<string | null> {
  const { messageRow, part, name } = wanted
  const fetched = await runCommand({ kind: 'fetch-attachment', messageRow, part })
  const file = await shop.files.get([messageRow, part])
  isHere()
  if (!fetched.ok || file?.bytes == null)
    return t('attachment.not-here', { why: failureTitle(fetched.ok ? (file?.failure?.code ?? 'bug') : fetched.failure.code, t) })
  const saved = await desktop.saveFile({ name, bytes: file.bytes })
  return saved.ok ? null : failureTitle(saved.failure.code, t)
}
