import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Failure } from '#contract/failure.ts'
import { desktop } from '../../app/desktop.ts'
import { runCommand } from '../../store/commands.ts'
import { useCounter } from '../../store/store.ts'
import { useWords } from '../../ui/use-words.ts'
import { FailureNote } from './failure-note.tsx'

function close(): void {
  useCounter.setState({ needsPassword: false })
}

/** Asks for the password of the account at hand, where none is kept on this computer; working offline needs none. */
export function PasswordPrompt() {
  const t = useWords()
  const account = useCounter((state) => state.boot?.account ?? null)
  const keepsPasswords = useCounter((state) => state.boot?.keepsPasswords ?? true)
  const needsPassword = useCounter((state) => state.needsPassword)
  const [password, setPassword] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [isChecked, setChecked] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  if (account === null) return null
  const give = async (): Promise<void> => {
    setBusy(true)
    setFailure(null)
    const given = await desktop.givePassword({ password })
    setBusy(false)
    if (!given.ok) {
      setFailure(given.failure)
      return
    }
    setPassword('')
    setChecked(false)
    const { boot } = useCounter.getState()
    if (boot !== null) useCounter.setState({ boot: { ...boot, hasPassword: true } })
    close()
    void runCommand({ kind: 'use-account', account })
  }
  return (
    <Modal
      opened={needsPassword}
      onClose={close}
      title={t('password.title')}
      closeButtonProps={{ 'aria-label': t('password.offline') }}
      centered
      size="lg"
    >
      <form
        aria-busy={isBusy}
        onSubmit={(event) => {
          event.preventDefault()
          setChecked(true)
          if (password !== '' && !isBusy) void give()
        }}
      >
        <Stack gap="md">
          <p className="welcome-note-line">{t(keepsPasswords ? 'password.why-lost' : 'password.why-no-keyring')}</p>
          <PasswordInput
            label={t('password.label', { address: account.address })}
            name="password"
            autoComplete="current-password"
            data-autofocus
            readOnly={isBusy}
            value={password}
            error={isChecked && password === '' ? <span role="alert">{t('connect.password-empty')}</span> : null}
            visibilityToggleButtonProps={{ 'aria-label': t('connect.show-password') }}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {failure === null ? null : <FailureNote failure={failure} />}
          <Group justify="space-between">
            <Button variant="default" disabled={isBusy} onClick={close}>
              {t('password.offline')}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t('password.connect')}
            </Button>
          </Group>
          <p className="quiet welcome-note-line" role="status">
            {isBusy ? t('connect.connecting', { host: account.imap.host }) : t('password.offline-text')}
          </p>
        </Stack>
      </form>
    </Modal>
  )
}
