import { useMemo } from 'react'
import { useBoard } from '../../store/live.ts'
import { ConversationList, type ListLine } from '../../ui/conversation-list.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ListHead } from '../../ui/list-head.tsx'
import { useWords } from '../../ui/use-words.ts'

/** One group of the board on a screen of its own: what waits on customers, what was done today. */
export function BoardGroupScreen({ group }: { group: 'waiting' | 'done-today' }) {
  const t = useWords()
  const board = useBoard()
  const members = board?.groups.get(group)
  const lines = useMemo(
    () => (board === undefined ? undefined : (members ?? []).map((listed): ListLine => ({ kind: 'row', listed }))),
    [board, members],
  )
  const heading = t(`group.${group}.heading`, { count: members?.length ?? 0 })
  return (
    <section className="list" aria-label={heading}>
      <ListHead title={heading} />
      <ConversationList
        lines={lines}
        label={heading}
        empty={<Empty title={t(`group.${group}.empty-title`)} text={t(`group.${group}.empty-text`)} />}
      />
    </section>
  )
}
