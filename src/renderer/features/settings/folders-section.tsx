import { Checkbox, Select, Stack } from '@mantine/core'
import type { SettingsChange } from '#contract/shop.ts'
import { runCommand } from '../../store/commands.ts'
import { useFolderDetails, useServerFolders } from '../../store/sync.ts'
import { useWords } from '../../ui/use-words.ts'
import type { SectionProps } from './save-settings.ts'
import { Section } from './section.tsx'
import { asksForSent, sentCandidates } from './sent-candidates.ts'

const mostOthers = 50

/** Which folders of the server are kept here, and which one is Sent where the server does not say. */
export function FoldersSection({ settings, save }: SectionProps) {
  const t = useWords()
  const listed = useServerFolders()
  const kept = useFolderDetails() ?? []
  const fixed = kept.filter(({ role, path }) => role !== 'other' && listed.some((folder) => folder.path === path))
  const others = listed.filter(({ path, role }) => role === 'other' && !fixed.some((folder) => folder.path === path))
  const isAsking = asksForSent(listed, settings.sentFolder)
  const saveFolders = (change: SettingsChange): void => {
    save(change)
    // The server is asked anew, so that the choice counts from now on.
    void runCommand({ kind: 'reconnect' })
  }
  return (
    <Section
      title={t('settings.folders')}
      effect={
        <>
          <p className="settings-line">{t('settings.folders-effect')}</p>
          <p className="settings-line">{t('settings.folders-untick')}</p>
          {isAsking ? <p className="settings-line">{t('settings.sent-folder-effect')}</p> : null}
        </>
      }
    >
      {listed.length === 0 ? <p className="settings-line quiet">{t('settings.folders-not-yet')}</p> : null}
      {fixed.length === 0 ? null : (
        <div>
          <p className="settings-label">{t('settings.folders-kept')}</p>
          <ul className="settings-folders">
            {fixed.map(({ path, role }) => (
              <li key={path} data-kept={path}>
                {path} <span className="quiet">{t(`role.${role}`)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {listed.length === 0 ? null : (
        <Checkbox.Group
          label={t('settings.folders-others')}
          value={[...settings.otherFolders]}
          onChange={(paths) => saveFolders({ otherFolders: paths })}
        >
          <Stack gap={6} mt={4}>
            {others.length === 0 ? <p className="settings-line quiet">{t('settings.folders-no-others')}</p> : null}
            {others.map(({ path }) => (
              <Checkbox
                key={path}
                value={path}
                label={path}
                disabled={settings.otherFolders.length >= mostOthers && !settings.otherFolders.includes(path)}
              />
            ))}
            {settings.otherFolders.length >= mostOthers ? <p className="settings-line quiet">{t('settings.folders-most')}</p> : null}
          </Stack>
        </Checkbox.Group>
      )}
      {isAsking ? (
        <Select
          label={t('settings.sent-folder')}
          description={t('settings.sent-folder-hint')}
          data-sent-folder
          data={[{ value: '', label: automaticWords(listed, t) }, ...sentCandidates(listed).map((path) => ({ value: path, label: path }))]}
          value={settings.sentFolder ?? ''}
          allowDeselect={false}
          onChange={(path) => saveFolders({ sentFolder: path === null || path === '' ? null : path })}
        />
      ) : null}
    </Section>
  )
}

function automaticWords(listed: ReturnType<typeof useServerFolders>, t: ReturnType<typeof useWords>): string {
  const marked = listed.find(({ role }) => role === 'sent')
  return marked === undefined ? t('settings.sent-folder-none') : t('settings.sent-folder-auto', { folder: marked.path })
}
