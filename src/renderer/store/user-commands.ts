import { flushSync } from 'react-dom'
import type { WordKey } from '#locale/translate.ts'
import { archive, dismiss, flag, judge, openComposer, reopen, undoLast } from './actions.ts'
import { runCommand } from './commands.ts'
import type { OpenConversation } from './live.ts'
import { goTo, move, select, useCounter, type Screen } from './store.ts'
import { wordsNow } from './words-now.ts'

/**
 * Something a helper can do: one object shared by button, menu, palette and key.
 *
 * `keys` are pressed one after another; `mod+` is Ctrl, or Command on a Mac. Of two commands with the same keys, never both
 * are enabled.
 */
export type UserCommand = {
  readonly id: string
  readonly label: WordKey
  readonly keys: readonly string[]
  readonly group: 'go' | 'conversation' | 'general'
  readonly enabled: (listed: OpenConversation | null) => boolean
  readonly perform: (listed: OpenConversation | null) => void
}

const always = (): boolean => true
const whenOne = (listed: OpenConversation | null): boolean => listed !== null

function go(id: string, screen: Screen, key: string): UserCommand {
  return {
    id,
    label: `command.${id}` as WordKey,
    keys: ['g', key],
    group: 'go',
    enabled: always,
    perform: () => {
      goTo(screen)
    },
  }
}

/** Opens the composer on the selected conversation; `template` is put in at once. */
function compose(template: string | null): (listed: OpenConversation | null) => void {
  return (listed) => {
    if (listed !== null) void openComposer(listed.row, template)
  }
}

export const userCommands: readonly UserCommand[] = [
  go('go-today', 'today', 't'),
  go('go-unsure', 'unsure', 'u'),
  go('go-waiting', 'waiting', 'w'),
  go('go-done', 'done', 'd'),
  go('go-pitches', 'pitches', 'p'),
  go('go-automated', 'automated', 'a'),
  go('go-outbox', 'outbox', 'o'),
  go('go-settings', 'settings', 's'),
  {
    id: 'next',
    label: 'command.next',
    keys: ['j'],
    group: 'conversation',
    enabled: always,
    perform: () => {
      move(1)
    },
  },
  {
    id: 'previous',
    label: 'command.previous',
    keys: ['k'],
    group: 'conversation',
    enabled: always,
    perform: () => {
      move(-1)
    },
  },
  {
    id: 'open',
    label: 'command.open',
    keys: ['Enter'],
    group: 'conversation',
    enabled: whenOne,
    perform: (listed) => {
      if (listed !== null) {
        select(listed.row.id, true)
        document.querySelector<HTMLElement>('.reading-scroll')?.focus()
      }
    },
  },
  {
    id: 'reply',
    label: 'command.reply',
    keys: ['r'],
    group: 'conversation',
    enabled: (listed) => listed !== null && listed.row.person.address !== '',
    perform: compose(null),
  },
  {
    id: 'holding-reply',
    label: 'command.holding-reply',
    keys: ['h'],
    group: 'conversation',
    enabled: (listed) => listed?.row.clock.status === 'open',
    perform: compose('holding-reply'),
  },
  {
    id: 'dismiss',
    label: 'command.dismiss',
    keys: ['e'],
    group: 'conversation',
    enabled: (listed) => listed?.row.clock.status === 'open',
    perform: (listed) => {
      if (listed !== null) dismiss(listed.row.id, wordsNow()('undo.dismissed'))
    },
  },
  {
    id: 'reopen',
    label: 'command.reopen',
    keys: ['u'],
    group: 'conversation',
    enabled: (listed) => listed?.row.clock.status === 'not-needed' && listed.row.clock.reason.code === 'clock.dismissed',
    perform: (listed) => {
      if (listed !== null) reopen(listed.row.id, wordsNow()('undo.reopened'))
    },
  },
  {
    id: 'judge-customer',
    label: 'command.judge-customer',
    keys: ['c'],
    group: 'conversation',
    enabled: (listed) => listed !== null && listed.row.lane !== 'customer',
    perform: (listed) => {
      if (listed !== null) void judge(listed.row.id, 'customer', wordsNow()('undo.customer'))
    },
  },
  {
    id: 'judge-pitch',
    label: 'command.judge-pitch',
    keys: ['p'],
    group: 'conversation',
    enabled: (listed) => listed !== null && listed.row.lane !== 'pitch',
    perform: (listed) => {
      if (listed !== null) void judge(listed.row.id, 'pitch', wordsNow()('undo.pitch'))
    },
  },
  {
    id: 'archive',
    label: 'command.archive',
    keys: ['y'],
    group: 'conversation',
    enabled: (listed) => listed?.where.hasArchive === true && listed.where.lies === 'inbox',
    perform: (listed) => {
      if (listed !== null) archive(listed.row.id, true, wordsNow()('undo.archived'))
    },
  },
  {
    id: 'unarchive',
    label: 'command.unarchive',
    keys: ['y'],
    group: 'conversation',
    enabled: (listed) => listed?.where.hasArchive === true && listed.where.lies === 'archive',
    perform: (listed) => {
      if (listed !== null) archive(listed.row.id, false, wordsNow()('undo.unarchived'))
    },
  },
  {
    id: 'flag',
    label: 'command.flag',
    keys: ['f'],
    group: 'conversation',
    enabled: (listed) => listed?.where.isFlagged === false && listed.where.lies !== 'sent',
    perform: (listed) => {
      if (listed !== null) flag(listed.row.id, true)
    },
  },
  {
    id: 'unflag',
    label: 'command.unflag',
    keys: ['f'],
    group: 'conversation',
    enabled: (listed) => listed?.where.isFlagged === true,
    perform: (listed) => {
      if (listed !== null) flag(listed.row.id, false)
    },
  },
  { id: 'undo', label: 'command.undo', keys: ['z'], group: 'general', enabled: always, perform: undoLast },
  {
    id: 'search',
    label: 'command.search',
    keys: ['/'],
    group: 'general',
    enabled: always,
    perform: () => {
      // The list is drawn at once, so that the next key typed is already in the box.
      if (document.querySelector('#search-box') === null)
        flushSync(() => {
          goTo('today')
        })
      document.querySelector<HTMLInputElement>('#search-box')?.focus()
    },
  },
  {
    id: 'sync-now',
    label: 'command.sync-now',
    keys: ['g', 'n'],
    group: 'general',
    enabled: always,
    perform: () => void runCommand({ kind: 'sync-now' }),
  },
  {
    id: 'sync-details',
    label: 'command.sync-details',
    keys: ['g', 'm'],
    group: 'general',
    enabled: always,
    perform: () => {
      useCounter.setState({ overlay: 'sync' })
    },
  },
  {
    id: 'show-keys',
    label: 'command.show-keys',
    keys: ['?'],
    group: 'general',
    enabled: always,
    perform: () => {
      useCounter.setState({ overlay: 'keys' })
    },
  },
]

export function commandById(id: string): UserCommand | undefined {
  return userCommands.find((command) => command.id === id)
}

/** A command's keys as shown beside it: "g then t". */
export function keysOf(command: UserCommand): string {
  return command.keys.map((key) => (key === 'Enter' ? '⏎' : key)).join(' ')
}
