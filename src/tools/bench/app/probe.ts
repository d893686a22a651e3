/** A long task of the window's own thread: `at` and `ms` on the page's clock. */
export type LongTask = { readonly at: number; readonly ms: number }

/** How the screen looked from `at` on, on the page's clock, in ms. */
export type Look = {
  readonly at: number
  /** What the sync light says; null before there is one. */
  readonly sync: string | null
  readonly isSearchable: boolean
  readonly hasRow: boolean
  /** Height of everything in the list, drawn or not, and of its visible part, in CSS pixels. */
  readonly listHeight: number
  readonly listShown: number
  readonly rowHeight: number
}

/** What the store says of the connection and of the index, seen from `at` on. */
export type StoreLook = {
  readonly at: number
  readonly state: string | null
  readonly heardAt: number | null
  readonly indexed: number | null
  readonly total: number | null
}

/** What was noted in the page so far. */
export type ProbeNotes = {
  /** Wall clock of the page's zero, ms. */
  readonly origin: number
  readonly drawnAt: number | null
  readonly loadedAt: number | null
  readonly tasks: readonly LongTask[]
  readonly looks: readonly Look[]
  readonly storeLooks: readonly StoreLook[]
}

declare const window: Window & { comptoirProbe: (() => ProbeNotes) | undefined; comptoirWatchStore: (() => Promise<void>) | undefined }

/** Runs in the page before its own scripts; self-contained, since its source is what goes there. */
export function probe(): void {
  if (window.comptoirProbe !== undefined) return
  const tasks: LongTask[] = []
  const looks: Look[] = []
  const storeLooks: StoreLook[] = []
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push({ at: entry.startTime, ms: Math.round(entry.duration) })
  }).observe({ type: 'longtask', buffered: true })
  let last = ''
  // Once a frame: what is true in a frame's callback is on screen with that frame.
  const look = (): void => {
    const light = document.querySelector('[data-sync]')
    const row = document.querySelector('.row')
    const list = row?.closest('.list-scroll') ?? null
    const seen = {
      sync: light?.getAttribute('data-sync') ?? null,
      isSearchable: light?.getAttribute('data-searchable') === 'true',
      hasRow: row !== null,
      listHeight: list?.scrollHeight ?? 0,
      listShown: list?.clientHeight ?? 0,
      rowHeight: row?.getBoundingClientRect().height ?? 0,
    }
    const words = JSON.stringify(seen)
    if (words !== last) looks.push({ at: performance.now(), ...seen })
    last = words
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  window.comptoirProbe = () => {
    const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    return {
      origin: performance.timeOrigin,
      drawnAt: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
      loadedAt: page === undefined || page.loadEventEnd === 0 ? null : page.loadEventEnd,
      tasks,
      looks,
      storeLooks,
    }
  }
  // Asked for only where it is needed: reading takes turns with the engine's writing.
  window.comptoirWatchStore = async () => {
    // Opening a database that is not there would make an empty one.
    while (!(await indexedDB.databases()).some(({ name }) => name === 'comptoir')) await new Promise((resolve) => setTimeout(resolve, 2))
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('comptoir')
      opening.addEventListener('success', () => resolve(opening.result))
      opening.addEventListener('error', () => reject(new Error(String(opening.error))))
    })
    database.addEventListener('versionchange', () => database.close())
    let lastRead = ''
    const read = (): void => {
      const values = database.transaction('values').objectStore('values')
      const [sync, search] = [values.get('sync'), values.get('search')]
      values.transaction.addEventListener('complete', () => {
        const status = sync.result?.value as { state: string; lastHeardAt: number | null } | undefined
        const index = search.result?.value as { indexed: number; total: number } | undefined
        const seen = {
          state: status?.state ?? null,
          heardAt: status?.lastHeardAt ?? null,
          indexed: index?.indexed ?? null,
          total: index?.total ?? null,
        }
        const words = JSON.stringify(seen)
        if (words !== lastRead) storeLooks.push({ at: performance.now(), ...seen })
        lastRead = words
        setTimeout(read, 4)
      })
    }
    read()
  }
}
