import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Settings } from '#contract/shop.ts'
import { storeFacts } from '#data/read/diagnostics.ts'
import { shop } from '#data/read/shop.ts'
import { desktop } from '../../app/desktop.ts'
import { useCounter } from '../../store/store.ts'
import { useWords } from '../../ui/use-words.ts'
import { diagnosticsText } from './diagnostics-text.ts'
import { Section } from './section.tsx'

/** What helps somebody else to help: shown in full, so that everybody sees what they copy. */
export function DiagnosticsSection({ settings }: { settings: Settings }) {
  const t = useWords()
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState<'copied' | 'not-copied' | null>(null)
  const shown = useRef<HTMLPreElement>(null)
  useEffect(() => {
    let isWanted = true
    void writeText(settings).then((written) => {
      if (isWanted) setText(written)
    })
    return () => {
      isWanted = false
    }
  }, [settings])
  const copy = async (): Promise<void> => {
    const written = await writeText(settings)
    setText(written)
    const isCopied = (await desktop.copyText({ text: written })).ok
    if (!isCopied && shown.current !== null) getSelection()?.selectAllChildren(shown.current)
    setOutcome(isCopied ? 'copied' : 'not-copied')
  }
  return (
    <Section title={t('settings.diagnostics')} effect={<p className="settings-line">{t('settings.diagnostics-effect')}</p>}>
      <pre className="settings-preview diagnostics" ref={shown} tabIndex={0} aria-label={t('settings.diagnostics')} data-diagnostics>
        {text}
      </pre>
      <div>
        <Button variant="default" size="xs" data-copy-diagnostics onClick={() => void copy()}>
          {t('settings.diagnostics-copy')}
        </Button>{' '}
        <span role="status" className="quiet">
          {outcome === null ? '' : t(outcome === 'copied' ? 'settings.diagnostics-copied' : 'settings.diagnostics-not-copied')}
        </span>
      </div>
    </Section>
  )
}

async function writeText(settings: Settings): Promise<string> {
  const { boot } = useCounter.getState()
  const { usage, quota } = await navigator.storage.estimate()
  return diagnosticsText({
    version: boot?.version ?? '',
    platform: boot?.platform ?? '',
    userAgent: navigator.userAgent,
    mode: boot?.mode ?? 'real',
    keepsPasswords: boot?.keepsPasswords ?? false,
    account: boot?.account ?? null,
    settings,
    store: await storeFacts(shop),
    disk: { usage: usage ?? null, quota: quota ?? null },
    now: Date.now() + (boot?.clockOffsetMs ?? 0),
  })
}
