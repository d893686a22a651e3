import { Button, Checkbox, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Failure } from '#contract/failure.ts'
import { useSettings } from '../../store/live.ts'
import { useWords } from '../../ui/use-words.ts'
import { fingerprintLines } from './fingerprint-lines.ts'

type Props = {
  readonly failure: Failure
  readonly isBusy: boolean
  readonly onTrust: (fingerprint: string) => void
  readonly onForget: () => void
}

/**
 * The certificate behind a failure, to compare with what the provider says.
 *
 * An unknown issuer can be overruled for this one certificate, in two deliberate steps; an expired one or a wrong name
 * cannot. A changed one can only be looked at anew, which asks again.
 */
export function CertificateNote({ failure, isBusy, onTrust, onForget }: Props) {
  const t = useWords()
  const { settings } = useSettings()
  const [hasCompared, setCompared] = useState(false)
  const { certificate } = failure
  if (certificate === undefined) return null
  return (
    <Stack gap="xs" my="xs" align="flex-start">
      <dl className="welcome-certificate">
        <dt>{t('certificate.subject')}</dt>
        <dd>{certificate.subject === '' ? t('certificate.no-subject') : certificate.subject}</dd>
        <dt>{t('certificate.valid-to')}</dt>
        <dd>{sayDate(certificate.validTo, settings.language)}</dd>
        <dt>{t('certificate.fingerprint')}</dt>
        <dd data-fingerprint={certificate.seen}>
          <Fingerprint hex={certificate.seen} />
        </dd>
        {certificate.expected === undefined ? null : (
          <>
            <dt>{t('certificate.expected')}</dt>
            <dd>
              <Fingerprint hex={certificate.expected} />
            </dd>
          </>
        )}
      </dl>
      {failure.code === 'certificate-untrusted' ? (
        <>
          <p className="welcome-note-line">{t('certificate.trust-text')}</p>
          <Checkbox
            label={t('certificate.compared')}
            checked={hasCompared}
            disabled={isBusy}
            onChange={(event) => setCompared(event.currentTarget.checked)}
          />
          <Button
            size="xs"
            color="red.9"
            disabled={isBusy || !hasCompared}
            onClick={() => {
              onTrust(certificate.seen)
            }}
          >
            {t('certificate.trust')}
          </Button>
        </>
      ) : null}
      {failure.code === 'certificate-changed' ? (
        <Button size="xs" variant="default" disabled={isBusy} onClick={onForget}>
          {t('certificate.look-again')}
        </Button>
      ) : null}
    </Stack>
  )
}

function Fingerprint({ hex }: { hex: string }) {
  return (
    <code className="welcome-fingerprint">
      {fingerprintLines(hex).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </code>
  )
}

/** The end of validity as a date; as it came where it is none. */
function sayDate(iso: string, language: 'en' | 'fr'): string {
  const at = Date.parse(iso)
  return Number.isNaN(at) ? iso : new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long' }).format(at)
}
