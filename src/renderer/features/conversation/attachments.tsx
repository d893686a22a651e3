import { Button, Group, Text } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import { shop } from '#data/read/shop.ts'
import type { MessageRow } from '../../store/types.ts'
import { desktop } from '../../app/desktop.ts'
import { runCommand } from '../../store/commands.ts'
import { failureTitle } from '../../ui/failure-words.ts'
import { saySize } from '../../ui/say-size.ts'
import { useWords } from '../../ui/use-words.ts'

/** A name that fits, with its ending in sight: what a file is says its ending. */
function shortName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}]/gu, '')
  return plain.length <= 60 ? plain : `${plain.slice(0, 36)}…${plain.slice(-20)}`
}

/** Kinds that can run when opened: saved only after a warning, never opened by us. */
const risky = /\.(exe|lnk|desktop|hta|jar|scr|html?|svg|js|vbs|bat|cmd|msi|ps1|com|pif|app|dmg|sh)$/i

/** A message's attachments, each saved on request; nothing is fetched before. */
export function Attachments({ row }: { row: MessageRow }) {
  const t = useWords()
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const listed = row.attachments.filter((attachment) => !attachment.inline || attachment.contentId === '')
  if (listed.length === 0) return null
  const save = async (part: string, name: string): Promise<void> => {
    setBusy(part)
    setProblem(null)
    const fetched = await runCommand({ kind: 'fetch-attachment', messageRow: row.id, part })
    const file = await shop.files.get([row.id, part])
    setBusy(null)
    if (!fetched.ok || file?.bytes == null) {
      setProblem(t('attachment.not-here', { why: failureTitle(fetched.ok ? (file?.failure?.code ?? 'bug') : fetched.failure.code, t) }))
      return
    }
    const saved = await desktop.saveFile({ name, bytes: file.bytes })
    if (!saved.ok) setProblem(failureTitle(saved.failure.code, t))
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
          title={risky.test(attachment.name) ? t('attachment.risky') : t('attachment.save')}
          onClick={() => void save(attachment.part, attachment.name)}
        >
          {shortName(attachment.name)}
          <Text span size="xs" className="quiet" ml={6}>
            {saySize(attachment.size)}
            {risky.test(attachment.name) ? ` · ${t('attachment.careful')}` : ''}
          </Text>
        </Button>
      ))}
      {problem === null ? null : (
        <Text size="sm" className="late-text" role="alert">
          {problem}
        </Text>
      )}
    </Group>
  )
}
