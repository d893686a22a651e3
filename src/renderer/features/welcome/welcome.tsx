import { Loader } from '@mantine/core'
import { IconBuildingStore, IconMail } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import type { Failure } from '#contract/failure.ts'
import { desktop } from '../../app/desktop.ts'
import { useCounter } from '../../store/store.ts'
import { CounterBell } from '../../ui/empty.tsx'
import { Note } from '../../ui/note.tsx'
import { useWords } from '../../ui/use-words.ts'
import { ConnectForm } from './connect-form.tsx'
import { FailureNote } from './failure-note.tsx'
import { LanguageChoice } from './language-choice.tsx'

/** The first screen: what this is, and two doors. */
export function Welcome() {
  const t = useWords()
  const setupProblem = useCounter((state) => state.boot?.setupProblem ?? null)
  const [isConnecting, setConnecting] = useState(false)
  const [isStarting, setStarting] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const startDemo = async (): Promise<void> => {
    setStarting(true)
    setFailure(null)
    const started = await desktop.startDemo({})
    setStarting(false)
    if (!started.ok) setFailure(started.failure)
  }
  return (
    <main className="welcome">
      <div className="welcome-corner">
        <LanguageChoice />
      </div>
      <div className="welcome-page">
        <header className="welcome-head">
          <CounterBell size={isConnecting ? 32 : 48} />
          <h1 className="welcome-title">{t('welcome.title')}</h1>
          {isConnecting ? null : <p className="welcome-line">{t('welcome.line')}</p>}
        </header>
        {setupProblem === null ? null : <SetupProblem problem={setupProblem} />}
        {failure === null ? null : <FailureNote failure={failure} />}
        {isConnecting ? (
          <ConnectForm onBack={() => setConnecting(false)} />
        ) : (
          <div className="welcome-doors">
            <Door
              id="demo"
              icon={isStarting ? <Loader size={22} aria-hidden /> : <IconBuildingStore size={26} stroke={1.5} aria-hidden />}
              title={t('welcome.demo')}
              text={t(isStarting ? 'welcome.demo-busy' : 'welcome.demo-text')}
              isBusy={isStarting}
              onClick={() => {
                void startDemo()
              }}
            />
            <Door
              id="connect"
              icon={<IconMail size={26} stroke={1.5} aria-hidden />}
              title={t('welcome.connect')}
              text={t('welcome.connect-text')}
              isBusy={isStarting}
              onClick={() => {
                setFailure(null)
                setConnecting(true)
              }}
            />
          </div>
        )}
        <p className="welcome-foot quiet">{t('welcome.promise')}</p>
      </div>
    </main>
  )
}

type DoorProps = {
  readonly id: 'demo' | 'connect'
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly isBusy: boolean
  readonly onClick: () => void
}

function Door({ id, icon, title, text, isBusy, onClick }: DoorProps) {
  return (
    <button type="button" className="welcome-door" data-door={id} disabled={isBusy} onClick={onClick}>
      {icon}
      <span className="welcome-door-title">{title}</span>
      <span className="welcome-door-text" aria-live="polite">
        {text}
      </span>
    </button>
  )
}

/** What is wrong with the set-up file: its path comes first, then the reasons. */
function SetupProblem({ problem }: { problem: string }) {
  const t = useWords()
  const [file = '', ...reasons] = problem.split('\n')
  return (
    <Note kind="late" title={t('welcome.setup-title')}>
      <p className="welcome-note-line">{t('welcome.setup-file', { file })}</p>
      <p className="detail welcome-note-line">{reasons.join('\n')}</p>
      <p className="welcome-note-line">{t('welcome.setup-next')}</p>
    </Note>
  )
}
