import { Textarea, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { useTyped } from './use-typed.ts'

const pauseMs = 500

type Props = {
  readonly label: string
  readonly description?: string
  readonly value: string
  readonly maxLength: number
  readonly lines?: number
  readonly autoComplete?: string
  readonly onSave: (value: string) => void
}

/** A text that saves itself: after a short pause, on leaving the field, on Enter, and when the screen is left. */
export function SavedText({ label, description, value, maxLength, lines = 1, autoComplete = 'off', onSave }: Props) {
  const [isEditing, setEditing] = useState(false)
  const [typed, setTyped] = useTyped(value, isEditing)
  const save = useDebouncedCallback(onSave, { delay: pauseMs, flushOnUnmount: true })
  const shared = {
    label,
    ...(description === undefined ? {} : { description }),
    maxLength,
    autoComplete,
    value: typed,
    onFocus: () => {
      setEditing(true)
    },
    onBlur: () => {
      save.flush()
      setEditing(false)
    },
  }
  const change = (text: string): void => {
    setTyped(text)
    save(text)
  }
  if (lines > 1) return <Textarea {...shared} rows={lines} onChange={(event) => change(event.currentTarget.value)} />
  return (
    <TextInput
      {...shared}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save.flush()
      }}
    />
  )
}
