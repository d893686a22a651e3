import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { brakePauseMs, needsPersonToForget } from '#core/sync/deletion-brake.ts'
import type { HeldFolder } from '#data/read/sync-details.ts'
import { sayDue } from '#locale/say-time.ts'
import { runCommand } from '../store/commands.ts'
import { useTimeContext } from '../store/live.ts'
import { useHeldFolders } from '../store/sync.ts'
import { sayCount } from './say-progress.ts'
import { useWords } from './use-words.ts'

/** Deletions that were too large to be believed at once: what the server says, what is kept, and what a person can do. Calm, since nothing is lost. */
export function HeldNotices() {
  const held = useHeldFolders()
  return held.map((folder) => <HeldNotice key={folder.path} folder={folder} />)
}

function HeldNotice({ folder: { path, here, held } }: { folder: HeldFolder }) {
  const t = useWords()
  const time = useTimeContext()
  const [isAsking, setAsking] = useState(false)
  const [isRefused, setRefused] = useState(false)
  const isEmptied = needsPersonToForget(held.count, here)
  const looksAt = held.since + brakePauseMs
  // Plural forms go by the number itself; what is shown is the number as people write it.
  const words = (base: 'held.title' | 'held.still-here' | 'held.empty-text' | 'held.sure'): string =>
    t(base, { count: held.count, folder: path }).replace(String(held.count), sayCount(held.count, time.language))
  const accept = async (): Promise<void> => {
    const accepted = await runCommand({ kind: 'accept-deletion', folder: path })
    setRefused(!accepted.ok)
    setAsking(false)
  }
  return (
    <section className="held-notice" role="note" data-held={path}>
      <p className="held-line">{isEmptied ? t('held.empty-title', { folder: path }) : words('held.title')}</p>
      <p className="held-line quiet">
        {held.isAccepted
          ? t('held.accepted')
          : isEmptied
            ? words('held.empty-text')
            : `${words('held.still-here')} ${looksAt > time.now ? t('held.looks-again', { time: sayDue(looksAt, time) }) : t('held.looks-soon')}`}
      </p>
      {isRefused ? (
        <p className="held-line tight-text" role="alert">
          {t('held.refused')}
        </p>
      ) : null}
      {isAsking ? (
        <div role="alert">
          <p className="held-line">{words('held.sure')}</p>
          <Group gap="xs">
            <Button size="compact-xs" variant="default" data-autofocus onClick={() => setAsking(false)}>
              {t('held.no')}
            </Button>
            <Button size="compact-xs" variant="default" data-held-yes onClick={() => void accept()}>
              {t('held.yes')}
            </Button>
          </Group>
        </div>
      ) : held.isAccepted ? null : (
        <Group gap="xs">
          <Button size="compact-xs" variant="default" data-held-check onClick={() => void runCommand({ kind: 'sync-now' })}>
            {t('held.check')}
          </Button>
          <Button size="compact-xs" variant="default" data-held-accept onClick={() => setAsking(true)}>
            {t('held.accept')}
          </Button>
        </Group>
      )}
    </section>
  )
}
