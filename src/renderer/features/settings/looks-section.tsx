import { SegmentedControl } from '@mantine/core'
import { useWords } from '../../ui/use-words.ts'
import type { SectionProps } from './save-settings.ts'
import { Section } from './section.tsx'

/** Language and light or dark: of the page, and (the app sees to it) of menu, tray and window frame around it. */
export function LooksSection({ settings, save }: SectionProps) {
  const t = useWords()
  return (
    <Section title={t('settings.looks')} effect={<p className="settings-line">{t('settings.language-effect')}</p>}>
      <div>
        <p className="settings-label" aria-hidden>
          {t('settings.language')}
        </p>
        <SegmentedControl
          aria-label={t('settings.language')}
          data={[
            { value: 'en', label: 'English' },
            { value: 'fr', label: 'Français' },
          ]}
          value={settings.language}
          onChange={(value) => save({ language: value === 'fr' ? 'fr' : 'en' })}
        />
      </div>
      <div>
        <p className="settings-label" aria-hidden>
          {t('settings.appearance')}
        </p>
        <SegmentedControl
          aria-label={t('settings.appearance')}
          data={[
            { value: 'system', label: t('settings.appearance-system') },
            { value: 'light', label: t('settings.appearance-light') },
            { value: 'dark', label: t('settings.appearance-dark') },
          ]}
          value={settings.appearance}
          onChange={(value) => save({ appearance: value === 'light' || value === 'dark' ? value : 'system' })}
        />
      </div>
    </Section>
  )
}
