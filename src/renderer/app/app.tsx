import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useEffect, useMemo } from 'react'
import { I18nextProvider } from 'react-i18next'
import { createWords } from '#locale/translate.ts'
import { Recovery } from '../features/recovery/recovery.tsx'
import { PasswordPrompt } from '../features/welcome/password-prompt.tsx'
import { Welcome } from '../features/welcome/welcome.tsx'
import { useSettings } from '../store/live.ts'
import { useCounter } from '../store/store.ts'
import { setWordsLanguage } from '../store/words-now.ts'
import { desktop } from './desktop.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { KeySheet } from './key-sheet.tsx'
import { Later } from './later.tsx'
import { Palette } from './palette.tsx'
import { Shell } from './shell.tsx'
import { SyncDetails } from './sync-details.tsx'
import { theme } from './theme.ts'
import { LessonBar } from './lesson-bar.tsx'
import { UndoBar } from './undo-bar.tsx'
import { useKeyboard } from './use-keyboard.ts'

/** The whole window: looks and language first, then the welcome, or the shop. */
export function App() {
  const { settings, loaded } = useSettings()
  const account = useCounter((state) => state.boot?.account ?? null)
  const storeProblem = useCounter((state) => state.storeProblem)
  const { language, appearance } = settings
  const words = useMemo(() => createWords(language), [language])
  setWordsLanguage(language)
  useEffect(() => {
    document.documentElement.lang = language
    if (loaded) void desktop.setLooks({ language, appearance })
  }, [language, appearance, loaded])
  return (
    <I18nextProvider i18n={words}>
      <MantineProvider
        theme={theme}
        {...(appearance === 'system' ? { defaultColorScheme: 'auto' as const } : { forceColorScheme: appearance })}
      >
        <Notifications position="bottom-center" />
        <ErrorBoundary>
          {storeProblem !== null ? <Recovery detail={storeProblem} /> : account === null ? <Welcome /> : <Shop />}
        </ErrorBoundary>
      </MantineProvider>
    </I18nextProvider>
  )
}

function Shop() {
  useKeyboard()
  return (
    <>
      <Shell />
      <Later>
        <Palette />
        <KeySheet />
        <SyncDetails />
      </Later>
      <UndoBar />
      <LessonBar />
      <PasswordPrompt />
    </>
  )
}
