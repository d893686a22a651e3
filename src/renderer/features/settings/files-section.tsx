import { SegmentedControl } from '@mantine/core'
import { useWords } from '../../ui/use-words.ts'
import { SavedNumber } from './saved-number.tsx'
import type { SectionProps } from './save-settings.ts'
import { Section } from './section.tsx'

/** Months that stand for all mail there is. */
const allMonths = 1200

/** Whether attachments are fetched ahead, in idle time, and which. */
export function FilesSection({ settings, save }: SectionProps) {
  const t = useWords()
  const { keepFilesMonths, keepFilesMegabytes } = settings
  const isOff = keepFilesMonths === 0
  const choice = isOff ? 0 : keepFilesMonths <= 3 ? 3 : keepFilesMonths <= 12 ? 12 : allMonths
  return (
    <Section
      title={t('settings.files')}
      effect={
        <p className="settings-line">{isOff ? t('settings.files-off-effect') : t('settings.files-effect', { size: keepFilesMegabytes })}</p>
      }
    >
      <div>
        <SegmentedControl
          aria-label={t('settings.files')}
          data-keep-files
          data={[
            { value: '0', label: t('settings.files-off') },
            { value: '3', label: t('settings.files-quarter') },
            { value: '12', label: t('settings.files-year') },
            { value: String(allMonths), label: t('settings.files-all') },
          ]}
          value={String(choice)}
          onChange={(months) => save({ keepFilesMonths: Number(months) })}
        />
      </div>
      {isOff ? null : (
        <SavedNumber
          label={t('settings.files-size')}
          min={1}
          max={25}
          step={1}
          value={keepFilesMegabytes}
          onSave={(value) => save({ keepFilesMegabytes: value })}
        />
      )}
    </Section>
  )
}
