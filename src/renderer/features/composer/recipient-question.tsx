import { Button, Group, Text } from '@mantine/core'
import type { RecipientDoubt } from '#core/message/recipient-doubt.ts'
import { useWords } from '../../ui/use-words.ts'

/** Asks who gets the answer, where that is not plain; nothing leaves before one is chosen. */
export function RecipientQuestion({ doubt, onChoose }: { doubt: RecipientDoubt; onChoose: (address: string) => void }) {
  const t = useWords()
  const [address = '', from = ''] = doubt.options
  return (
    <Group gap="xs" data-recipient-doubt={doubt.why} role="group" aria-label={t('composer.doubt')}>
      <Text size="sm" className="tight-text">
        {t(`composer.${doubt.why}`, { address, from })}
      </Text>
      {doubt.options.map((option) => (
        <Button
          key={option}
          size="compact-xs"
          variant="default"
          data-answer-to={option}
          onClick={() => {
            onChoose(option)
          }}
        >
          {t('composer.answer-to', { address: option })}
        </Button>
      ))}
    </Group>
  )
}
