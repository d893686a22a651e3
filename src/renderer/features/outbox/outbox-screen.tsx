import { useState } from 'react'
import { Button, Group } from '@mantine/core'
import { sayClock, sayDue } from '#locale/say-time.ts'
import { runCommand } from '../../store/commands.ts'
import { useDrafts, useOutbox, useTimeContext } from '../../store/live.ts'
import { openDraftOf } from '../../store/actions.ts'
import { isStuck } from '../../store/stuck.ts'
import { Empty } from '../../ui/empty.tsx'
import { failureNext, failureTitle } from '../../ui/failure-words.ts'
import { ListHead } from '../../ui/list-head.tsx'
import { useWords } from '../../ui/use-words.ts'

/** Everything that waits to leave, each with why; and the drafts nobody has sent yet. */
export function OutboxScreen() {
  const t = useWords()
  const time = useTimeContext()
  const rows = useOutbox()
  const drafts = useDrafts()
  const [problem, setProblem] = useState<string | null>(null)
  const retry = async (draftId: string, again: boolean): Promise<void> => {
    const answer = await runCommand({ kind: 'retry-send', draftId, again })
    setProblem(answer.ok ? null : t('outbox.sent-unread'))
  }
  return (
    <section className="list" aria-label={t('nav.outbox')}>
      <ListHead title={t('outbox.heading', { count: rows.filter((row) => !isStuck(row)).length })} />
      {problem === null ? null : (
        <p className="late-text outbox-item" role="alert">
          {problem}
        </p>
      )}
      <div className="list-scroll">
        {rows.length + drafts.length === 0 ? <Empty title={t('outbox.empty-title')} text={t('outbox.empty-text')} /> : null}
        {rows.map((row) => {
          const to = row.mail.to[0]?.address ?? ''
          const needsSomebody = isStuck(row)
          const why =
            row.state === 'held' && row.heldUntil > time.now
              ? t('outbox.held', { time: sayClock(row.heldUntil, time) })
              : row.state === 'unknown'
                ? t('outbox.unknown')
                : row.failure !== null
                  ? `${failureTitle(row.failure.code, t)}${row.state === 'queued' ? ` ${t('outbox.next-try', { time: sayDue(row.nextTryAt, time) })}` : ''}`
                  : t('outbox.leaving')
          return (
            <div key={row.draftId} className="outbox-item" data-outbox={row.state}>
              <strong>{to}</strong>
              <div>{row.mail.subject}</div>
              <div className={needsSomebody ? 'late-text' : 'quiet'}>{why}</div>
              {row.state === 'failed' && row.failure !== null ? <div>{failureNext(row.failure.code, t)}</div> : null}
              {row.failure === null || row.failure.detail === '' ? null : <div className="quiet detail">{row.failure.detail}</div>}
              <Group gap="xs" mt={6}>
                {row.state === 'unknown' ? (
                  <Button size="compact-xs" onClick={() => void retry(row.draftId, false)}>
                    {t('outbox.look')}
                  </Button>
                ) : null}
                {row.state === 'failed' || row.state === 'unknown' ? (
                  <Button size="compact-xs" variant="default" onClick={() => void retry(row.draftId, true)}>
                    {t('outbox.again')}
                  </Button>
                ) : null}
                {row.state === 'filed' || row.state === 'unknown' ? (
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => void runCommand({ kind: 'discard-draft', draftId: row.draftId })}
                  >
                    {t('outbox.dismiss')}
                  </Button>
                ) : null}
                {row.state === 'held' || row.state === 'queued' || row.state === 'failed' ? (
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => void runCommand({ kind: 'undo-send', draftId: row.draftId }).then(() => openDraftOf(row.answersKey))}
                  >
                    {t('outbox.back')}
                  </Button>
                ) : null}
              </Group>
            </div>
          )
        })}
        {drafts.length === 0 ? null : <h2 className="group-title">{t('outbox.drafts')}</h2>}
        {drafts.map((draft) => (
          <button key={draft.id} type="button" className="row" onClick={() => void openDraftOf(draft.answersKey)}>
            <span className="row-person">{draft.to}</span>
            <span className="row-when">{sayDue(draft.changedAt, time)}</span>
            <span className="row-line">
              <span className="row-subject">{draft.subject}</span>
              <span className="row-preview">{draft.text.slice(0, 120)}</span>
            </span>
          </button>
        ))}
      </div>
    </section>
  )
}
