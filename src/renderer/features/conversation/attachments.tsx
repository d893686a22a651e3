import { Button, Group, Text } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import { fileEnding, isRiskyFile, safeFileName } from '#core/message/file-name.ts'
import type { Attachment } from '#core/model/message.ts'
import type { MessageRow } from '../../store/types.ts'
import { saySize } from '../../ui/say-size.ts'
import { useWords } from '../../ui/use-words.ts'
import { fetchAndSave } from './fetch-and-save.ts'

/** A name that fits, with its ending in sight: what a file is says its ending. It is the name that saving will offer. */
function shortName(name: string): string {
  const safe = safeFileName(name)
  return safe.length <= 60 ? safe : `${safe.slice(0, 36)}…${safe.slice(-20)}`
}

/** A message's attachments, each saved on request; nothing is fetched before. */
export function Attachments({ row }: { row: MessageRow }) {
  const t = useWords()
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [asked, setAsked] = useState<Attachment | null>(null)
  const listed = row.attachments.filter((attachment) => !attachment.inline || attachment.contentId === '')
  if (listed.length === 0) return null
  const save = async (part: string, name: string): Promise<void> => {
    setBusy(part)
    setProblem(null)
    setAsked(null)
    const problemNow = await fetchAndSave({ messageRow: row.id, part, name }, t, () => {
      setBusy(null)
    })
    setProblem(problemNow)
  }
  return (
    <Group gap="xs" mt="sm">
      {listed.map((attachment) => (
        <Button
          key={attachment.part}
          size="compact-sm"
          variant="default"
          leftSection={<IconPaperclip size={14} aria-hidden />}
          loading={busy === attachment.part}
          title={isRiskyFile(attachment.name) ? t('attachment.risky') : t('attachment.save')}
          data-attachment={attachment.part}
          onClick={() => {
            if (isRiskyFile(attachment.name)) setAsked(attachment)
            else void save(attachment.part, attachment.name)
          }}
        >
          {shortName(attachment.name)}
          <Text span size="xs" className="quiet" ml={6}>
            {saySize(attachment.size)}
            {isRiskyFile(attachment.name) ? ` · ${t('attachment.careful')}` : ''}
          </Text>
        </Button>
      ))}
      {asked === null ? null : (
        <Group gap="xs" role="alert" data-risky-attachment={asked.part}>
          <Text size="sm" className="late-text">
            {t('attachment.kind-runs', { name: shortName(asked.name), ending: fileEnding(asked.name) })}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => void save(asked.part, asked.name)}>
            {t('attachment.save-anyway')}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              setAsked(null)
            }}
          >
            {t('attachment.leave')}
          </Button>
        </Group>
      )}
      {problem === null ? null : (
        <Text size="sm" className="late-text" role="alert">
          {problem}
        </Text>
      )}
    </Group>
  )
}
