import type { Folder } from '#contract/mailroom.ts'
import type { Settings } from '#contract/shop.ts'
import type { WantedFolder } from './pull-context.ts'

/**
 * The folders that are kept here, the inbox first: Sent, Archive and the spam folder by what the server says of them (or by
 * what a helper chose), others that a helper chose. Gmail's folder of everything stands for its archive.
 */
export function wantedFolders(folders: readonly Folder[], settings: Pick<Settings, 'sentFolder' | 'otherFolders'>): WantedFolder[] {
  const inbox = folders.find((folder) => folder.role === 'inbox')
  const sent = folders.find((folder) => folder.path === settings.sentFolder) ?? folders.find((folder) => folder.role === 'sent')
  const archive = folders.find((folder) => folder.role === 'archive') ?? folders.find((folder) => folder.role === 'all')
  const junk = folders.find((folder) => folder.role === 'junk')
  const wanted: WantedFolder[] = []
  const add = (path: string | undefined, role: WantedFolder['role']): void => {
    if (path === undefined || wanted.some((folder) => folder.path === path)) return
    wanted.push({ path, role, isEverything: folders.some((folder) => folder.path === path && folder.role === 'all') })
  }
  add(inbox?.path, 'inbox')
  add(sent?.path, 'sent')
  add(archive?.path, 'archive')
  add(junk?.path, 'junk')
  for (const path of settings.otherFolders) if (folders.some((folder) => folder.path === path)) add(path, 'other')
  return wanted
}
