import { Button } from '@mantine/core'
import { runCommand } from '../../store/commands.ts'
import { useStoreNotice } from '../../store/live.ts'
import { useCounter } from '../../store/store.ts'
import { useWords } from '../../ui/use-words.ts'

/** What happened to the local store, until somebody has read it; and that the disk is full, as long as it is. */
export function StoreNotice() {
  const t = useWords()
  const notice = useStoreNotice()
  const isFull = useCounter((state) => state.isDiskFull || state.outsideFailure?.code === 'disk-full')
  return (
    <>
      {isFull ? (
        <div className="stuck-banner" role="alert" data-notice="disk-full">
          {t('notice.disk-full')}
        </div>
      ) : null}
      {notice == null ? null : (
        <div className="demo-banner" role="alert" data-notice={notice.kind}>
          {t(`notice.${notice.kind}`)} {t('notice.kept', { drafts: notice.drafts, replies: notice.replies, verdicts: notice.verdicts })}
          <Button size="compact-xs" variant="white" color="dark" onClick={() => void runCommand({ kind: 'dismiss-notice' })}>
            {t('notice.dismiss')}
          </Button>
        </div>
      )}
    </>
  )
}
