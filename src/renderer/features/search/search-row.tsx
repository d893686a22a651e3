import { memo } from 'react'
import { markHits, snippetOf, type MarkedPart } from '#core/search/find-hits.ts'
import type { SearchTerm } from '#core/search/parsed-query.ts'
import { sayMoment } from '#locale/say-time.ts'
import type { ConversationRow, MessageRow } from '../../store/types.ts'
import { useTimeContext } from '../../store/live.ts'
import { useTextOf } from '../../store/search.ts'
import { select, useCounter } from '../../store/store.ts'
import { useWords } from '../../ui/use-words.ts'

const snippetLength = 160

/** One message that was found: who, when, subject, and a line of its text around the first hit. */
export const SearchRow = memo(function SearchRow({
  row,
  conversation,
  terms,
}: {
  row: MessageRow
  conversation: ConversationRow
  terms: readonly SearchTerm[]
}) {
  const t = useWords()
  const time = useTimeContext()
  const isSelected = useCounter((state) => state.selectedId === conversation.id && state.selectedKey === row.key)
  const text = useTextOf(row)
  const person = row.direction === 'out' ? row.from : row.author
  const files = row.attachments.filter((attachment) => !attachment.inline).map((attachment) => attachment.name)
  const fileHits = files.map((name) => markHits(name, terms, ['any'])).filter((parts) => parts.some((part) => part.isHit))
  return (
    <button
      type="button"
      className="row search-row"
      data-conversation={conversation.id}
      data-message={row.key}
      data-lane={conversation.lane}
      data-unread={!row.seen}
      aria-current={isSelected}
      onClick={() => {
        select(conversation.id, true, row.key)
      }}
    >
      <span className="row-person">
        <Marked parts={markHits(person.name === '' ? person.address : person.name, terms, ['any', 'from'])} />
      </span>
      <span className="row-when">{sayMoment(row.receivedAt, time)}</span>
      <span className="row-line">
        <Marked
          parts={row.subject === '' ? [{ text: t('row.no-subject'), isHit: false }] : markHits(row.subject, terms, ['any', 'subject'])}
        />
      </span>
      <span className="search-snippet">
        {conversation.list === 'junk' ? <span className="row-mark">{t('place.junk')} </span> : null}
        {files.length === 0 ? null : <span className="row-mark">{t('row.attachment')} </span>}
        {fileHits.map((parts, index) => (
          <span key={index}>
            <Marked parts={parts} /> ·{' '}
          </span>
        ))}
        <Marked parts={text === undefined ? [{ text: row.preview, isHit: false }] : snippetOf(text, terms, snippetLength)} />
      </span>
    </button>
  )
})

function Marked({ parts }: { parts: readonly MarkedPart[] }) {
  return parts.map(({ text, isHit }, index) => (isHit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>))
}
