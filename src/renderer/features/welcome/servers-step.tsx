import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { useState } from 'react'
import type { DiscoveredSettings } from '#contract/account.ts'
import type { Failure } from '#contract/failure.ts'
import { Note } from '../../ui/note.tsx'
import { useWords } from '../../ui/use-words.ts'
import { CertificateNote } from './certificate-note.tsx'
import { FailureNote, NoteAction } from './failure-note.tsx'
import { FoundServers } from './found-servers.tsx'
import { serverProblems, type MailboxDraft } from './mailbox-draft.ts'
import { ProviderLink } from './provider-link.tsx'
import { ServerFields } from './server-fields.tsx'

type Props = {
  readonly draft: MailboxDraft
  readonly found: DiscoveredSettings | null
  readonly password: string
  readonly isBusy: boolean
  readonly failure: Failure | null
  readonly onDraft: (draft: MailboxDraft) => void
  readonly onPassword: (password: string) => void
  readonly onBack: () => void
  readonly onConnect: () => void
  readonly onTrust: (fingerprint: string) => void
  readonly onForgetCertificates: () => void
}

/** The servers, to confirm before anything is sent there, or to fill in where none or only one was found. */
export function ServersStep(props: Props) {
  const { draft, found, password, isBusy, failure, onDraft, onPassword, onBack, onConnect, onTrust, onForgetCertificates } = props
  const t = useWords()
  const isComplete = found !== null && found.imap !== null && found.smtp !== null
  const [isByHand, setByHand] = useState(!isComplete)
  const [isChecked, setChecked] = useState(false)
  const appPasswordUrl = found?.appPasswordUrl ?? ''
  const asksPassword = appPasswordUrl !== '' || failure?.code === 'wrong-password' || failure?.code === 'app-password-needed'
  const problems = serverProblems(draft)
  if (found?.takesPasswords === false && !isByHand) {
    return <NoPasswords provider={found.provider} onBack={onBack} onByHand={() => setByHand(true)} />
  }
  return (
    <form
      className="welcome-form"
      noValidate
      aria-busy={isBusy}
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (problems.length > 0) setByHand(true)
        else if (password !== '' && !isBusy) onConnect()
      }}
    >
      <Stack gap="md">
        <h2 className="welcome-step">{t(isByHand ? (isComplete ? 'connect.servers' : 'connect.none-found') : 'connect.found')}</h2>
        {isByHand ? (
          <ServerFields draft={draft} problems={isChecked ? problems : []} isBusy={isBusy} onDraft={onDraft} />
        ) : (
          <FoundServers draft={draft} found={found} isBusy={isBusy} onChange={() => setByHand(true)} />
        )}
        {appPasswordUrl === '' ? null : (
          <Note kind="quiet" title={t('connect.app-password', { provider: found?.provider ?? '' })}>
            <p className="welcome-note-line">{t('connect.app-password-text')}</p>
            <ProviderLink url={appPasswordUrl} label="connect.app-password-page" />
          </Note>
        )}
        {asksPassword ? (
          <PasswordInput
            label={t(appPasswordUrl === '' ? 'connect.password' : 'connect.app-password-field')}
            name="password"
            autoComplete="current-password"
            readOnly={isBusy}
            value={password}
            error={isChecked && password === '' ? <span role="alert">{t('connect.password-empty')}</span> : null}
            visibilityToggleButtonProps={{ 'aria-label': t('connect.show-password') }}
            onChange={(event) => onPassword(event.currentTarget.value)}
          />
        ) : null}
        {failure === null ? null : (
          <FailureNote failure={failure} helpUrl={appPasswordUrl}>
            <CertificateNote
              key={failure.certificate?.seen ?? ''}
              failure={failure}
              isBusy={isBusy}
              onTrust={onTrust}
              onForget={onForgetCertificates}
            />
          </FailureNote>
        )}
        <Group justify="space-between">
          <Button variant="default" disabled={isBusy} onClick={onBack}>
            {t('connect.back')}
          </Button>
          <Button type="submit" loading={isBusy}>
            {t('connect.connect')}
          </Button>
        </Group>
        <p className="quiet welcome-note-line" role="status">
          {isBusy ? t('connect.connecting', { host: draft.imap.host }) : ''}
        </p>
      </Stack>
    </form>
  )
}

/** A provider that refuses every password: said plainly, and nothing is tried. */
function NoPasswords({ provider, onBack, onByHand }: { provider: string; onBack: () => void; onByHand: () => void }) {
  const t = useWords()
  return (
    <Stack gap="md" className="welcome-form">
      <Note kind="tight" title={t('connect.no-passwords', { provider })}>
        <p className="welcome-note-line">{t('connect.no-passwords-text', { provider })}</p>
        <NoteAction onClick={onByHand}>{t('connect.elsewhere', { provider })}</NoteAction>
      </Note>
      <Group>
        <Button variant="default" autoFocus onClick={onBack}>
          {t('connect.back')}
        </Button>
      </Group>
    </Stack>
  )
}
