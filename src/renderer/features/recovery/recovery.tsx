import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { desktop } from '../../app/desktop.ts'
import { useCounter } from '../../store/store.ts'
import { Empty } from '../../ui/empty.tsx'
import { failureTitle } from '../../ui/failure-words.ts'
import { useWords } from '../../ui/use-words.ts'

type Kept = { readonly drafts: number; readonly replies: number; readonly verdicts: number }

/** The local store cannot be opened: what happened, what is kept, and the ways on. */
export function Recovery({ detail }: { readonly detail: string }) {
  const t = useWords()
  const isFull = useCounter((state) => state.isDiskFull)
  const [kept, setKept] = useState<Kept | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  const [renewing, setRenewing] = useState(false)
  useEffect(() => {
    void desktop.countKept({}).then((counted) => {
      if (counted.ok) setKept(counted.value)
    })
  }, [])
  const save = async (): Promise<void> => {
    const written = await desktop.exportKept({})
    if (!written.ok) setSaved(failureTitle(written.failure.code, t))
    else if (written.value.folder !== null) setSaved(t('recovery.exported', { folder: written.value.folder }))
  }
  return (
    <main className="recovery" role="alert">
      <Empty title={t('recovery.title')} text={t(isFull ? 'recovery.full' : 'recovery.what')}>
        <p className="empty-text" data-kept={kept !== null}>
          {kept === null ? t('recovery.counting') : t('recovery.kept', kept)}
        </p>
        {isFull ? null : <p className="empty-text">{t('recovery.next')}</p>}
        {isFull ? null : (
          <Button
            size="compact-md"
            loading={renewing}
            onClick={() => {
              setRenewing(true)
              void desktop.renewStore({})
            }}
          >
            {t('recovery.renew')}
          </Button>
        )}
        <Button
          size="compact-md"
          variant="default"
          onClick={() => {
            void desktop.reload({})
          }}
        >
          {t('recovery.again')}
        </Button>
        <Button size="compact-md" variant="default" onClick={() => void save()}>
          {t('recovery.export')}
        </Button>
        {saved === null ? null : <p className="empty-text">{saved}</p>}
        <span className="quiet detail">
          {t('recovery.detail')} {detail}
        </span>
      </Empty>
    </main>
  )
}
