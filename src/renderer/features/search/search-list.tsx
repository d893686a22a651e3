import { Button } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type ReactNode } from 'react'
import type { SearchAnswer } from '../../store/search.ts'
import { useCounter } from '../../store/store.ts'
import { useWords } from '../../ui/use-words.ts'
import { SearchRow } from './search-row.tsx'

const rowHeightPx = 72

/** The messages found, newest first; only the rows on screen are drawn, and only their texts are read. */
export function SearchList({
  answer,
  label,
  empty,
  onMore,
}: {
  answer: SearchAnswer | undefined
  label: string
  empty: ReactNode
  onMore: () => void
}) {
  const t = useWords()
  const scroll = useRef<HTMLDivElement>(null)
  const selectedId = useCounter((state) => state.selectedId)
  const selectedKey = useCounter((state) => state.selectedKey)
  const found = answer?.found
  const virtual = useVirtualizer({
    count: found?.length ?? 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeightPx,
    getItemKey: (index) => found?.[index]?.row.id ?? index,
    overscan: 4,
  })
  useEffect(() => {
    useCounter.setState({ listed: (found ?? []).map(({ row, conversation }) => ({ id: conversation.id, key: row.key })) })
  }, [found])
  useEffect(() => {
    const index = (found ?? []).findIndex(({ row, conversation }) => conversation.id === selectedId && row.key === selectedKey)
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' })
    // Only a new selection scrolls: the list must not jump under the pointer when mail arrives.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedId, selectedKey])
  const query = answer?.query
  useEffect(() => {
    scroll.current?.scrollTo({ top: 0 })
  }, [query])
  if (answer === undefined) return <div className="list-scroll" aria-busy="true" />
  if (answer.found.length === 0) return <div className="list-scroll">{empty}</div>
  return (
    <div className="list-scroll" ref={scroll} role="region" aria-label={label} tabIndex={-1} data-query={answer.query}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const hit = answer.found[item.index]
          if (hit === undefined) return null
          return (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              style={{ position: 'absolute', insetInline: 0, top: 0, transform: `translateY(${item.start}px)` }}
            >
              <SearchRow row={hit.row} conversation={hit.conversation} terms={answer.parsed.terms} />
            </div>
          )
        })}
      </div>
      {answer.isEnd ? null : (
        <Button variant="subtle" radius={0} fullWidth onClick={onMore}>
          {t('search.more')}
        </Button>
      )}
    </div>
  )
}
