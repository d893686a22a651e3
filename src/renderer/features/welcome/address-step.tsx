import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { addressSchema } from '#contract/account.ts'
import type { Failure } from '#contract/failure.ts'
import { useCounter } from '../../store/store.ts'
import { useWords } from '../../ui/use-words.ts'
import { FailureNote, NoteAction } from './failure-note.tsx'

type Props = {
  readonly address: string
  readonly password: string
  readonly isBusy: boolean
  readonly failure: Failure | null
  readonly onAddress: (address: string) => void
  readonly onPassword: (password: string) => void
  readonly onBack: () => void
  readonly onNext: () => void
  readonly onByHand: () => void
}

/** Address and password, nothing else: the servers are found from the address. */
export function AddressStep({ address, password, isBusy, failure, onAddress, onPassword, onBack, onNext, onByHand }: Props) {
  const t = useWords()
  const keepsPasswords = useCounter((state) => state.boot?.keepsPasswords ?? true)
  const [isChecked, setChecked] = useState(false)
  const isAddress = addressSchema.safeParse(address).success
  return (
    <form
      className="welcome-form"
      noValidate
      aria-busy={isBusy}
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (isAddress && password !== '' && !isBusy) onNext()
      }}
    >
      <Stack gap="md">
        <h2 className="welcome-step">{t('connect.title')}</h2>
        <TextInput
          label={t('connect.address')}
          description={t('connect.address-hint')}
          type="email"
          name="address"
          autoComplete="email"
          autoFocus
          required
          withAsterisk={false}
          readOnly={isBusy}
          value={address}
          error={isChecked && !isAddress ? <span role="alert">{t('connect.address-wrong')}</span> : null}
          onChange={(event) => onAddress(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('connect.password')}
          description={t(keepsPasswords ? 'connect.password-kept' : 'connect.password-asked')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          readOnly={isBusy}
          value={password}
          error={isChecked && password === '' ? <span role="alert">{t('connect.password-empty')}</span> : null}
          visibilityToggleButtonProps={{ 'aria-label': t('connect.show-password') }}
          onChange={(event) => onPassword(event.currentTarget.value)}
        />
        {failure === null ? null : (
          <FailureNote failure={failure}>
            <NoteAction onClick={onByHand}>{t('connect.by-hand')}</NoteAction>
          </FailureNote>
        )}
        <Group justify="space-between">
          <Button variant="default" disabled={isBusy} onClick={onBack}>
            {t('connect.back')}
          </Button>
          <Button type="submit" loading={isBusy}>
            {t('connect.next')}
          </Button>
        </Group>
        <p className="quiet welcome-note-line" role="status">
          {isBusy ? t('connect.searching') : ''}
        </p>
      </Stack>
    </form>
  )
}
