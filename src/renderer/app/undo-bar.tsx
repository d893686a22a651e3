import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { undoLast } from '../store/actions.ts'
import { useCounter } from '../store/store.ts'
import { useWords } from '../ui/use-words.ts'

/** What was just done, and ten seconds to take it back. */
export function UndoBar() {
  const t = useWords()
  const undo = useCounter((state) => state.undo)
  useEffect(() => {
    if (undo === null) return
    const timer = setTimeout(
      () => {
        useCounter.setState((state) => (state.undo === undo ? { undo: null } : {}))
      },
      Math.max(0, undo.until - Date.now()),
    )
    return () => {
      clearTimeout(timer)
    }
  }, [undo])
  if (undo === null) return null
  return (
    <div className="undo-bar" role="status">
      <span>{undo.label}</span>
      <Button size="compact-xs" variant="white" color="dark" data-command="undo" onClick={undoLast}>
        {t('command.undo')} · z
      </Button>
    </div>
  )
}
