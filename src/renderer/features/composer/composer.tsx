import { ActionIcon, Button, FileButton, Group, Menu, Text, Textarea, Tooltip } from '@mantine/core'
import { IconPaperclip, IconTemplate, IconTrash, IconX } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { starterTemplates } from '#core/template/starter-templates.ts'
import { unfilledFields } from '#core/template/unfilled-fields.ts'
import { discard, doubtOfDraft, fillTemplate, type ReplyContext } from './reply-draft.ts'
import { RecipientQuestion } from './recipient-question.tsx'
import { DraftFields } from './draft-fields.tsx'
import { useDraftKeeper } from './use-draft-keeper.ts'
import { runCommand } from '../../store/commands.ts'
import { useConversation, useDraftAnswering, useSettings, useTimeContext } from '../../store/live.ts'
import { offerUndo } from '../../store/actions.ts'
import { useOurselves } from '../../store/ourselves.ts'
import { useCounter } from '../../store/store.ts'
import type { DraftRow } from '../../store/types.ts'
import { failureNext, failureTitle } from '../../ui/failure-words.ts'
import { saySize } from '../../ui/say-size.ts'
import { useWords } from '../../ui/use-words.ts'
import { startDraft } from './reply-draft.ts'

/** Writes the reply to the conversation in front, beside it. What is typed is on disk within half a second. */
export function Composer() {
  const selectedId = useCounter((state) => state.selectedId)
  const read = useConversation(selectedId)
  // While a conversation is read again (it was joined with another, say) the one before stays: typing never stops for it.
  const [found, setFound] = useState(read)
  if (read != null && read !== found) setFound(read)
  const { settings } = useSettings()
  const time = useTimeContext()
  const account = useCounter((state) => state.boot?.account ?? null)
  if (found == null || account === null) return null
  return <Draft context={{ conversation: found.conversation, messages: found.messages, settings, time, address: account.address }} />
}

/** Looks for a kept draft by the messages that were there when the composer opened: later mail never disturbs the typing. */
function Draft({ context }: { context: ReplyContext }) {
  const [keys] = useState(() => context.messages.map(({ row }) => row.key))
  const kept = useDraftAnswering(keys)
  return kept === undefined ? null : <Editor context={context} kept={kept} />
}

/** Begins with the draft that was kept, else a new one; later saves of it come from here. */
function Editor({ context, kept }: { context: ReplyContext; kept: DraftRow | null }) {
  const [first] = useState(() => kept ?? startDraft(context))
  return <DraftEditor first={first} context={context} />
}

