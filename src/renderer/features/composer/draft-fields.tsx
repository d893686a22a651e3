import { ActionIcon, Button, Group, Text, TextInput, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { DraftRow } from '../../store/types.ts'
import { useWords } from '../../ui/use-words.ts'

type Change = Partial<Pick<DraftRow, 'to' | 'cc' | 'bcc' | 'subject'>>

/** Who gets the reply, and its subject; copies are shown when asked for. */
export function DraftFields({ draft, change, onClose }: { draft: DraftRow; change: (change: Change) => void; onClose: () => void }) {
  const t = useWords()
  const [showsCopies, setShowsCopies] = useState(draft.cc !== '' || draft.bcc !== '')
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <PeopleInput label={t('composer.to')} value={draft.to} onChange={(to) => change({ to })} />
        {showsCopies ? null : (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => {
              setShowsCopies(true)
            }}
          >
            {t('composer.copies')}
          </Button>
        )}
        <Tooltip label={`${t('composer.close')} · Esc`}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('composer.close')} onClick={onClose}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      {showsCopies ? (
        <Group gap="xs" grow>
          <PeopleInput label="Cc" value={draft.cc} onChange={(cc) => change({ cc })} />
          <PeopleInput label={t('composer.bcc')} value={draft.bcc} onChange={(bcc) => change({ bcc })} />
        </Group>
      ) : null}
      <TextInput
        size="xs"
        aria-label={t('composer.subject')}
        value={draft.subject}
        onChange={(event) => {
          change({ subject: event.currentTarget.value })
        }}
      />
    </>
  )
}

function PeopleInput({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <TextInput
      size="xs"
      style={{ flex: 1 }}
      aria-label={label}
      leftSection={
        <Text size="xs" className="quiet">
          {label}
        </Text>
      }
      leftSectionWidth={40}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}
