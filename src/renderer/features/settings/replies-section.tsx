import { useWords } from '../../ui/use-words.ts'
import { SavedNumber } from './saved-number.tsx'
import type { SectionProps } from './save-settings.ts'
import { Section } from './section.tsx'

/** How near closing is near, and how long a reply can be called back. */
export function RepliesSection({ settings, save }: SectionProps) {
  const t = useWords()
  const { tightMinutes, undoSeconds } = settings
  return (
    <Section
      title={t('settings.replies')}
      effect={
        <>
          <p className="settings-line">{t('settings.tight-effect', { count: tightMinutes })}</p>
          <p className="settings-line">{undoSeconds === 0 ? t('settings.undo-none') : t('settings.undo-effect', { count: undoSeconds })}</p>
        </>
      }
    >
      <SavedNumber
        label={t('settings.tight-minutes')}
        min={5}
        max={600}
        step={5}
        value={tightMinutes}
        onSave={(value) => save({ tightMinutes: value })}
      />
      <SavedNumber
        label={t('settings.undo-seconds')}
        min={0}
        max={60}
        step={5}
        value={undoSeconds}
        onSave={(value) => save({ undoSeconds: value })}
      />
    </Section>
  )
}
