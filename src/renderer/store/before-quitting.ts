const keepers = new Set<() => Promise<unknown>>()

/** Calls `keep` before the app ends; the answer takes it back. */
export function keepBeforeQuitting(keep: () => Promise<unknown>): () => void {
  keepers.add(keep)
  return () => {
    keepers.delete(keep)
  }
}

/** Keeps everything that is typed; done when all of it is on disk. */
export async function keepEverything(): Promise<void> {
  await Promise.all([...keepers].map((keep) => keep()))
}
