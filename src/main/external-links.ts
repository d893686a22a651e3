import { shell } from 'electron'

const openable = new Set(['https:', 'http:', 'mailto:', 'tel:'])

/** The link as it would be opened, or null where its scheme is not one of https, http, mailto and tel. */
export function openableLink(url: string): string | null {
  if (url.length > 8192) return null
  try {
    const parsed = new URL(url)
    return openable.has(parsed.protocol) ? parsed.href : null
  } catch {
    return null
  }
}

/** Opens a link outside the app, in the browser or the program the system has for it; the only place that does. */
export async function openOutside(url: string): Promise<boolean> {
  const link = openableLink(url)
  if (link === null) return false
  await shell.openExternal(link)
  return true
}
