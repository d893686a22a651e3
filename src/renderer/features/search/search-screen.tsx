import { Text } from '@mantine/core'
import { useState } from 'react'
import { useSearch, useSettings } from '../../store/live.ts'
import { useSearchProgress } from '../../store/search.ts'
import { useCounter } from '../../store/store.ts'
import { Empty } from '../../ui/empty.tsx'
import { ListHead } from '../../ui/list-head.tsx'
import { useWords } from '../../ui/use-words.ts'
import { SearchList } from './search-list.tsx'
import './search.css'

const pageSize = 50

/** The messages found for the words in the search box, newest first. */
export function SearchScreen() {
  const t = useWords()
  const query = useCounter((state) => state.query)
  const [wish, setWish] = useState({ query, limit: pageSize })
  const limit = wish.query === query ? wish.limit : pageSize
  const answer = useSearch(query, limit)
  const { language } = useSettings().settings
  const count = answer?.found.length ?? 0
  const heading =
    answer === undefined || answer.failure !== null
      ? t('search.heading-empty')
      : t(answer.isEnd ? 'search.heading' : 'search.heading-more', { count })
  return (
    <section className="list" aria-label={heading}>
      <ListHead title={heading}>
        {answer !== undefined && answer.parsed.problems.length > 0 ? null : <p className="list-sub search-help">{t('search.help')}</p>}
        <Incomplete language={language} />
        {(answer?.parsed.problems ?? []).map(({ code, text }) => (
          <p key={`${code} ${text}`} className="list-sub tight-text" role="status">
            {t(`search.problem-${code}`, { text })}
          </p>
        ))}
      </ListHead>
      <SearchList
        answer={answer}
        label={heading}
        onMore={() => {
          setWish({ query, limit: limit + pageSize })
        }}
        empty={
          answer?.failure != null ? (
            <Empty title={t('search.unavailable-title')} text={t('search.unavailable-text')}>
              <Text size="xs" className="quiet">
                {answer.failure.detail}
              </Text>
            </Empty>
          ) : (
            <Empty title={t('search.none-title')} text={t('search.none-text')} />
          )
        }
      />
    </section>
  )
}

/** Says so while the index does not hold all mail yet: a silent gap would be worse than a slow search. */
function Incomplete({ language }: { language: 'en' | 'fr' }) {
  const t = useWords()
  const progress = useSearchProgress()
  if (progress === undefined || progress.indexed >= progress.total) return null
  const number = new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB')
  return (
    <p className="list-sub" role="status" data-search-incomplete>
      {t('search.incomplete', { indexed: number.format(progress.indexed), total: number.format(progress.total) })}
    </p>
  )
}
