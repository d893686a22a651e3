import { Anchor, Button, Group, Text } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { splitOwnWords } from '#core/message/own-words.ts'
import { findHits } from '#core/search/find-hits.ts'
import type { SearchTerm } from '#core/search/parsed-query.ts'
import { sayDayAndClock, sayMoment } from '#locale/say-time.ts'
import type { Body, MessageRow } from '../../store/types.ts'
import { useTimeContext } from '../../store/live.ts'
import { useSearchedTerms } from '../../store/search.ts'
import { useWords } from '../../ui/use-words.ts'
import { Attachments } from './attachments.tsx'
import { OddNote } from './odd-note.tsx'
import { runCommand } from '../../store/commands.ts'
import { MessageFrames } from './message-frame.tsx'
import { SenderNotes } from './sender-notes.tsx'
import { useHitMarks } from './use-hit-marks.ts'

const noTerms: readonly SearchTerm[] = []

/**
 * One message: folded to a line, or open with its own words first and quoted text collapsed. Words that are looked for are
 * marked; in the one that was opened from a search they come into sight.
 */
export function MessageCard(props: {
  row: MessageRow
  body: Body | undefined
  /** The messages before it in its conversation. */
  earlier: readonly MessageRow[]
  startsOpen: boolean
  /** It was opened from a search. */
  isSought: boolean
}) {
  const { row, body, earlier, startsOpen, isSought } = props
  const t = useWords()
  const time = useTimeContext()
  const [isOpen, setOpen] = useState(startsOpen)
  const card = useRef<HTMLElement>(null)
  const terms = useSearchedTerms()
  useHitMarks(card, isOpen ? terms : noTerms, isSought)
  if (!isOpen) {
    return (
      <button
        type="button"
        className="message-folded"
        data-message-key={row.key}
        onClick={() => {
          setOpen(true)
        }}
      >
        <strong>{nameOf(row)}</strong>
        <span className="row-preview">{row.preview}</span>
        <span style={{ marginLeft: 'auto' }}>{sayMoment(row.receivedAt, time)}</span>
      </button>
    )
  }
  return (
    <article
      ref={card}
      className="message"
      data-message-key={row.key}
      data-direction={row.direction}
      aria-label={t('message.label', { name: nameOf(row) })}
    >
      <header className="message-head">
        <strong>{nameOf(row)}</strong>
        <span className="quiet" data-sender-address>
          {row.author.address === row.from.address || row.direction === 'out'
            ? row.from.address
            : t('message.through', { author: row.author.address, from: row.from.address })}
        </span>
        <span className="quiet" style={{ marginLeft: 'auto' }}>
          {sayDayAndClock(row.receivedAt, time)}
        </span>
      </header>
      <SenderNotes row={row} earlier={earlier} />
      {row.direction === 'out' ? (
        <Text size="xs" className="quiet" mb={6}>
          {t('message.to', { people: [...row.to, ...row.cc].map((person) => person.address).join(', ') })}
        </Text>
      ) : null}
      {row.odd === null ? null : <OddNote row={row} odd={row.odd} />}
      <MessageText row={row} body={body} soughtTerms={isSought ? terms : noTerms} />
      <Attachments row={row} />
    </article>
  )
}

function nameOf(row: MessageRow): string {
  const person = row.direction === 'out' ? row.from : row.author
  return person.name === '' ? person.address : person.name
}

function MessageText({ row, body, soughtTerms }: { row: MessageRow; body: Body | undefined; soughtTerms: readonly SearchTerm[] }) {
  const t = useWords()
  const hasHtml = (body?.htmlParts.length ?? 0) > 0
  const isPersonal = row.kind === 'human' || row.kind === 'form'
  const text = body?.text ?? ''
  const [isFormatted, setFormatted] = useState(hasHtml && (!isPersonal || text.trim() === ''))
  const split = useMemo(() => splitOwnWords(text), [text])
  // What was searched for may stand in the quoted text alone.
  const [showsQuoted, setShowsQuoted] = useState(
    () => findHits(split.own, soughtTerms, ['any']).length === 0 && findHits(text, soughtTerms, ['any']).length > 0,
  )
  const inlineParts = useMemo(
    () => row.attachments.filter((attachment) => attachment.contentId !== '' && attachment.type.startsWith('image/')),
    [row.attachments],
  )
  useEffect(() => {
    if (!isFormatted) return
    for (const attachment of inlineParts.slice(0, 30))
      void runCommand({ kind: 'fetch-attachment', messageRow: row.id, part: attachment.part })
  }, [isFormatted, inlineParts, row.id])
  const toggle = hasHtml ? (
    <Anchor
      component="button"
      type="button"
      size="xs"
      onClick={() => {
        setFormatted(!isFormatted)
      }}
    >
      {isFormatted ? t('message.as-text') : t('message.as-formatted')}
    </Anchor>
  ) : null
  if (isFormatted && body !== undefined) {
    return (
      <>
        <MessageFrames row={row} parts={body.htmlParts} />
        {toggle}
      </>
    )
  }
  const own = split.own.trim() === '' ? text : split.own
  const rest = [split.signature, split.quoted].filter((part) => part.trim() !== '').join('\n\n')
  return (
    <>
      <div className="message-text">{own.trim() === '' ? t('message.no-text') : own.trim()}</div>
      <Group gap="md" mt={8}>
        {rest === '' || own === text ? null : (
          <Button
            size="compact-xs"
            variant="default"
            aria-expanded={showsQuoted}
            onClick={() => {
              setShowsQuoted(!showsQuoted)
            }}
          >
            {showsQuoted ? t('message.hide-quoted') : t('message.show-quoted')}
          </Button>
        )}
        {toggle}
      </Group>
      {showsQuoted ? <div className="message-text quiet">{rest}</div> : null}
    </>
  )
}
