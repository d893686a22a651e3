import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Lane } from '#core/model/lane.ts'
import { useLane, useLaneCount } from '../../store/live.ts'
import { ConversationList, type ListLine } from '../../ui/conversation-list.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ListHead } from '../../ui/list-head.tsx'
import { useWords } from '../../ui/use-words.ts'

const pageSize = 200

/** One lane as a list. Unsure and Pitches each answer a question in their heading: is anyone here a customer? */
export function LaneScreen({ lane }: { lane: Exclude<Lane, 'customer'> }) {
  const t = useWords()
  const [limit, setLimit] = useState(pageSize)
  const rows = useLane(lane, limit)
  const count = useLaneCount(lane)
  const lines = useMemo(() => rows?.map((listed): ListLine => ({ kind: 'row', listed })), [rows])
  const heading = t(`lane.${lane}.heading`, { count })
  return (
    <section className="list" aria-label={t(`nav.${lane}`)}>
      <ListHead title={heading}>
        <p className="list-sub">{t(`lane.${lane}.sub`)}</p>
      </ListHead>
      <ConversationList
        lines={lines}
        label={heading}
        empty={<Empty title={t(`lane.${lane}.empty-title`)} text={t(`lane.${lane}.empty-text`)} />}
      />
      {count > limit ? (
        <Button
          variant="subtle"
          radius={0}
          onClick={() => {
            setLimit(limit + pageSize)
          }}
        >
          {t('lane.more', { count: count - limit })}
        </Button>
      ) : null}
    </section>
  )
}
