import { useEffect, useRef, useState } from 'react'
import type { Failure } from '#contract/failure.ts'
import type { Settings, SettingsChange } from '#contract/shop.ts'
import { runCommand } from '../../store/commands.ts'

/** What a section of the settings gets: the settings as they hold, and the two ways to change them. */
export type SectionProps = {
  readonly settings: Settings
  readonly save: (change: SettingsChange) => void
  /** Changes part of the hours, given those that hold by then; what is undefined is taken out. */
  readonly saveHours: (change: (hours: Settings['shopHours']) => Partial<Settings['shopHours']>) => void
}

/**
 * Saves every change at once; a failure stays until the next change is taken.
 *
 * The hours are one value: two quick changes must not undo one another while the first is still on its way back here.
 */
export function useSaveSettings(settings: Settings): Omit<SectionProps, 'settings'> & { readonly failure: Failure | null } {
  const [failure, setFailure] = useState<Failure | null>(null)
  const latestHours = useRef(settings.shopHours)
  useEffect(() => {
    latestHours.current = settings.shopHours
  }, [settings.shopHours])
  const run = async (change: SettingsChange): Promise<void> => {
    const saved = await runCommand({ kind: 'save-settings', settings: change })
    setFailure(saved.ok ? null : saved.failure)
  }
  const save = (change: SettingsChange): void => {
    void run(change)
  }
  const saveHours = (change: (hours: Settings['shopHours']) => Partial<Settings['shopHours']>): void => {
    const kept = Object.entries({ ...latestHours.current, ...change(latestHours.current) }).filter(([, value]) => value !== undefined)
    latestHours.current = Object.fromEntries(kept) as Settings['shopHours']
    save({ shopHours: latestHours.current })
  }
  return { save, saveHours, failure }
}
