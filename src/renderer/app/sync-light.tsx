import { sayMoment } from '#locale/say-time.ts'
import { useSyncStatus, useTimeContext } from '../store/live.ts'
import { useCounter } from '../store/store.ts'
import { runCommand } from '../store/commands.ts'
import { failureNext, failureTitle } from '../ui/failure-words.ts'
import { fingerprintLines } from '../features/welcome/fingerprint-lines.ts'
import { desktop } from './desktop.ts'
import { useWords } from '../ui/use-words.ts'

/** Failures that another password may mend. */
const passwordCodes = new Set(['password-missing', 'wrong-password', 'app-password-needed'])

/** The connection's state in words: last heard from the server, what is still coming, or what went wrong and what to do. */
export function SyncLight() {
  const t = useWords()
  const time = useTimeContext()
  const status = useSyncStatus()
  const state = status?.state ?? 'syncing'
  const { progress, failure, lastHeardAt } = status ?? { progress: null, failure: null, lastHeardAt: null }
  const heard = lastHeardAt === null ? '' : t('sync.heard', { time: sayMoment(lastHeardAt, time) })
  const words =
    progress !== null && failure === null
      ? t('sync.arriving', {
          here: progress.here.toLocaleString(time.language),
          exists: Math.max(progress.exists, progress.here).toLocaleString(time.language),
        })
      : state === 'idle'
        ? t('sync.idle')
        : state === 'syncing'
          ? t('sync.syncing')
          : failure === null
            ? t('sync.offline')
            : state === 'offline'
              ? `${t('sync.offline')}. ${failureTitle(failure.code, t)}`
              : failureTitle(failure.code, t)
  const next = failure === null ? '' : state === 'offline' ? t('sync.offline-next') : failureNext(failure.code, t)
  return (
    <div
      className="sync-light"
      data-sync={state}
      role="status"
      title={[heard, failure?.detail ?? ''].filter((line) => line !== '').join('\n')}
    >
      <span className="sync-dot" aria-hidden />
      <span>
        {words}
        {next === '' ? null : <span style={{ display: 'block' }}>{next}</span>}
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
        {failure?.certificate === undefined ? null : (
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
        {failure?.helpUrl === undefined ? null : (
          <button
            type="button"
            className="text-button"
            style={{ display: 'block' }}
            onClick={() => void desktop.openLink({ url: failure.helpUrl ?? '' })}
          >
            {t('sync.help')}
          </button>
        )}
        {state === 'idle' && heard !== '' ? <span style={{ display: 'block' }}>{heard}</span> : null}
      </span>
    </div>
  )
}
