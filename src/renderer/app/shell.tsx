import { Button } from '@mantine/core'
import { useState } from 'react'
import { BoardGroupScreen } from '../features/today/board-group-screen.tsx'
import { Composer } from '../features/composer/composer.tsx'
import { Conversation } from '../features/conversation/conversation.tsx'
import { LaneScreen } from '../features/lanes/lane-screen.tsx'
import { StoreNotice } from '../features/recovery/store-notice.tsx'
import { OutboxScreen } from '../features/outbox/outbox-screen.tsx'
import { SearchScreen } from '../features/search/search-screen.tsx'
import { Settings } from '../features/settings/settings.tsx'
import { Today } from '../features/today/today.tsx'
import { useOutbox } from '../store/live.ts'
import { goTo, useCounter, type Screen } from '../store/store.ts'
import { useWords } from '../ui/use-words.ts'
import { isStuck } from '../store/stuck.ts'
import { desktop } from './desktop.ts'
import { Sidebar } from './sidebar.tsx'

/** The counter: where to go, the list, what is in front. */
export function Shell() {
  const t = useWords()
  const screen = useCounter((state) => state.screen)
  const isDemo = useCounter((state) => state.boot?.mode === 'demo')
  const isComposing = useCounter((state) => state.isComposing)
  const selectedId = useCounter((state) => state.selectedId)
  const selectedKey = useCounter((state) => state.selectedKey)
  const [leaving, setLeaving] = useState(false)
  return (
    <div className="shell">
      {isDemo ? (
        <div className="demo-banner shell-banner" role="status">
          {t('demo.banner')}
          <Button
            size="compact-xs"
            variant="white"
            color="dark"
            loading={leaving}
            onClick={() => {
              setLeaving(true)
              void desktop.leaveDemo({})
            }}
          >
            {t('demo.leave')}
          </Button>
        </div>
      ) : (
        <span className="shell-banner" />
      )}
      <div className="shell-banner">
        <StuckBanner />
        <StoreNotice />
      </div>
      <Sidebar />
      {screen === 'settings' ? (
        <main className="settings-area">
          <Settings />
        </main>
      ) : (
        <>
          <List screen={screen} />
          <main className="reading">
            <Conversation />
            {isComposing && selectedId !== null ? <Composer key={selectedKey ?? selectedId} /> : null}
          </main>
        </>
      )}
    </div>
  )
}

/** A reply that did not leave is impossible to miss, on every screen, until somebody has looked after it. */
function StuckBanner() {
  const t = useWords()
  const stuck = useOutbox().filter(isStuck)
  const partly = stuck.filter((row) => row.state === 'filed').length
  if (stuck.length === 0) return null
  return (
    <div className="stuck-banner shell-banner" role="alert">
      {stuck.length > partly ? t('outbox.stuck', { count: stuck.length - partly }) : t('outbox.partly', { count: partly })}
      <Button
        size="compact-xs"
        variant="white"
        color="dark"
        onClick={() => {
          goTo('outbox')
        }}
      >
        {t('outbox.stuck-look')}
      </Button>
    </div>
  )
}

function List({ screen }: { screen: Exclude<Screen, 'settings'> }) {
  switch (screen) {
    case 'unsure':
      return <LaneScreen lane="unsure" />
    case 'pitches':
      return <LaneScreen lane="pitch" />
    case 'automated':
      return <LaneScreen lane="automated" />
    case 'waiting':
      return <BoardGroupScreen group="waiting" />
    case 'done':
      return <BoardGroupScreen group="done-today" />
    case 'outbox':
      return <OutboxScreen />
    case 'search':
      return <SearchScreen />
    case 'today':
      return <Today />
  }
}
