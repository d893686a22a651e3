import type { Failure } from '#contract/failure.ts'
import type { EnginePorts } from '../ports.ts'

/** Refusals that pass by themselves: the change waits for the next round. */
const passing = new Set<Failure['code']>(['throttled', 'unavailable', 'too-many-connections', 'folder-changed', 'over-quota'])

/**
 * Pushes waiting flag changes to the server. One that the server refuses lastingly is dropped: flags are a courtesy for
 * other clients, never the truth. Gives a failure of the connection itself, nothing else.
 */
export async function pushFlags({ database, mail }: EnginePorts): Promise<Failure | null> {
  for (const change of await database.flagChanges.toArray()) {
    const rows = await database.messages.where('key').equals(change.key).primaryKeys()
    const places = await database.places.where('messageRow').anyOf(rows).toArray()
    let isPutOff = false
    for (const place of places) {
      const client = mail()
      if (client === null) return { code: 'connection-lost', detail: 'the mailroom is restarting' }
      const answer = await client.setFlags({
        path: place.folder,
        uidValidity: place.uidValidity,
        uid: place.uid,
        add: change.set ? [change.flag] : [],
        remove: change.set ? [] : [change.flag],
      })
      if (!answer.ok && answer.failure.code === 'connection-lost') return answer.failure
      isPutOff ||= !answer.ok && passing.has(answer.failure.code)
    }
    if (!isPutOff) await database.flagChanges.delete(change.id)
  }
  return null
}
