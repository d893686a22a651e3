/** What Chromium and the system say where there is no room. */
const words = /ENOSPC|quota|disk full|no space|IOError|error committing|AbortError|backing store/i

/**
 * Whether a write failed because there is no room: on the disk, or in what the browser may use of it.
 *
 * Dexie hides a quota that is exceeded at the end of a transaction as an AbortError (dexie/Dexie.js#776), so an abort that
 * nobody asked for counts too. Where the disk itself is full Chromium says no more than IOError, closes the store, and
 * cannot open its backing store again until there is room; a broken disk says the same.
 */
export function isDiskFull(error: unknown): boolean {
  for (let inner: unknown = error, depth = 0; inner instanceof Error && depth < 5; depth += 1) {
    if (inner.name === 'QuotaExceededError' || inner.name === 'AbortError' || words.test(inner.message)) return true
    inner = 'inner' in inner ? inner.inner : inner.cause
  }
  return false
}
