import { Skeleton } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type ReactNode } from 'react'
import { useDrafts, useOutbox, useTimeContext, type ListedConversation } from '../store/live.ts'
import { useCounter } from '../store/store.ts'
import { ConversationRow } from './conversation-row.tsx'
import { useWords } from './use-words.ts'

/** A line of a list: a group's heading, or a conversation. */
export type ListLine =
  | { readonly kind: 'title'; readonly id: string; readonly title: string; readonly count: number }
  | { readonly kind: 'row'; readonly listed: ListedConversation }

/** A long list of conversations under headings; only the lines on screen are drawn. */
export function ConversationList({ lines, empty, label }: { lines: readonly ListLine[] | undefined; empty: ReactNode; label: string }) {
  const t = useWords()
  const time = useTimeContext()
  const scroll = useRef<HTMLDivElement>(null)
  const outbox = useOutbox()
  const drafts = useDrafts()
  const marks = new Map<string, string>([
    ...drafts.map((draft): [string, string] => [draft.answersKey, 'draft']),
    ...outbox.map((row): [string, string] => [row.answersKey, row.state]),
  ])
  const selectedId = useCounter((state) => state.selectedId)
  const virtual = useVirtualizer({
    count: lines?.length ?? 0,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (lines?.[index]?.kind === 'title' ? 32 : 52),
    getItemKey: (index) => {
      const line = lines?.[index]
      return line === undefined ? index : line.kind === 'title' ? `title-${line.id}` : line.listed.row.id
    },
    overscan: 6,
    // Drawing in slices: a long list must not hold the window up.
    useFlushSync: false,
  })
  useEffect(() => {
    useCounter.setState({
      listed: (lines ?? []).flatMap((line) =>
        line.kind === 'row' ? [{ id: line.listed.row.id, key: line.listed.row.messageKeys[0] ?? '' }] : [],
      ),
    })
  }, [lines])
  useEffect(() => {
    const index = (lines ?? []).findIndex((line) => line.kind === 'row' && line.listed.row.id === selectedId)
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' })
    // Only a new selection scrolls: the list must not jump under the pointer when mail arrives.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedId])
  if (lines === undefined) return <LoadingRows />
  if (lines.length === 0) return <div className="list-scroll">{empty}</div>
  return (
    <div className="list-scroll" ref={scroll} role="region" aria-label={label} tabIndex={-1}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index]
          if (line === undefined) return null
          return (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              style={{ position: 'absolute', insetInline: 0, top: 0, transform: `translateY(${item.start}px)` }}
            >
              {line.kind === 'title' ? (
                <h2 className="group-title" data-group={line.id}>
                  {line.title} <span>· {line.count}</span>
                </h2>
              ) : (
                <ConversationRow listed={line.listed} mark={markOf(line.listed, marks, t)} t={t} time={time} />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function markOf(listed: ListedConversation, marks: ReadonlyMap<string, string>, t: ReturnType<typeof useWords>): string | undefined {
  const state = listed.row.messageKeys.map((key) => marks.get(key)).find((found) => found !== undefined)
  if (state === undefined) return undefined
  if (state === 'draft') return t('row.draft')
  if (state === 'filed') return t('row.partly')
  return state === 'failed' || state === 'unknown' ? t('row.not-sent') : t('row.leaving')
}

function LoadingRows() {
  return (
    <div className="list-scroll" aria-busy="true">
      {[70, 55, 80, 62, 74].map((width) => (
        <div key={width} style={{ padding: '10px 16px' }}>
          <Skeleton height={10} width={`${width - 20}%`} mb={8} />
          <Skeleton height={8} width={`${width}%`} />
        </div>
      ))}
    </div>
  )
}
