import { Kbd, Modal, SimpleGrid, Text } from '@mantine/core'
import { userCommands } from '../store/user-commands.ts'
import { useCounter } from '../store/store.ts'
import { useWords } from '../ui/use-words.ts'

/** All keys on one sheet. */
export function KeySheet() {
  const t = useWords()
  const isOpen = useCounter((state) => state.overlay === 'keys')
  return (
    <Modal
      opened={isOpen}
      onClose={() => {
        useCounter.setState({ overlay: null })
      }}
      title={t('keys.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('keys.close') }}
    >
      <SimpleGrid cols={2} spacing="xl" verticalSpacing={6}>
        {(['conversation', 'go', 'general'] as const).map((group) => (
          <section key={group}>
            <Text component="h3" fw={650} size="sm" mb={6} mt={0}>
              {t(`keys.${group}`)}
            </Text>
            {userCommands
              .filter((command) => command.group === group)
              .map((command) => (
                <KeyLine key={command.id} label={t(command.label)} keys={command.keys} />
              ))}
            {group === 'general' ? <KeyLine label={t('keys.palette')} keys={['Ctrl/⌘ K']} /> : null}
            {group === 'conversation' ? <KeyLine label={t('composer.send')} keys={['Ctrl/⌘ ⏎']} /> : null}
          </section>
        ))}
      </SimpleGrid>
      <section className="policy">
        <Text component="h3" fw={650} size="sm" mb={6} mt={16}>
          {t('policy.title')}
        </Text>
        {(['policy.pitch', 'policy.customer', 'policy.never'] as const).map((line) => (
          <Text key={line} size="sm" mb={6}>
            {t(line)}
          </Text>
        ))}
      </section>
    </Modal>
  )
}

function KeyLine({ label, keys }: { label: string; keys: readonly string[] }) {
  return (
    <div style={{ display: 'flex', justifyContent: 'space-between', gap: 12, padding: '2px 0', fontSize: 13 }}>
      <span>{label}</span>
      <span style={{ whiteSpace: 'nowrap' }}>
        {keys.map((key) => (
          <Kbd key={key} size="xs" ml={4}>
            {key === 'Enter' ? '⏎' : key}
          </Kbd>
        ))}
      </span>
    </div>
  )
}
