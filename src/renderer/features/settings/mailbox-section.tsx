import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import type { ServerSettings } from '#contract/account.ts'
import type { Failure } from '#contract/failure.ts'
import { desktop } from '../../app/desktop.ts'
import { runCommand } from '../../store/commands.ts'
import { useCounter } from '../../store/store.ts'
import { failureNext, failureTitle } from '../../ui/failure-words.ts'
import { Note } from '../../ui/note.tsx'
import { useWords } from '../../ui/use-words.ts'
import { Section } from './section.tsx'

/** The mailbox at hand, and the way out of it. */
export function MailboxSection() {
  const t = useWords()
  const account = useCounter((state) => state.boot?.account ?? null)
  const isDemo = useCounter((state) => state.boot?.mode === 'demo')
  const keepsPasswords = useCounter((state) => state.boot?.keepsPasswords ?? true)
  const [isAsking, setAsking] = useState(false)
  if (account === null) return null
  return (
    <Section
      title={t('settings.mailbox')}
      effect={
        <p className="settings-line">
          {t(isDemo ? 'settings.mailbox-demo' : keepsPasswords ? 'settings.password-kept' : 'settings.password-asked')}
        </p>
      }
    >
      <dl className="settings-facts">
        <dt>{t('settings.address')}</dt>
        <dd>{account.address}</dd>
        <dt>{t('settings.imap')}</dt>
        <dd>
          <ServerWords server={account.imap} />
        </dd>
        <dt>{t('settings.smtp')}</dt>
        <dd>
          <ServerWords server={account.smtp} />
        </dd>
      </dl>
      {isDemo ? null : (
        <div>
          <Button variant="default" size="xs" onClick={() => setAsking(true)}>
            {t('settings.disconnect')}
          </Button>
          <DisconnectDialog address={account.address} opened={isAsking} onClose={() => setAsking(false)} />
        </div>
      )}
    </Section>
  )
}

function ServerWords({ server }: { server: ServerSettings }) {
  const t = useWords()
  return (
    <>
      {server.host} <span className="quiet">{t('settings.port-words', { port: server.port })}</span>
      <br />
      <span className="quiet">{t(`settings.security-${server.security}`)}</span>
    </>
  )
}

function DisconnectDialog({ address, opened, onClose }: { address: string; opened: boolean; onClose: () => void }) {
  const t = useWords()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const disconnect = async (): Promise<void> => {
    setBusy(true)
    setFailure(null)
    const forgotten = await desktop.forgetAccount({})
    setBusy(false)
    if (!forgotten.ok) {
      setFailure(forgotten.failure)
      return
    }
    onClose()
    void runCommand({ kind: 'use-account', account: null })
    const { boot } = useCounter.getState()
    if (boot !== null)
      useCounter.setState({ boot: { ...boot, account: null, hasPassword: false }, needsPassword: false, screen: 'today', selectedId: null })
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('settings.disconnect-title', { address })}
      closeButtonProps={{ 'aria-label': t('settings.disconnect-no') }}
      centered
    >
      <Stack gap="md">
        <p className="settings-line">{t('settings.disconnect-server')}</p>
        <p className="settings-line">{t('settings.disconnect-here')}</p>
        {failure === null ? null : (
          <Note kind="late" title={failureTitle(failure.code, t)} code={failure.code}>
            {failureNext(failure.code, t)}
          </Note>
        )}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus disabled={isBusy} onClick={onClose}>
            {t('settings.disconnect-no')}
          </Button>
          <Button
            color="red.9"
            loading={isBusy}
            onClick={() => {
              void disconnect()
            }}
          >
            {t('settings.disconnect-yes')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
