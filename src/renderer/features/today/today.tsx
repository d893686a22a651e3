import { useDeferredValue, useMemo } from 'react'
import { sayDue } from '#locale/say-time.ts'
import { useBoard, useTimeContext } from '../../store/live.ts'
import { goTo } from '../../store/store.ts'
import { ConversationList, type ListLine } from '../../ui/conversation-list.tsx'
import { Empty } from '../../ui/empty.tsx'
import { HeldNotices } from '../../ui/held-notice.tsx'
import { ListHead } from '../../ui/list-head.tsx'
import { useWords } from '../../ui/use-words.ts'

const groupsShown = ['missed', 'tight', 'next-closing', 'later', 'waiting', 'done-today'] as const
const owed = ['missed', 'tight', 'next-closing'] as const

/** The Today board: what must leave before closing? */
export function Today() {
  const t = useWords()
  const time = useTimeContext()
  // A board of thousands may take its time to be drawn; keys and clicks go first.
  const board = useDeferredValue(useBoard())
  const closing = board?.nextClosingAt == null ? null : sayDue(board.nextClosingAt, time)
  const lines = useMemo((): ListLine[] | undefined => {
    if (board === undefined) return undefined
    return groupsShown.flatMap((group): ListLine[] => {
      const members = board.groups.get(group) ?? []
      if (members.length === 0) return []
      const title =
        group === 'next-closing'
          ? closing === null
            ? t('board.never-open')
            : t('board.next-closing', { time: closing })
          : t(`board.${group}`)
      return [{ kind: 'title', id: group, title, count: members.length }, ...members.map((listed): ListLine => ({ kind: 'row', listed }))]
    })
  }, [board, closing, t])
  const count = owed.reduce((sum, group) => sum + (board?.groups.get(group)?.length ?? 0), 0)
  const unsure = board?.unsureOpen ?? 0
  const heading =
    board === undefined
      ? t('board.loading')
      : closing === null
        ? t('board.heading-never', { count })
        : count === 0
          ? t('board.heading-clear', { time: closing })
          : t('board.heading', { count, time: closing })
  return (
    <section className="list" aria-label={t('nav.today')}>
      <ListHead title={heading}>
        {unsure === 0 ? null : (
          <p className="list-sub">
            <button
              type="button"
              className="text-button"
              onClick={() => {
                goTo('unsure')
              }}
            >
              {t('board.unsure', { count: unsure })}
            </button>
          </p>
        )}
      </ListHead>
      <HeldNotices />
      <ConversationList
        lines={lines}
        label={heading}
        empty={
          <Empty
            title={t('board.empty-title')}
            text={closing === null ? t('board.empty-text') : t('board.empty-text-closing', { time: closing })}
          />
        }
      />
    </section>
  )
}
