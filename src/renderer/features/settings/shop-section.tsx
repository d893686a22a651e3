import { useWords } from '../../ui/use-words.ts'
import { SavedText } from './saved-text.tsx'
import type { SectionProps } from './save-settings.ts'
import { Section } from './section.tsx'

/** The shop's card: its name and number. */
export function ShopSection({ settings, save }: SectionProps) {
  const t = useWords()
  return (
    <Section title={t('settings.shop')} effect={<p className="settings-line">{t('settings.shop-effect')}</p>}>
      <SavedText
        label={t('settings.shop-name')}
        autoComplete="organization"
        maxLength={200}
        value={settings.shopName}
        onSave={(shopName) => save({ shopName: shopName.trim() })}
      />
      <SavedText
        label={t('settings.shop-phone')}
        autoComplete="tel"
        maxLength={60}
        value={settings.shopPhone}
        onSave={(shopPhone) => save({ shopPhone: shopPhone.trim() })}
      />
    </Section>
  )
}
