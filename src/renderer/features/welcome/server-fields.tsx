import { Fieldset, NativeSelect, Stack, TextInput } from '@mantine/core'
import type { Security } from '#contract/account.ts'
import { useWords } from '../../ui/use-words.ts'
import { changeServer, isThisComputer, type MailboxDraft, type ServerDraft, type ServerProblem } from './mailbox-draft.ts'

type Props = {
  readonly draft: MailboxDraft
  readonly problems: readonly ServerProblem[]
  readonly isBusy: boolean
  readonly onDraft: (draft: MailboxDraft) => void
}

/** The servers by hand. */
export function ServerFields({ draft, problems, isBusy, onDraft }: Props) {
  const t = useWords()
  return (
    <Stack gap="sm">
      <p className="quiet welcome-note-line">{t('connect.by-hand-text')}</p>
      {(['imap', 'smtp'] as const).map((kind) => (
        <OneServer
          key={kind}
          legend={t(`connect.${kind}`)}
          server={draft[kind]}
          problems={problems.filter((problem) => problem.server === kind)}
          isBusy={isBusy}
          onChange={(change) => {
            onDraft({ ...draft, [kind]: changeServer(kind, draft[kind], change) })
          }}
        />
      ))}
      <TextInput
        label={t('connect.user')}
        description={t('connect.user-hint')}
        name="user"
        readOnly={isBusy}
        value={draft.user}
        onChange={(event) => {
          onDraft({ ...draft, user: event.currentTarget.value })
        }}
      />
    </Stack>
  )
}

type OneProps = {
  readonly legend: string
  readonly server: ServerDraft
  readonly problems: readonly ServerProblem[]
  readonly isBusy: boolean
  readonly onChange: (change: Partial<ServerDraft>) => void
}

function OneServer({ legend, server, problems, isBusy, onChange }: OneProps) {
  const t = useWords()
  const isWrong = (field: ServerProblem['field']): boolean => problems.some((problem) => problem.field === field)
  const securities: readonly Security[] = isThisComputer(server.host) ? ['tls', 'starttls', 'loopback'] : ['tls', 'starttls']
  return (
    <Fieldset legend={legend}>
      <div className="welcome-server">
        <TextInput
          label={t('connect.host')}
          readOnly={isBusy}
          spellCheck={false}
          value={server.host}
          error={isWrong('host') ? <span role="alert">{t('connect.host-wrong')}</span> : null}
          onChange={(event) => {
            onChange({ host: event.currentTarget.value })
          }}
        />
        <TextInput
          label={t('connect.port')}
          inputMode="numeric"
          readOnly={isBusy}
          value={server.port}
          error={isWrong('port') ? <span role="alert">{t('connect.port-wrong')}</span> : null}
          onChange={(event) => {
            onChange({ port: event.currentTarget.value })
          }}
        />
        <NativeSelect
          className="welcome-server-wide"
          label={t('connect.security')}
          disabled={isBusy}
          data={securities.map((security) => ({ value: security, label: t(`connect.security-${security}`) }))}
          value={server.security}
          onChange={(event) => {
            const security = securities.find((one) => one === event.currentTarget.value)
            if (security !== undefined) onChange({ security })
          }}
        />
      </div>
    </Fieldset>
  )
}
