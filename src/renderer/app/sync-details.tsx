import { Button, Group, Modal } from '@mantine/core'
import { sayDayAndClock, sayMoment } from '#locale/say-time.ts'
import { runCommand } from '../store/commands.ts'
import { useOutbox, useSyncStatus, useTimeContext } from '../store/live.ts'
import { useCounter } from '../store/store.ts'
import { useFolderDetails, useSearchState, useWaitingChanges } from '../store/sync.ts'
import { failureNext, failureTitle } from '../ui/failure-words.ts'
import { HeldNotices } from '../ui/held-notice.tsx'
import { sayCount, sayProgress } from '../ui/say-progress.ts'
import { useWords } from '../ui/use-words.ts'

/** How the mailbox stands: the connection, each folder, what is held back, the search index, what waits to leave. */
export function SyncDetails() {
  const t = useWords()
  const isOpen = useCounter((state) => state.overlay === 'sync')
  return (
    <Modal
      opened={isOpen}
      onClose={() => {
        useCounter.setState({ overlay: null })
      }}
      title={t('details.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('details.close') }}
    >
      <div className="details" data-details>
        <Connection />
        <HeldNotices />
        <Folders />
        <Search />
        <Waiting />
      </div>
    </Modal>
  )
}

function Connection() {
  const t = useWords()
  const time = useTimeContext()
  const status = useSyncStatus()
  const { state = 'syncing', failure = null, lastHeardAt = null, progress = null } = status ?? {}
  const title =
    failure === null
      ? t(state === 'idle' ? 'sync.idle' : state === 'offline' ? 'sync.offline' : 'sync.syncing')
      : failureTitle(failure.code, t)
  const isPaused = progress?.isPaused === true
  return (
    <section data-connection={state}>
      <p className="details-line">
        <strong>{title}</strong>
      </p>
      {failure === null ? null : <p className="details-line">{failureNext(failure.code, t)}</p>}
      <p className="details-line quiet">
        {lastHeardAt === null ? t('sync.never-heard') : t('sync.heard', { time: sayMoment(lastHeardAt, time) })}
      </p>
      {progress === null || failure !== null ? null : (
        <p className="details-line">
          {t(isPaused ? 'sync.paused' : 'sync.arriving')}
          <span className="sync-line">{sayProgress(progress, time.language, t)}</span>
        </p>
      )}
      <Group gap="xs">
        <Button size="compact-sm" variant="default" data-autofocus onClick={() => void runCommand({ kind: 'sync-now' })}>
          {t('details.check-now')}
        </Button>
        {progress === null || failure !== null ? null : (
          <Button size="compact-sm" variant="default" onClick={() => void runCommand({ kind: 'pause-pull', paused: !isPaused })}>
            {t(isPaused ? 'sync.go-on' : 'sync.pause')}
          </Button>
        )}
      </Group>
    </section>
  )
}

function Folders() {
  const t = useWords()
  const time = useTimeContext()
  const folders = useFolderDetails() ?? []
  const count = (number: number): string => sayCount(number, time.language)
  return (
    <section>
      <h3 className="details-title">{t('details.folders')}</h3>
      {folders.length === 0 ? (
        <p className="details-line quiet">{t('details.no-folders')}</p>
      ) : (
        <table className="details-folders">
          <thead>
            <tr>
              <th scope="col">{t('details.folder')}</th>
              <th scope="col">{t('details.messages')}</th>
              <th scope="col">{t('details.checked')}</th>
            </tr>
          </thead>
          <tbody>
            {folders.map(({ path, role, here, exists, isComplete, sweptAt }) => (
              <tr key={path} data-folder={path}>
                <th scope="row">
                  {path}
                  <span className="quiet sync-line">{t(`role.${role}`)}</span>
                </th>
                <td>
                  {isComplete
                    ? t('details.complete', { here: count(here) })
                    : t('details.arriving', { here: count(here), exists: count(Math.max(here, exists)) })}
                </td>
                <td>{isComplete && sweptAt > 0 ? sayDayAndClock(sweptAt, time) : t('details.not-yet')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Search() {
  const t = useWords()
  const { language } = useTimeContext()
  const { progress = null, problem = null } = useSearchState() ?? {}
  const words =
    problem !== null
      ? t('details.search-problem', { why: problem })
      : progress === null
        ? t('details.search-not-yet')
        : progress.indexed >= progress.total
          ? t('details.search-all')
          : t('details.search-part', { indexed: sayCount(progress.indexed, language), total: sayCount(progress.total, language) })
  return (
    <section>
      <h3 className="details-title">{t('details.search')}</h3>
      <p className="details-line">{words}</p>
    </section>
  )
}

function Waiting() {
  const t = useWords()
  const replies = useOutbox().length
  const changes = useWaitingChanges() ?? 0
  return (
    <section>
      <h3 className="details-title">{t('details.waiting')}</h3>
      <p className="details-line">
        {[
          replies === 0 ? '' : t('details.waiting-replies', { count: replies }),
          changes === 0 ? '' : t('details.waiting-changes', { count: changes }),
        ]
          .filter((line) => line !== '')
          .join(' ') || t('details.waiting-nothing')}
      </p>
    </section>
  )
}
