import { ActionIcon, Button, Group, Tooltip } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { sayReason } from '#locale/say-reason.ts'
import { followSelection, openComposer } from '../../store/actions.ts'
import { commandById, keysOf } from '../../store/user-commands.ts'
import { runCommand } from '../../store/commands.ts'
import { useConversation, useOutbox, useTimeContext } from '../../store/live.ts'
import { useSoughtKey } from '../../store/search.ts'
import { select, useCounter } from '../../store/store.ts'
import { Empty } from '../../ui/empty.tsx'
import { useWords } from '../../ui/use-words.ts'
import { Evidence } from './evidence.tsx'
import { MessageCard } from './message-card.tsx'

const openAtOnce = 2
const readAfterMs = 1000

/** Commands in reach of the reading; where it is in doubt who writes, that is asked first. */
const usualCommands = ['reply', 'holding-reply', 'dismiss', 'reopen', 'judge-customer', 'judge-pitch', 'archive', 'unarchive']
const doubtfulCommands = ['judge-customer', 'judge-pitch', 'reply', 'holding-reply', 'dismiss', 'reopen', 'archive', 'unarchive']

/** The conversation in front: who, about what, why it is due, its messages; the newest is in sight. */
export function Conversation() {
  const t = useWords()
  const time = useTimeContext()
  const selectedId = useCounter((state) => state.selectedId)
  const isComposing = useCounter((state) => state.isComposing)
  const found = useConversation(selectedId)
  const scroll = useRef<HTMLDivElement>(null)
  const lastKey = found?.messages.at(-1)?.row.key
  const soughtKey = useSoughtKey()
  const isSoughtHere = found?.messages.some(({ row }) => row.key === soughtKey) === true
  useEffect(() => {
    const area = scroll.current
    const sought = isSoughtHere ? area?.querySelector(`[data-message-key="${soughtKey ?? ''}"]`) : null
    const inFront = sought ?? area?.lastElementChild
    // The newest message (or the one that was searched for) from its first line on, or the end where it fits whole.
    if (area !== null && inFront instanceof HTMLElement) area.scrollTop = inFront.offsetTop - area.offsetTop - 12
  }, [selectedId, lastKey, soughtKey, isSoughtHere])
  const outbox = useOutbox()
  const isWaiting = outbox.some((row) => row.state !== 'filed' && found?.conversation.messageKeys.includes(row.answersKey) === true)
  const unread = found?.conversation.unread === true
  useEffect(() => {
    if (!unread || selectedId === null) return
    const timer = setTimeout(() => void runCommand({ kind: 'mark-seen', conversationId: selectedId, seen: true }), readAfterMs)
    return () => {
      clearTimeout(timer)
    }
  }, [unread, selectedId])
  // A conversation that was joined with another lives on under the other's id.
  useEffect(() => {
    if (found === null && selectedId !== null) void followSelection()
  }, [found, selectedId])
  if (selectedId === null || found === null) return <Empty title={t('conversation.none-title')} text={t('conversation.none-text')} />
  if (found === undefined) return null
  const { conversation, messages, listed } = found
  // While there is time, why it is due says most; when there is none left, that says most.
  const isCalm = listed.state === 'due-today' || listed.state === 'due-later'
  const standing = sayReason(isCalm && conversation.due !== null ? conversation.due.reason : listed.reason, time)
  const evidence = conversation.verdict.reasons[0]
  const why = conversation.judgedBy === 'helper' ? t('conversation.judged') : evidence === undefined ? '' : sayReason(evidence.reason, time)
  // The conversation keeps the strongest reasons; the message that decided has all of them.
  const deciding = messages
    .map(({ row }) => row)
    .findLast((row) => row.direction === 'in' && row.verdict.score === conversation.verdict.score)
  const isDoubtful = conversation.lane === 'unsure' && conversation.judgedBy === 'evidence'
  return (
    <>
      <header className="reading-head" data-composing={isComposing}>
        <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
          <div style={{ minWidth: 0 }}>
            <h2 className="reading-title" title={conversation.subject}>
              {conversation.subject === '' ? t('row.no-subject') : conversation.subject}
            </h2>
            <div className="quiet" style={{ fontSize: 13 }}>
              {conversation.person.name === '' ? '' : `${conversation.person.name} · `}
              {conversation.person.address}
              {' · '}
              <span data-lies={listed.where.lies} title={listed.where.folders.join(', ')}>
                {t(`place.${listed.where.lies}`, { folder: listed.where.folders[0] ?? '' })}
              </span>
            </div>
            <div style={{ fontSize: 13 }} data-target-reason>
              {standing}
            </div>
            {conversation.lane === 'customer' && conversation.judgedBy === 'evidence' ? null : (
              <div className="quiet" style={{ fontSize: 13 }} data-lane-reason>
                {t(`lane.${conversation.lane}.is`)} {why}
              </div>
            )}
            {deciding === undefined ? null : <Evidence key={conversation.id} verdict={deciding.verdict} />}
          </div>
          <ActionIcon
            className="back-button"
            variant="subtle"
            aria-label={t('conversation.back')}
            onClick={() => {
              select(null)
            }}
          >
            <IconArrowLeft size={18} />
          </ActionIcon>
        </Group>
        {isWaiting ? (
          <p className="tight-text">
            {t('conversation.waiting')}{' '}
            <button type="button" className="text-button" onClick={() => void openComposer(conversation, null)}>
              {t('conversation.take-back')}
            </button>
          </p>
        ) : null}
        <Group gap="xs" mt={8} className="reading-commands">
          {(isDoubtful ? doubtfulCommands : usualCommands).map((id) => {
            const command = commandById(id)
            if (command === undefined || !command.enabled(listed)) return null
            return (
              <Tooltip key={id} label={`${t(command.label)} · ${keysOf(command)}`} openDelay={400}>
                <Button
                  size={isDoubtful && id.startsWith('judge-') ? 'sm' : 'compact-sm'}
                  variant={id === (isDoubtful ? 'judge-customer' : 'reply') ? 'filled' : 'default'}
                  data-command={id}
                  onClick={() => {
                    command.perform(listed)
                  }}
                >
                  {t(command.label)}
                  {isDoubtful && id.startsWith('judge-') ? ` · ${keysOf(command)}` : ''}
                </Button>
              </Tooltip>
            )
          })}
        </Group>
      </header>
      <div className="reading-scroll" ref={scroll} tabIndex={0} role="region" aria-label={t('conversation.messages')}>
        {messages.map(({ row, body }, index) => (
          <MessageCard
            key={row.key === soughtKey ? `${row.id} sought` : row.id}
            row={row}
            body={body}
            earlier={messages.slice(0, index).map((message) => message.row)}
            startsOpen={row.key === soughtKey || index >= messages.length - openAtOnce || row.odd !== null}
            isSought={row.key === soughtKey}
          />
        ))}
      </div>
    </>
  )
}
