import { useCallback, useEffect, useRef, useState } from 'react'
import { keepBeforeQuitting } from '../../store/before-quitting.ts'
import { runCommand } from '../../store/commands.ts'
import type { DraftRow } from '../../store/types.ts'

const keepAfterMs = 300

type Change = Partial<Pick<DraftRow, 'to' | 'cc' | 'bcc' | 'subject' | 'text' | 'templateId'>>

/**
 * Holds what is typed and keeps it: after 300 ms without a key, every 300 ms while typing goes on, on blur, on close and
 * before sending. `problem` is the failure code of the last save, if it failed.
 */
export function useDraftKeeper(first: DraftRow): {
  draft: DraftRow
  change: (change: Change) => void
  /** Keeps now what is typed; false when it could not be kept. */
  flush: (evenUnchanged?: boolean) => Promise<boolean>
  problem: string | null
} {
  const [draft, setDraft] = useState(first)
  const [problem, setProblem] = useState<string | null>(null)
  const latest = useRef(first)
  const isDirty = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const flush = useCallback(async (evenUnchanged = false): Promise<boolean> => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    if (!isDirty.current && !evenUnchanged) return true
    isDirty.current = false
    const { attachments: _attachments, ...kept } = latest.current
    const saved = await runCommand({ kind: 'save-draft', draft: kept })
    setProblem(saved.ok ? null : saved.failure.code)
    if (!saved.ok) isDirty.current = true
    return saved.ok
  }, [])
  const change = useCallback(
    (changes: Change): void => {
      latest.current = { ...latest.current, ...changes, changedAt: Math.max(Date.now(), latest.current.changedAt + 1) }
      setDraft(latest.current)
      isDirty.current = true
      timer.current ??= setTimeout(() => void flush(), keepAfterMs)
    },
    [flush],
  )
  useEffect(() => keepBeforeQuitting(flush), [flush])
  useEffect(() => {
    const leave = (): void => void flush()
    window.addEventListener('blur', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      window.removeEventListener('blur', leave)
      document.removeEventListener('visibilitychange', leave)
      leave()
    }
  }, [flush])
  return { draft, change, flush, problem }
}
