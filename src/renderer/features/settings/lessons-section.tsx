import { Button, Group } from '@mantine/core'
import { sayMoment } from '#locale/say-time.ts'
import { runCommand } from '../../store/commands.ts'
import { useTaughtLessons } from '../../store/lessons.ts'
import { useTimeContext } from '../../store/live.ts'
import { useWords } from '../../ui/use-words.ts'
import { Section } from './section.tsx'

/** Lessons shown; the rest are only counted. */
const mostShown = 20

/** What helpers' verdicts have taught, each with a way to forget it. */
export function LessonsSection() {
  const t = useWords()
  const time = useTimeContext()
  const lessons = useTaughtLessons() ?? []
  return (
    <Section title={t('settings.lessons')} effect={<p className="settings-line">{t('settings.lessons-text')}</p>}>
      <p className="settings-line">
        {lessons.length === 0 ? t('settings.lessons-none') : t('settings.lessons-count', { count: lessons.length })}
      </p>
      {lessons.slice(0, mostShown).map(({ key, lane, address, saidAt }) => (
        <Group key={key} justify="space-between" wrap="nowrap" gap="sm" data-lesson-of={address}>
          <span className="lesson-line">
            {address}{' '}
            <span className="quiet">
              – {t(`settings.lesson-${lane}`)}, {sayMoment(saidAt, time)}
            </span>
          </span>
          <Button
            size="compact-xs"
            variant="default"
            flex="none"
            aria-label={t('settings.lesson-forget-of', { address })}
            onClick={() => void runCommand({ kind: 'forget-lesson', key })}
          >
            {t('settings.lesson-forget')}
          </Button>
        </Group>
      ))}
    </Section>
  )
}
