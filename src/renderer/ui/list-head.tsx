import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { goTo, select, useCounter } from '../store/store.ts'
import { useWords } from './use-words.ts'

/** A list's question answered in words, with the search box under it. */
export function ListHead({ title, children }: { title: string; children?: ReactNode }) {
  const t = useWords()
  const query = useCounter((state) => state.query)
  return (
    <header className="list-head">
      <h1 className="list-title">{title}</h1>
      {children}
      <TextInput
        id="search-box"
        size="xs"
        type="search"
        leftSection={<IconSearch size={14} aria-hidden />}
        placeholder={t('search.placeholder')}
        aria-label={t('search.placeholder')}
        title={t('search.hint')}
        value={query}
        onChange={(event) => {
          const next = event.currentTarget.value
          const { screen } = useCounter.getState()
          if (next !== '' && screen !== 'search') goTo('search')
          useCounter.setState({ query: next })
          if (next === '' && screen === 'search') goTo('today')
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            useCounter.setState({ query: '' })
            event.currentTarget.blur()
            if (useCounter.getState().screen === 'search') goTo('today')
          }
          if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault()
            event.currentTarget.blur()
            const [first] = useCounter.getState().listed
            if (first !== undefined) select(first.id, true)
          }
        }}
      />
    </header>
  )
}
