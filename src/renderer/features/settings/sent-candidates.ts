import type { ServerFolder } from '#data/read/sync-details.ts'

/** What mail programs call the folder of sent mail; lower case, without accents. */
const sentNames = /\b(?:sent|envoye[es]*|gesendet|enviados?|inviata|verzonden)\b/

/** Folders that never hold what was sent. */
const never = new Set<ServerFolder['role']>(['inbox', 'junk', 'drafts', 'trash', 'all'])

/** Whether a person has to be asked which folder is Sent: no folder is marked or named so, more than one could be, or somebody chose. */
export function asksForSent(folders: readonly ServerFolder[], chosen: string | null): boolean {
  if (folders.length === 0) return false
  const isMarked = folders.some(({ role }) => role === 'sent')
  const named = folders.filter(({ path, role }) => role === 'sent' || (role === 'other' && sentNames.test(plain(path))))
  return chosen !== null || !isMarked || named.length > 1
}

/** The folders that could be Sent, likely ones first. */
export function sentCandidates(folders: readonly ServerFolder[]): string[] {
  const weight = ({ path, role }: ServerFolder): number => (role === 'sent' ? 0 : sentNames.test(plain(path)) ? 1 : 2)
  return folders
    .filter(({ role }) => !never.has(role))
    .sort((a, b) => weight(a) - weight(b) || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path)
}

function plain(path: string): string {
  return path.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
