import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Failure } from '#contract/failure.ts'
import { failureNext, failureTitle } from '../../ui/failure-words.ts'
import { Note } from '../../ui/note.tsx'
import { useWords } from '../../ui/use-words.ts'
import { ProviderLink } from './provider-link.tsx'

/** A failure in plain words: what happened, what to do next, the provider's page where there is one, and what the server said. */
export function FailureNote({ failure, helpUrl = '', children }: { failure: Failure; helpUrl?: string; children?: ReactNode }) {
  const t = useWords()
  const url = failure.helpUrl ?? (failure.code === 'wrong-password' || failure.code === 'app-password-needed' ? helpUrl : '')
  return (
    <Note kind="late" title={failureTitle(failure.code, t)} code={failure.code}>
      <p className="welcome-note-line">{failureNext(failure.code, t)}</p>
      {url === '' ? null : <ProviderLink url={url} label="connect.help-page" />}
      {children}
      {failure.detail === '' ? null : (
        <p className="quiet detail welcome-note-line">{t('connect.server-said', { detail: failure.detail })}</p>
      )}
    </Note>
  )
}

/** A link in the middle of a note that does something here instead of leading away. */
export function NoteAction({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Anchor component="button" type="button" size="sm" ta="left" onClick={onClick}>
      {children}
    </Anchor>
  )
}
