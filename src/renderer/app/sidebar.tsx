import {
  IconCircleCheck,
  IconHelp,
  IconHourglass,
  IconInbox,
  IconMessageQuestion,
  IconRobot,
  IconSend,
  IconSettings,
  IconSpeakerphone,
  type Icon,
} from '@tabler/icons-react'
import { useEffect } from 'react'
import { useBoard, useDrafts, useLaneCount, useOutbox } from '../store/live.ts'
import { goTo, useCounter, type Screen } from '../store/store.ts'
import { CounterBell } from '../ui/empty.tsx'
import { useWords } from '../ui/use-words.ts'
import { isStuck } from '../store/stuck.ts'
import { commandById, keysOf } from '../store/user-commands.ts'
import type { WordKey } from '#locale/translate.ts'
import { desktop } from './desktop.ts'
import { SyncLight } from './sync-light.tsx'

/** Where to go, each with its count; the connection's state at the foot. */
export function Sidebar() {
  const t = useWords()
  const board = useBoard()
  const unsure = useLaneCount('unsure')
  const pitches = useLaneCount('pitch')
  const outbox = useOutbox()
  const drafts = useDrafts()
  const due = (['missed', 'tight', 'next-closing'] as const).reduce((sum, group) => sum + (board?.groups.get(group)?.length ?? 0), 0)
  const stuck = outbox.filter(isStuck).length
  useEffect(() => {
    void desktop.setDueCount({ count: due })
  }, [due])
  return (
    <nav className="side" aria-label={t('nav.label')}>
      <div className="side-brand">
        <CounterBell size={22} /> Comptoir
      </div>
      <Place screen="today" command="go-today" label="nav.today" icon={IconInbox} count={due} />
      <Place screen="unsure" command="go-unsure" label="nav.unsure" icon={IconMessageQuestion} count={unsure} />
      <Place
        screen="waiting"
        command="go-waiting"
        label="nav.waiting"
        icon={IconHourglass}
        count={board?.groups.get('waiting')?.length ?? 0}
      />
      <Place screen="done" command="go-done" label="nav.done" icon={IconCircleCheck} count={board?.groups.get('done-today')?.length ?? 0} />
      <div className="side-rule" />
      <Place screen="pitches" command="go-pitches" label="nav.pitch" icon={IconSpeakerphone} count={pitches} />
      <Place screen="automated" command="go-automated" label="nav.automated" icon={IconRobot} count={0} />
      <div className="side-rule" />
      <Place
        screen="outbox"
        command="go-outbox"
        label="nav.outbox"
        icon={IconSend}
        count={stuck > 0 ? stuck : outbox.length + drafts.length}
        alarm={stuck > 0}
      />
      <Place screen="settings" command="go-settings" label="nav.settings" icon={IconSettings} count={0} />
      <button
        type="button"
        className="side-link"
        title={`${t('command.show-keys')} · ?`}
        onClick={() => {
          useCounter.setState({ overlay: 'keys' })
        }}
      >
        <IconHelp size={17} aria-hidden />
        {t('nav.keys')}
      </button>
      <div className="side-foot">
        <SyncLight />
      </div>
    </nav>
  )
}

function Place({
  screen,
  command,
  label,
  icon: Picture,
  count,
  alarm = false,
}: {
  screen: Screen
  command: string
  label: WordKey
  icon: Icon
  count: number
  alarm?: boolean
}) {
  const t = useWords()
  const isHere = useCounter((state) => state.screen === screen)
  const known = commandById(command)
  return (
    <button
      type="button"
      className="side-link"
      aria-current={isHere ? 'page' : undefined}
      title={known === undefined ? undefined : `${t(known.label)} · ${keysOf(known)}`}
      data-screen={screen}
      onClick={() => {
        goTo(screen)
      }}
    >
      <Picture size={17} aria-hidden />
      {t(label)}
      {count === 0 ? null : <span className={alarm ? 'side-count late-text' : 'side-count'}>{count}</span>}
    </button>
  )
}
