import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { localDateOf } from '#core/calendar/zone.ts'
import { useTimeContext } from '../../store/live.ts'
import { useWords } from '../../ui/use-words.ts'
import { closingProblem, type TypedClosing } from './hours-check.ts'
import { useTyped } from './use-typed.ts'

type Props = { readonly closings: readonly TypedClosing[]; readonly onSave: (closings: { from: string; to: string }[]) => void }

/** Days on which the shop stays closed: holidays of one's own, an inventory. */
export function ClosingsEditor({ closings, onSave }: Props) {
  const t = useWords()
  const time = useTimeContext()
  const stored = JSON.stringify(closings)
  const [typed, setTyped] = useTyped(closings)
  const keep = (next: readonly TypedClosing[]): void => {
    setTyped(next)
    if (next.every((closing) => closingProblem(closing) === null) && JSON.stringify(next) !== stored)
      onSave(next.map(({ from, to }) => ({ from, to })))
  }
  return (
    <div role="group" aria-label={t('settings.closings')}>
      <p className="settings-label">{t('settings.closings')}</p>
      <p className="quiet settings-hint">{t('settings.closings-hint')}</p>
      {typed.map((closing, index) => {
        const problem = closingProblem(closing)
        const field = (part: 'from' | 'to') => (
          <TextInput
            size="xs"
            type="date"
            aria-label={t(part === 'from' ? 'settings.closed-from' : 'settings.closed-to')}
            error={problem !== null}
            value={closing[part]}
            onChange={(event) => {
              const date = event.currentTarget.value
              setTyped(typed.map((one, at) => (at === index ? { ...one, [part]: date } : one)))
            }}
            onBlur={() => keep(typed)}
          />
        )
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a closing being typed has no other name
          <div key={index}>
            <div className="settings-interval">
              {field('from')}
              <span aria-hidden>–</span>
              {field('to')}
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t('settings.remove-closing', closing)}
                onClick={() => keep(typed.filter((_, at) => at !== index))}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            </div>
            {problem === null ? null : (
              <p className="settings-problem" role="alert">
                {t(`settings.problem-${problem}`)}
              </p>
            )}
          </div>
        )
      })}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => {
          const today = localDateOf(time.now, time.timeZone)
          keep([...typed, { from: today, to: today }])
        }}
      >
        {t('settings.add-closing')}
      </Button>
    </div>
  )
}
