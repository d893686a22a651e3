import { useWords } from '../../ui/use-words.ts'
import { SavedText } from './saved-text.tsx'
import type { SectionProps } from './save-settings.ts'
import { Section } from './section.tsx'

/** Who answers: the helper's name and how a reply is signed. */
export function YouSection({ settings, save }: SectionProps) {
  const t = useWords()
  return (
    <Section
      title={t('settings.you')}
      effect={
        <>
          <p className="settings-line">{t('settings.signature-preview')}</p>
          <p className="settings-preview">
            <span className="quiet">{t('settings.signature-reply')}</span>
            {settings.signature.trim() === '' ? null : `\n\n${settings.signature}`}
          </p>
        </>
      }
    >
      <SavedText
        label={t('settings.helper-name')}
        description={t('settings.helper-name-hint')}
        autoComplete="given-name"
        maxLength={100}
        value={settings.helperName}
        onSave={(helperName) => save({ helperName: helperName.trim() })}
      />
      <SavedText
        label={t('settings.signature')}
        lines={4}
        maxLength={5000}
        value={settings.signature}
        onSave={(signature) => save({ signature })}
      />
    </Section>
  )
}
