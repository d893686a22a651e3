import type { BenchApp } from './bench-app.ts'

/** One query as the window asks it of the search worker (contract/search.ts). */
export type SearchAsk = {
  readonly terms: readonly { readonly field: 'any'; readonly text: string; readonly isPhrase: boolean; readonly isPrefix: boolean }[]
}

/** What a query took from asking to its answer, ms, and how many messages it found. */
export type SearchTiming = { readonly ms: number; readonly hits: number }

declare const window: Window & {
  comptoirWorkers: Set<Worker> | undefined
  comptoirAsk: ((terms: SearchAsk['terms']) => Promise<SearchTiming>) | undefined
}

/** Runs in the page before its own scripts: keeps hold of the workers that are given a port for questions. */
export function keepSearchWorker(): void {
  if (window.comptoirWorkers !== undefined) return
  const workers = new Set<Worker>()
  window.comptoirWorkers = workers
  const post = Reflect.get(Worker.prototype, 'postMessage') as () => void
  Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) {
    if (args[0] === 'find-port') workers.add(this)
    Reflect.apply(post, this, args)
  }
}

/**
 * Gives the bench a port of its own to the app's search worker, as the window has one.
 *
 * @throws where no worker was given a port for questions.
 */
export async function openSearchPort({ page }: BenchApp): Promise<void> {
  const isOpen = await page.evaluate(() => {
    const [worker] = window.comptoirWorkers ?? []
    if (worker === undefined) return false
    const { port1, port2 } = new MessageChannel()
    worker.postMessage('find-port', [port2])
    const waiting = new Map<number, { start: number; resolve: (timing: SearchTiming) => void; reject: (error: Error) => void }>()
    port1.addEventListener('message', ({ data }: MessageEvent<{ id: number; value?: { ids: number[] } }>) => {
      const now = performance.now()
      const ask = waiting.get(data.id)
      waiting.delete(data.id)
      if (data.value === undefined) ask?.reject(new Error(`the search worker refused: ${JSON.stringify(data)}`))
      else ask?.resolve({ ms: now - ask.start, hits: data.value.ids.length })
    })
    port1.start()
    let lastId = 0
    window.comptoirAsk = (terms) =>
      new Promise((resolve, reject) => {
        lastId += 1
        waiting.set(lastId, { start: performance.now(), resolve, reject })
        const input = { terms, hasAttachment: false, fromId: null, beforeId: null, limit: 50 }
        port1.postMessage({ kind: 'call', id: lastId, name: 'find', input })
      })
    return true
  })
  if (!isOpen) throw new Error('this build has no search worker')
}

/** Asks queries one after another inside the page, so that nothing of this process is in the times. */
export async function askAll({ page }: BenchApp, asks: readonly SearchAsk[]): Promise<SearchTiming[]> {
  return await page.evaluate(async (list) => {
    const timings: SearchTiming[] = []
    for (const { terms } of list) {
      const timing = await window.comptoirAsk?.(terms)
      if (timing !== undefined) timings.push(timing)
    }
    return timings
  }, asks)
}
