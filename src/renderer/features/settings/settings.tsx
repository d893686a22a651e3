import { useSettings } from '../../store/live.ts'
import { failureNext, failureTitle } from '../../ui/failure-words.ts'
import { Note } from '../../ui/note.tsx'
import { useWords } from '../../ui/use-words.ts'
import { DiagnosticsSection } from './diagnostics-section.tsx'
import { FilesSection } from './files-section.tsx'
import { FoldersSection } from './folders-section.tsx'
import { HoursSection } from './hours-section.tsx'
import { LessonsSection } from './lessons-section.tsx'
import { LooksSection } from './looks-section.tsx'
import { MailboxSection } from './mailbox-section.tsx'
import { RepliesSection } from './replies-section.tsx'
import { useSaveSettings } from './save-settings.ts'
import { ShopSection } from './shop-section.tsx'
import { YouSection } from './you-section.tsx'

/** The settings: few, each saved as it is changed, each with what it does beside it. */
export function Settings() {
  const t = useWords()
  const { settings, loaded } = useSettings()
  const { save, saveHours, failure } = useSaveSettings(settings)
  const section = { settings, save, saveHours }
  return (
    <div className="settings" aria-busy={!loaded}>
      <div className="settings-page">
        <header>
          <h1 className="settings-heading">{t('settings.title')}</h1>
          <p className="quiet settings-line">{t('settings.saved-at-once')}</p>
        </header>
        {failure === null ? null : (
          <Note kind="late" title={t('settings.not-saved')}>
            {failureTitle(failure.code, t)} {failureNext(failure.code, t)}
            {failure.detail === '' ? null : <p className="quiet detail settings-line">{failure.detail}</p>}
          </Note>
        )}
        {loaded ? (
          <>
            <YouSection {...section} />
            <ShopSection {...section} />
            <HoursSection {...section} />
            <RepliesSection {...section} />
            <LessonsSection />
            <LooksSection {...section} />
            <MailboxSection />
            <FoldersSection {...section} />
            <FilesSection {...section} />
            <DiagnosticsSection settings={settings} />
          </>
        ) : null}
      </div>
    </div>
  )
}
