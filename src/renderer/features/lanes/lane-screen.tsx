import { Button, SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Lane } from '#core/model/lane.ts'
import { useLane, useLaneCount } from '../../store/live.ts'
import { ConversationList, type ListLine } from '../../ui/conversation-list.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ListHead } from '../../ui/list-head.tsx'
import { useWords } from '../../ui/use-words.ts'
import { pitchLines, type PitchOrder } from './pitch-lines.ts'

const pageSize = 200

const orders = ['newest', 'kind', 'doubt'] as const satisfies readonly PitchOrder[]

/** One lane as a list. Unsure and Pitches each answer a question in their heading: is anyone here a customer? */
export function LaneScreen({ lane }: { lane: Exclude<Lane, 'customer'> }) {
  const t = useWords()
  const [limit, setLimit] = useState(pageSize)
  const [order, setOrder] = useState<PitchOrder>('newest')
  const rows = useLane(lane, limit)
  const count = useLaneCount(lane)
  const lines = useMemo(
    () =>
      lane === 'pitch' && rows !== undefined ? pitchLines(rows, order, t) : rows?.map((listed): ListLine => ({ kind: 'row', listed })),
    [rows, lane, order, t],
  )
  const heading = t(`lane.${lane}.heading`, { count })
  return (
    <section className="list" aria-label={t(`nav.${lane}`)}>
      <ListHead title={heading}>
        <p className="list-sub">{lane === 'pitch' && order === 'doubt' ? t('pitch.order-doubt-sub') : t(`lane.${lane}.sub`)}</p>
        {lane === 'pitch' && count > 0 ? (
          <SegmentedControl
            size="xs"
            my={8}
            fullWidth
            value={order}
            aria-label={t('pitch.order')}
            data={orders.map((each) => ({ value: each, label: t(`pitch.order-${each}`) }))}
            onChange={(next) => {
              setOrder(orders.find((each) => each === next) ?? 'newest')
            }}
          />
        ) : null}
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
