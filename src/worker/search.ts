import { portChannel } from '#contract/port-channel.ts'
import { serveCalls, type EventMap, type EventSender } from '#contract/rpc.ts'
import { findCalls, indexCalls, type FindCalls, type IndexCalls, type IndexEvents } from '#contract/search.ts'
import { openPool } from './search/open-pool.ts'
import { SearchIndex } from './search/search-index.ts'

// The derived search index: the engine fills it through one port, the window asks it through another.
let tellEngine: EventSender<IndexEvents> | null = null
const index = new SearchIndex(openPool(), () => tellEngine?.('lost', {}))

self.addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports
  if (port === undefined) return
  if (event.data === 'index-port') {
    tellEngine = serveCalls<IndexCalls, IndexEvents>(portChannel(port), indexCalls, {
      open: () => index.open(),
      begin: ({ epoch }) => index.begin(epoch),
      add: ({ docs }) => index.add(docs),
      remove: ({ ids }) => index.remove(ids),
    })
  } else if (event.data === 'find-port') {
    serveCalls<FindCalls, EventMap>(portChannel(port), findCalls, { find: (ask) => index.find(ask) })
  }
})
