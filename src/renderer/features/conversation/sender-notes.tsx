import { senderWarnings } from '#core/message/sender-warnings.ts'
import type { MessageRow } from '../../store/types.ts'
import { useOurselves } from '../../store/ourselves.ts'
import { useWords } from '../../ui/use-words.ts'

/** What differs between who a message seems to be from and where it is from; nothing for nearly all. */
export function SenderNotes({ row, earlier }: { row: MessageRow; earlier: readonly MessageRow[] }) {
  const t = useWords()
  const warnings = senderWarnings(row, earlier, useOurselves())
  if (warnings.length === 0) return null
  return (
    <ul className="sender-notes" aria-label={t('sender.label')}>
      {warnings.map((warning) => (
        <li key={warning.kind} className={warning.kind === 'new-person' ? 'quiet' : 'tight-text'} data-sender-warning={warning.kind}>
          {warning.kind === 'several-senders'
            ? t('sender.several-senders', { addresses: warning.addresses.join(', ') })
            : t(`sender.${warning.kind}`, warning)}
        </li>
      ))}
    </ul>
  )
}
