import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { MessageRow } from '../../store/types.ts'
import { useWords } from '../../ui/use-words.ts'
import { fetchAndSave } from './fetch-and-save.ts'

/** Why a message could not be read whole, and the way to its source. */
export function OddNote({ row, odd }: { row: MessageRow; odd: NonNullable<MessageRow['odd']> }) {
  const t = useWords()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const save = async (): Promise<void> => {
    setBusy(true)
    const name = `${row.subject.trim() === '' ? 'message' : row.subject.trim().slice(0, 80)}.eml`
    setProblem(
      await fetchAndSave({ messageRow: row.id, part: 'source', name }, t, () => {
        setBusy(false)
      }),
    )
  }
  return (
    <div className="odd-note" data-odd={odd}>
      <Text size="sm">
        {t(`odd.${odd}`)} {t('odd.kept')}
      </Text>
      <Button size="compact-xs" variant="default" loading={isBusy} title={t('odd.source-hint')} data-source onClick={() => void save()}>
        {t('odd.source')}
      </Button>
      {problem === null ? null : (
        <Text size="sm" className="late-text" role="alert">
          {problem}
        </Text>
      )}
    </div>
  )
}
