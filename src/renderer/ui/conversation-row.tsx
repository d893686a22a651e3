import { memo, useEffect, useRef } from 'react'
import { sayReason } from '#locale/say-reason.ts'
import { sayDue, sayMoment } from '#locale/say-time.ts'
import { useTimeContext, type ListedConversation } from '../store/live.ts'
import { select, useCounter } from '../store/store.ts'
import { useWords } from './use-words.ts'

/** One conversation in a list: person, when, subject, one line of their own words, one quiet mark. */
export const ConversationRow = memo(function ConversationRow({ listed, mark }: { listed: ListedConversation; mark?: string | undefined }) {
  const t = useWords()
  const time = useTimeContext()
  const isSelected = useCounter((state) => state.selectedId === listed.row.id)
  const element = useRef<HTMLButtonElement>(null)
  const { row, state, reason } = listed
  useEffect(() => {
    if (isSelected) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  const dueAt = row.due?.dueAt ?? null
  const why = [row.due === null ? '' : sayReason(row.due.reason, time), sayReason(reason, time)].filter((line) => line !== '').join('\n')
  return (
    <button
      ref={element}
      type="button"
      className="row"
      data-conversation={row.id}
      data-lane={row.lane}
      data-state={state}
      data-target={dueAt === null ? undefined : new Date(dueAt).toISOString()}
      data-unread={row.unread}
      aria-current={isSelected}
      title={why}
      onClick={() => {
        select(row.id, true)
      }}
    >
      <span className="row-person">{row.person.name === '' ? row.person.address : row.person.name}</span>
      <span className="row-when" data-state={state}>
        {whenWords(
          listed,
          t,
          (at) => sayDue(at, time),
          (at) => sayMoment(at, time),
        )}
      </span>
      <span className="row-line">
        <span className="row-subject">{row.subject === '' ? t('row.no-subject') : row.subject}</span>
        <span className="row-preview">{row.preview}</span>
        {mark === undefined && !row.hasAttachments ? null : <span className="row-mark">{mark ?? t('row.attachment')}</span>}
      </span>
    </button>
  )
})

/** The target in words: "since yesterday" when late, "by 18:00" when due, else when it last moved. */
function whenWords(
  { row, state }: ListedConversation,
  t: ReturnType<typeof useWords>,
  due: (at: number) => string,
  moment: (at: number) => string,
): string {
  if (row.clock.status === 'open' && state === 'late') return t('row.since', { time: moment(row.clock.since) })
  const dueAt = row.due?.dueAt ?? null
  if (row.clock.status === 'open' && dueAt !== null) return t('row.by', { time: due(dueAt) })
  if (row.clock.status === 'answered') return t('row.answered', { time: moment(row.clock.at) })
  return moment(row.lastAt)
}
