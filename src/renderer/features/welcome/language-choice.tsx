import { SegmentedControl } from '@mantine/core'
import { runCommand } from '../../store/commands.ts'
import { useSettings } from '../../store/live.ts'
import { useWords } from '../../ui/use-words.ts'

/** English or French, for those whose computer speaks another language than they do. Each is named in itself. */
export function LanguageChoice() {
  const t = useWords()
  const { settings } = useSettings()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('welcome.language')}
      data={[
        { value: 'en', label: 'English' },
        { value: 'fr', label: 'Français' },
      ]}
      value={settings.language}
      onChange={(value) => {
        void runCommand({ kind: 'save-settings', settings: { language: value === 'fr' ? 'fr' : 'en' } })
      }}
    />
  )
}
