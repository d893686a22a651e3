import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { desktop } from '../../app/desktop.ts'
import { useWords } from '../../ui/use-words.ts'

/** A button that opens a provider's page in the browser, and says whose it is. */
export function ProviderLink({ url, label }: { url: string; label: 'connect.help-page' | 'connect.app-password-page' }) {
  const t = useWords()
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconExternalLink size={14} aria-hidden />}
      onClick={() => {
        void desktop.openLink({ url })
      }}
    >
      {t(label, { host: hostOf(url) })}
    </Button>
  )
}

/** URL.canParse came with Chrome 120, after the oldest runtime we serve. */
function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return url
  }
}
