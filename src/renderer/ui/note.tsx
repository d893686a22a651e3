import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'

const colors = { late: 'var(--counter-late)', tight: 'var(--counter-tight)', quiet: 'var(--counter-accent)' }

type Props = { readonly kind: keyof typeof colors; readonly title: string; readonly code?: string; readonly children?: ReactNode }

/** A boxed note: what happened and what to do. late and tight are announced at once, quiet is not; `code` is for tests. */
export function Note({ kind, title, code, children }: Props) {
  return (
    <Alert
      role={kind === 'quiet' ? 'note' : 'alert'}
      className="note"
      title={title}
      data-failure={code}
      vars={() => ({
        root: { '--alert-bg': 'var(--counter-surface)', '--alert-color': colors[kind], '--alert-bd': '1px solid var(--counter-line)' },
      })}
    >
      {children}
    </Alert>
  )
}
