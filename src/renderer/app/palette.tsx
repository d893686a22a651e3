import { Spotlight } from '@mantine/spotlight'
import { keysOf, userCommands } from '../store/user-commands.ts'
import { useWords } from '../ui/use-words.ts'
import { useSelected } from './use-selected.ts'

/** Everything a helper can do, found by name: Ctrl-K, or Command-K on a Mac. */
export function Palette() {
  const t = useWords()
  const selected = useSelected()
  const actions = userCommands
    .filter((command) => command.enabled(selected))
    .map((command) => ({
      id: command.id,
      label: t(command.label),
      description: keysOf(command),
      onClick: () => {
        // After the palette has given the focus back.
        setTimeout(() => {
          command.perform(selected)
        }, 0)
      },
    }))
  return (
    <Spotlight
      actions={actions}
      shortcut="mod + K"
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      maxHeight={420}
      searchProps={{ placeholder: t('palette.placeholder'), 'aria-label': t('palette.placeholder') }}
    />
  )
}