function DraftEditor({ first, context }: { first: DraftRow; context: ReplyContext }) {
  const t = useWords()
  const { draft, change: keep, flush, problem } = useDraftKeeper(first)
  const [alert, setAlert] = useState<string | null>(null)
  const change = useCallback(
    (changes: Parameters<typeof keep>[0]): void => {
      setAlert(null)
      keep(changes)
    },
    [keep],
  )
  const [hasChosen, setChosen] = useState(false)
  const found = doubtOfDraft(draft, context.messages, useOurselves())
  const doubt = hasChosen ? null : found
  const area = useRef<HTMLTextAreaElement>(null)
  const wanted = useCounter((state) => state.wantedTemplate)
  const attachments = useDraftAnswering([draft.answersKey])?.attachments ?? first.attachments
  const insert = useCallback(
    (templateId: string): void => {
      const filled = fillTemplate(templateId, context)
      // At the start of the cursor's line: nothing that was typed goes, and no word is cut.
      const cursor = area.current?.selectionStart ?? 0
      const at = draft.text.lastIndexOf('\n', cursor - 1) + 1
      const [before, after] = [draft.text.slice(0, at), draft.text.slice(at)]
      change({ text: `${before}${filled}${after === '' || after.startsWith('\n') ? '' : '\n\n'}${after}`, templateId })
      requestAnimationFrame(() => {
        focusHole(area.current)
      })
    },
    [change, context, draft.text],
  )
  useEffect(() => {
    if (wanted === null) return
    useCounter.setState({ wantedTemplate: null })
    // A draft that was begun is opened as it is.
    if (first.changedAt === 0) insert(wanted)
  }, [wanted, insert, first.changedAt])
  useEffect(() => {
    const element = area.current
    if (element === null) return
    element.focus()
    element.setSelectionRange(0, 0)
  }, [])
  const close = (): void => {
    void flush()
    useCounter.setState({ isComposing: false })
  }
  const send = async (): Promise<void> => {
    setAlert(null)
    if (draft.text.trim() === startDraft(context).text.trim() && attachments.length === 0) {
      setAlert(t('composer.empty'))
      area.current?.focus()
      return
    }
    if (doubt !== null) {
      setAlert(t('composer.doubt-first'))
      return
    }
    const holes = unfilledFields(`${draft.subject}\n${draft.text}`)
    const [hole] = holes
    if (hole !== undefined) {
      setAlert(t('composer.hole', { count: holes.length, name: hole.name }))
      focusHole(area.current)
      return
    }
    // What leaves is what is on screen: a text that could not be kept does not leave in an older form.
    if (!(await flush(true))) return
    const sent = await runCommand({ kind: 'send', draftId: draft.id })
    if (!sent.ok) {
      setAlert(
        [failureTitle(sent.failure.code, t), sent.failure.detail, failureNext(sent.failure.code, t)]
          .filter((line) => line !== '')
          .join(' '),
      )
      return
    }
    useCounter.setState({ isComposing: false })
    const conversationId = context.conversation.id
    const { undoSeconds } = context.settings
    if (undoSeconds === 0) return
    const undo = async (): Promise<void> => {
      const answer = await runCommand({ kind: 'undo-send', draftId: draft.id })
      useCounter.setState(answer.ok ? { selectedId: conversationId, isReading: true, isComposing: true } : { undo: null })
    }
    offerUndo(t('undo.sent'), () => void undo(), undoSeconds * 1000)
  }
  const attach = async (files: readonly File[]): Promise<void> => {
    setAlert(null)
    await flush(true)
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const attached = await runCommand({ kind: 'attach', draftId: draft.id, name: file.name.slice(0, 255), type: file.type, bytes })
      if (!attached.ok) setAlert(`${file.name}: ${failureTitle(attached.failure.code, t)}`)
    }
  }
  return (
    <form
      className="composer"
      aria-label={t('composer.label', { name: draft.to })}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      onBlur={() => void flush()}
      onDragOver={(event) => {
        event.preventDefault()
      }}
      onDrop={(event) => {
        event.preventDefault()
        void attach([...event.dataTransfer.files])
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          void send()
        }
        if (event.key === 'Escape') close()
      }}
    >
      <DraftFields draft={draft} change={change} onClose={close} />
      {doubt === null ? null : (
        <RecipientQuestion
          doubt={doubt}
          onChoose={(to) => {
            setChosen(true)
            change({ to })
            area.current?.focus()
          }}
        />
      )}
      <Textarea
        ref={area}
        className="composer-text"
        aria-label={t('composer.text')}
        value={draft.text}
        onChange={(event) => {
          change({ text: event.currentTarget.value })
        }}
      />
      {attachments.length === 0 ? null : (
        <Group gap="xs">
          {attachments.map((file, index) => (
            <Button
              key={`${file.name}-${index}`}
              size="compact-xs"
              variant="default"
              rightSection={<IconX size={12} aria-hidden />}
              aria-label={t('composer.detach', { name: file.name })}
              onClick={() => void runCommand({ kind: 'detach', draftId: draft.id, index })}
            >
              {file.name} · {saySize(file.bytes.length)}
            </Button>
          ))}
        </Group>
      )}
      {alert === null && problem === null ? null : (
        <Text size="sm" className="late-text" role="alert">
          {alert ?? t('composer.not-kept', { why: failureTitle(problem ?? 'bug', t) })}
        </Text>
      )}
      <Group gap="xs">
        <Tooltip label={t('composer.send-hint')}>
          <Button type="submit" size="compact-md" data-command="send">
            {t('composer.send')}
          </Button>
        </Tooltip>
        <Menu position="top-start" withinPortal>
          <Menu.Target>
            <Button size="compact-md" variant="default" leftSection={<IconTemplate size={16} aria-hidden />} data-command="templates">
              {t('composer.template')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {starterTemplates.map((template) => (
              <Menu.Item
                key={template.id}
                data-template={template.id}
                onClick={() => {
                  insert(template.id)
                }}
              >
                {template.title[context.settings.language]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <FileButton multiple onChange={(files) => void attach(files)}>
          {(props) => (
            <Button {...props} size="compact-md" variant="default" leftSection={<IconPaperclip size={16} aria-hidden />}>
              {t('composer.attach')}
            </Button>
          )}
        </FileButton>
        <Tooltip label={t('composer.discard')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            ml="auto"
            aria-label={t('composer.discard')}
            onClick={() => {
              discard(draft, attachments, t('undo.discarded'))
            }}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </form>
  )
}

/** Puts the cursor on the first hole, selected, so that typing fills it. */
function focusHole(element: HTMLTextAreaElement | null): void {
  if (element === null) return
  const [hole] = unfilledFields(element.value)
  element.focus()
  if (hole === undefined) element.setSelectionRange(0, 0)
  else element.setSelectionRange(hole.start, hole.end)
}
