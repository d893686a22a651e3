import { sayMoment } from '#locale/say-time.ts'
import { useSyncStatus, useTimeContext } from '../store/live.ts'
import { useHeldFolders, useSearchState } from '../store/sync.ts'
import { useCounter } from '../store/store.ts'
import { runCommand } from '../store/commands.ts'
import { failureNext, failureTitle } from '../ui/failure-words.ts'
import { sayProgress } from '../ui/say-progress.ts'
import { fingerprintLines } from '../features/welcome/fingerprint-lines.ts'
import type { SyncStatus } from '../store/types.ts'
import { desktop } from './desktop.ts'
import { useWords } from '../ui/use-words.ts'

/** Failures that another password may mend. */
const passwordCodes = new Set(['password-missing', 'wrong-password', 'app-password-needed'])

const notYet: SyncStatus = { state: 'syncing', failure: null, lastHeardAt: null, progress: null }

/** The connection's state in words: last heard from the server, what is still coming, or what went wrong and what to do. */
export function SyncLight() {
  const t = useWords()
  const time = useTimeContext()
  const { state, failure, lastHeardAt, progress } = useSyncStatus() ?? notYet
  const search = useSearchState()?.progress ?? null
  const held = useHeldFolders()
  const heard = lastHeardAt === null ? t('sync.never-heard') : t('sync.heard', { time: sayMoment(lastHeardAt, time) })
  const coming = failure === null ? progress : null
  return (
    <div
      className="sync-light"
      data-sync={state}
      data-searchable={search !== null && search.total > 0 && search.indexed >= search.total}
      title={[heard, failure?.detail ?? ''].filter((line) => line !== '').join('\n')}
    >
      <span className="sync-dot" aria-hidden />
      <div className="sync-words">
        <div role="status">
          <StateWords status={{ state, failure, lastHeardAt, progress: coming }} heard={heard} />
        </div>
        <div className="sync-actions">
          {coming === null ? null : (
            <button
              type="button"
              className="text-button"
              data-pause={coming.isPaused ? 'off' : 'on'}
              onClick={() => void runCommand({ kind: 'pause-pull', paused: !coming.isPaused })}
            >
              {t(coming.isPaused ? 'sync.go-on' : 'sync.pause')}
            </button>
          )}
          {state === 'error' && failure !== null && passwordCodes.has(failure.code) ? (
            <button
              type="button"
              className="text-button"
              onClick={() => {
                useCounter.setState({ needsPassword: true })
              }}
            >
              {t('sync.give-password')}
            </button>
          ) : state === 'error' || state === 'offline' ? (
            <button type="button" className="text-button" onClick={() => void runCommand({ kind: 'sync-now' })}>
              {t('sync.retry')}
            </button>
          ) : null}
          {failure?.helpUrl === undefined ? null : (
            <button type="button" className="text-button" onClick={() => void desktop.openLink({ url: failure.helpUrl ?? '' })}>
              {t('sync.help')}
            </button>
          )}
          <button
            type="button"
            className="text-button"
            data-command="sync-details"
            title={`${t('sync.details-hint')} · g m`}
            onClick={() => {
              useCounter.setState({ overlay: 'sync' })
            }}
          >
            {held.length === 0 ? t('sync.details') : t('sync.held', { count: held.length })}
          </button>
        </div>
      </div>
    </div>
  )
}

function StateWords({ status, heard }: { status: SyncStatus; heard: string }) {
  const t = useWords()
  const { language } = useTimeContext()
  const { state, failure, progress } = status
  if (progress !== null) {
    return (
      <>
        {t(progress.isPaused ? 'sync.paused' : 'sync.arriving')}
        <span className="sync-line">{sayProgress(progress, language, t)}</span>
        {progress.isPaused ? <span className="sync-line">{t('sync.paused-text')}</span> : null}
      </>
    )
  }
  if (failure === null) {
    return (
      <>
        {t(state === 'idle' ? 'sync.idle' : state === 'syncing' ? 'sync.syncing' : 'sync.offline')}
        {state === 'idle' ? <span className="sync-line">{heard}</span> : null}
      </>
    )
  }
  const title = failureTitle(failure.code, t)
  return (
    <>
      {state === 'offline' ? `${t('sync.offline')}. ${title}` : title}
      <span className="sync-line">{state === 'offline' ? t('sync.offline-next') : failureNext(failure.code, t)}</span>
      {failure.certificate === undefined ? null : (
        <span className="sync-certificate">
          {t('certificate.fingerprint')}
          <code>{fingerprintLines(failure.certificate.seen).join(' ')}</code>
          {failure.certificate.expected === undefined ? null : (
            <>
              {t('certificate.expected')}
              <code>{fingerprintLines(failure.certificate.expected).join(' ')}</code>
            </>
          )}
          {failure.code === 'certificate-changed' ? t('sync.certificate-next') : null}
        </span>
      )}
    </>
  )
}
