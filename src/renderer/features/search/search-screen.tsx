import { useMemo } from 'react'
import { useSearch } from '../../store/live.ts'
import { useCounter } from '../../store/store.ts'
import { ConversationList, type ListLine } from '../../ui/conversation-list.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ListHead } from '../../ui/list-head.tsx'
import { useWords } from '../../ui/use-words.ts'

/** What was found for the words in the search box, newest first. */
export function SearchScreen() {
  const t = useWords()
  const query = useCounter((state) => state.query)
  const rows = useSearch(query)
  const lines = useMemo(() => rows?.map((listed): ListLine => ({ kind: 'row', listed })), [rows])
  const heading = query.trim() === '' ? t('search.heading-empty') : t('search.heading', { count: rows?.length ?? 0 })
  return (
    <section className="list" aria-label={heading}>
      <ListHead title={heading} />
      <ConversationList lines={lines} label={heading} empty={<Empty title={t('search.none-title')} text={t('search.none-text')} />} />
    </section>
  )
}
