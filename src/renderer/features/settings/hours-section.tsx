import { Select, Switch } from '@mantine/core'
import { weekdays, type ShopHours } from '#core/model/shop-hours.ts'
import { useNow } from '../../store/live.ts'
import { countryOptions, timeZones } from '../../ui/places.ts'
import { useWords } from '../../ui/use-words.ts'
import { ClosingsEditor } from './closings-editor.tsx'
import { dueExamples } from './due-examples.ts'
import { SavedText } from './saved-text.tsx'
import type { SectionProps } from './save-settings.ts'
import { Section } from './section.tsx'
import { WeekdayHours } from './weekday-hours.tsx'

/** When the shop answers, and beside it what that means for messages of the week ahead. */
export function HoursSection({ settings, saveHours }: SectionProps) {
  const t = useWords()
  const { shopHours } = settings
  return (
    <Section title={t('settings.hours')} effect={<DueEffect settings={settings} />}>
      <div className="settings-week">
        {weekdays.map((day) => (
          <WeekdayHours
            key={day}
            day={day}
            intervals={shopHours.hours[day] ?? []}
            onSave={(intervals) => saveHours(({ hours }) => ({ hours: { ...hours, [day]: intervals } }))}
          />
        ))}
      </div>
      <Select
        label={t('settings.time-zone')}
        description={t('settings.time-zone-hint')}
        data={timeZones(shopHours.timeZone)}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('settings.nothing-found')}
        value={shopHours.timeZone}
        onChange={(timeZone) => {
          if (timeZone !== null) saveHours(() => ({ timeZone }))
        }}
      />
      <Select
        label={t('settings.country')}
        description={t('settings.country-hint')}
        data={countryOptions(settings.language, shopHours.country ?? null)}
        searchable
        clearable
        nothingFoundMessage={t('settings.nothing-found')}
        value={shopHours.country ?? null}
        onChange={(country) => saveHours(() => ({ country: country ?? undefined, region: undefined }))}
      />
      {shopHours.country === undefined ? null : (
        <>
          <SavedText
            label={t('settings.region')}
            description={t('settings.region-hint')}
            maxLength={16}
            value={shopHours.region ?? ''}
            onSave={(region) => saveHours(() => ({ region: region.trim() === '' ? undefined : region.trim().toUpperCase() }))}
          />
          <Switch
            label={t('settings.holidays')}
            description={t('settings.holidays-hint')}
            checked={shopHours.holidays !== 'open'}
            onChange={(event) => {
              const holidays = event.currentTarget.checked ? 'closed' : 'open'
              saveHours(() => ({ holidays }))
            }}
          />
        </>
      )}
      <ClosingsEditor closings={shopHours.closings ?? []} onSave={(closings) => saveHours(() => ({ closings }))} />
    </Section>
  )
}

function DueEffect({ settings }: { settings: SectionProps['settings'] }) {
  const t = useWords()
  const now = useNow()
  const examples = dueExamples(settings.shopHours as ShopHours, { language: settings.language, timeZone: settings.shopHours.timeZone, now })
  return (
    <>
      {examples.map(({ day, time, due }) => (
        <p key={day} className="settings-line">
          {due === null ? t('settings.due-never', { day, time }) : t('settings.due-example', { day, time, due })}
        </p>
      ))}
    </>
  )
}
