import { ActionIcon, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { Weekday } from '#core/model/shop-hours.ts'
import { useWords } from '../../ui/use-words.ts'
import { intervalProblems, keptIntervals, nextInterval, type TypedInterval } from './hours-check.ts'
import { useTyped } from './use-typed.ts'
import { readWallTime } from './wall-time.ts'

type Props = {
  readonly day: Weekday
  readonly intervals: readonly (readonly [string, string])[]
  readonly onSave: (intervals: [string, string][]) => void
}

function typedOf(intervals: Props['intervals']): readonly TypedInterval[] {
  return intervals.map(([open, close]) => ({ open, close }))
}

/** One weekday's opening hours; saved when a field is left and the whole day makes sense. */
export function WeekdayHours({ day, intervals, onSave }: Props) {
  const t = useWords()
  const id = useId()
  const stored = JSON.stringify(intervals)
  const [typed, setTyped] = useTyped(typedOf(intervals))
  const [isLeft, setLeft] = useState(true)
  const problems = intervalProblems(typed)
  const name = t(`settings.${day}`)
  const keep = (next: readonly TypedInterval[]): void => {
    setTyped(next)
    const kept = keptIntervals(next)
    if (kept !== null && JSON.stringify(kept) !== stored) onSave(kept)
  }
  const leave = (): void => {
    setLeft(true)
    keep(typed.map(({ open, close }) => ({ open: readWallTime(open) ?? open, close: readWallTime(close) ?? close })))
  }
  const change = (index: number, part: Partial<TypedInterval>): void => {
    setLeft(false)
    setTyped(typed.map((interval, at) => (at === index ? { ...interval, ...part } : interval)))
  }
  const next = nextInterval(typed)
  return (
    <div className="settings-day" role="group" aria-labelledby={id}>
      <span className="settings-day-name" id={id}>
        {name}
      </span>
      <div className="settings-day-intervals">
        {typed.length === 0 ? <span className="quiet settings-day-closed">{t('settings.closed')}</span> : null}
        {typed.map((interval, index) => {
          const problem = isLeft ? (problems[index] ?? null) : null
          const errorId = `${id}-${index}`
          const field = (part: 'open' | 'close') => (
            <TextInput
              size="xs"
              className="settings-time"
              aria-label={t(part === 'open' ? 'settings.opens' : 'settings.closes', { day: name })}
              aria-describedby={problem === null ? undefined : errorId}
              aria-invalid={problem !== null}
              error={problem !== null}
              value={interval[part]}
              onChange={(event) => change(index, { [part]: event.currentTarget.value })}
              onBlur={leave}
              onKeyDown={(event) => {
                if (event.key === 'Enter') leave()
              }}
            />
          )
          return (
            // oxlint-disable-next-line react/no-array-index-key -- an interval being typed has no other name
            <div key={index}>
              <div className="settings-interval">
                {field('open')}
                <span aria-hidden>–</span>
                {field('close')}
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t('settings.remove-interval', { day: name, open: interval.open, close: interval.close })}
                  onClick={() => keep(typed.filter((_, at) => at !== index))}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              </div>
              {problem === null ? null : (
                <p className="settings-problem" id={errorId} role="alert">
                  {t(`settings.problem-${problem}`)}
                </p>
              )}
            </div>
          )
        })}
      </div>
      <ActionIcon
        variant="subtle"
        size="sm"
        aria-label={t('settings.add-interval', { day: name })}
        title={t('settings.add-interval', { day: name })}
        disabled={next === null}
        onClick={() => {
          if (next !== null) keep([...typed, next])
        }}
      >
        <IconPlus size={14} aria-hidden />
      </ActionIcon>
    </div>
  )
}
