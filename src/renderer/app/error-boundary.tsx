import { Component, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { Empty } from '../ui/empty.tsx'
import { wordsNow } from '../store/words-now.ts'
import { desktop } from './desktop.ts'

/** A screen that broke says so, keeps the rest, and offers to come back; drafts are in the journal. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { problem: string | null }> {
  override state = { problem: null as string | null }

  static getDerivedStateFromError(error: unknown): { problem: string } {
    return { problem: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    if (this.state.problem === null) return this.props.children
    const t = wordsNow()
    return (
      <Empty title={t('broken.title')} text={t('broken.text')}>
        <span className="quiet detail">{this.state.problem}</span>
        <Button
          size="compact-md"
          onClick={() => {
            void desktop.reload({})
          }}
        >
          {t('broken.reload')}
        </Button>
      </Empty>
    )
  }
}
