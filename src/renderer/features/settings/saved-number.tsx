import { NumberInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { useWords } from '../../ui/use-words.ts'
import { useTyped } from './use-typed.ts'

const pauseMs = 400

type Props = {
  readonly label: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly value: number
  readonly onSave: (value: number) => void
}

/** A whole number within bounds that saves itself as soon as it is one; anything else is told, and not saved. */
export function SavedNumber({ label, min, max, step, value, onSave }: Props) {
  const t = useWords()
  const [isEditing, setEditing] = useState(false)
  const [typed, setTyped] = useTyped<number | string>(value, isEditing)
  const save = useDebouncedCallback(onSave, { delay: pauseMs, flushOnUnmount: true })
  const isFit = (number: number | string): number is number =>
    typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max
  return (
    <NumberInput
      label={label}
      min={min}
      max={max}
      step={step}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      className="settings-number"
      error={isFit(typed) ? null : <span role="alert">{t('settings.problem-number', { min, max })}</span>}
      value={typed}
      onChange={(next) => {
        setTyped(next)
        if (isFit(next)) save(next)
        else save.cancel()
      }}
      onFocus={() => setEditing(true)}
      onBlur={() => {
        save.flush()
        if (!isFit(typed)) setTyped(value)
        setEditing(false)
      }}
    />
  )
}
