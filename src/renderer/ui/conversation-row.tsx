import { memo, useEffect, useRef } from 'react'
import { sayReason } from '#locale/say-reason.ts'
import { sayDue, sayMoment, type TimeContext } from '#locale/say-time.ts'
import type { Translate } from '#locale/translate.ts'
import type { ListedConversation } from '../store/live.ts'
import { select, useCounter } from '../store/store.ts'

/** What a row shows; words and time come from the list, which has them once for all rows. */
type Props = {
  readonly listed: ListedConversation
  readonly mark?: string | undefined
  readonly t: Translate
  readonly time: TimeContext
}

/** One conversation in a list: person, when, subject, one line of their own words, one quiet mark. */
export const ConversationRow = memo(function ConversationRow({ listed, mark, t, time }: Props) {
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
      data-flagged={row.flagged}
      aria-current={isSelected}
      title={why}
      onClick={() => {
        select(row.id, true)
      }}
    >
      <span className="row-person">{row.person.name === '' || row.person.name.includes('@') ? row.person.address : row.person.name}</span>
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
        {mark === undefined && !row.flagged && !row.hasAttachments ? null : (
          <span className="row-mark">{mark ?? t(row.flagged ? 'row.flagged' : 'row.attachment')}</span>
        )}
      </span>
    </button>
  )
}, isSameLook)

/** Nothing that a row shows has changed; the present counts by the minute, as words do. */
function isSameLook(before: Props, next: Props): boolean {
  const minute = ({ time }: Props): string => `${time.language} ${time.timeZone} ${Math.floor(time.now / 60_000)}`
  return before.listed === next.listed && before.mark === next.mark && before.t === next.t && minute(before) === minute(next)
}

/** The target in words: "since yesterday" when late, "by 18:00" when due, else when it last moved. */
function whenWords({ row, state }: ListedConversation, t: Translate, due: (at: number) => string, moment: (at: number) => string): string {
  if (row.clock.status === 'open' && state === 'late') return t('row.since', { time: moment(row.clock.since) })
  const dueAt = row.due?.dueAt ?? null
  if (row.clock.status === 'open' && dueAt !== null) return t('row.by', { time: due(dueAt) })
  if (row.clock.status === 'answered') return t('row.answered', { time: moment(row.clock.at) })
  return moment(row.lastAt)
}
