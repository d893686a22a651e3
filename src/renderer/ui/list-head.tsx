import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { openFirstFound } from '../store/actions.ts'
import { goTo, useCounter } from '../store/store.ts'
import { useWords } from './use-words.ts'

let typingGoesOn = false

/** A list's question answered in words, with the search box under it. */
export function ListHead({ title, children }: { title: string; children?: ReactNode }) {
  const t = useWords()
  const query = useCounter((state) => state.query)
  const box = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    // Each screen has its own head: the box that appears goes on where the one before was left, mid-word.
    if (!typingGoesOn) return
    typingGoesOn = false
    box.current?.focus()
  }, [])
  return (
    <header className="list-head">
      <h1 className="list-title">{title}</h1>
      {children}
      <TextInput
        ref={box}
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
          typingGoesOn = (next === '') === (screen === 'search')
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
            void openFirstFound(query)
          }
        }}
      />
    </header>
  )
}
