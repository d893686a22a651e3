import type { ListResponse } from 'imapflow'
import type { Folder } from '#contract/mailroom.ts'

const useRoles: Readonly<Record<string, Folder['role']>> = {
  '\\Sent': 'sent',
  '\\Archive': 'archive',
  '\\All': 'all',
  '\\Junk': 'junk',
  '\\Drafts': 'drafts',
  '\\Trash': 'trash',
}

/** Names by which servers and mail programs call these folders where nothing marks them; lower case. */
const roleNames: readonly (readonly [Folder['role'], RegExp])[] = [
  ['sent', /^(?:sent|sent items|sent messages|sent mail|envoyés|messages envoyés|éléments envoyés)$/],
  ['archive', /^(?:archive|archives|archiv|archivés)$/],
  ['junk', /^(?:junk|spam|junk e-mail|junk mail|bulk mail|courrier indésirable|indésirables|pourriel)$/],
  ['drafts', /^(?:drafts|brouillons)$/],
  ['trash', /^(?:trash|deleted items|deleted messages|corbeille|éléments supprimés)$/],
]

/** What each folder that can be opened is for: by its mark (SPECIAL-USE, RFC 6154), else by its name, where nothing has that mark. */
export function folderRoles(folders: readonly ListResponse[]): Folder[] {
  const opened = folders.filter((folder) => !folder.flags.has('\\Noselect') && !folder.flags.has('\\NonExistent'))
  const marked = opened.map((folder) => ({
    folder,
    role: folder.path.toUpperCase() === 'INBOX' ? ('inbox' as const) : (useRoles[markOf(folder)] ?? 'other'),
  }))
  const taken = new Set(marked.map(({ role }) => role))
  return marked.map(({ folder, role }) => {
    if (role !== 'other') return { path: folder.path, role }
    const named = roleNames.find(([, name]) => name.test(folder.name.toLowerCase()))?.[0]
    if (named === undefined || taken.has(named)) return { path: folder.path, role }
    taken.add(named)
    return { path: folder.path, role: named }
  })
}

/** The mark the server itself gave; imapflow guesses one by name where there is none, and says so. */
function markOf(folder: ListResponse): string {
  return folder.specialUseSource === 'extension' ? (folder.specialUse ?? '') : ''
}
