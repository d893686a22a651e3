import type { DiscoveredSettings } from '#contract/account.ts'
import { useWords } from '../../ui/use-words.ts'
import { domainOf, isAsFound, type MailboxDraft, type ServerDraft } from './mailbox-draft.ts'

type Props = {
  readonly draft: MailboxDraft
  readonly found: DiscoveredSettings | null
  readonly isBusy: boolean
  readonly onChange: () => void
}

/** The two servers in words: which, how secured, and who says so. */
export function FoundServers({ draft, found, isBusy, onChange }: Props) {
  const t = useWords()
  const provider = found === null || found.provider === '' ? domainOf(draft.address) : found.provider
  const source = found === null || !isAsFound(draft, found) ? 'none' : found.source
  return (
    <div>
      <dl className="welcome-servers">
        <ServerLine title={t('connect.imap')} server={draft.imap} />
        <ServerLine title={t('connect.smtp')} server={draft.smtp} />
        <dt>{t('connect.user')}</dt>
        <dd>{draft.user}</dd>
      </dl>
      <p className="quiet welcome-note-line">
        {source === 'none' ? null : `${t(`connect.source-${source}`, { provider })} `}
        <button type="button" className="text-button" disabled={isBusy} onClick={onChange}>
          {t('connect.change')}
        </button>
      </p>
    </div>
  )
}

function ServerLine({ title, server }: { title: string; server: ServerDraft }) {
  const t = useWords()
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <strong>{server.host}</strong> <span className="quiet">{t('connect.port-words', { port: server.port })}</span>
        <br />
        <span className="quiet">{t(`connect.security-${server.security}`)}</span>
        {server.certificate === '' ? null : (
          <>
            <br />
            <span className="quiet">{t('certificate.trusted')}</span>
          </>
        )}
      </dd>
    </>
  )
}
