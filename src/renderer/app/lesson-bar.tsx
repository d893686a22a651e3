import { Button } from '@mantine/core'
import { runCommand } from '../store/commands.ts'
import { useLessonPreview } from '../store/lessons.ts'
import { useWords } from '../ui/use-words.ts'

/** What else a verdict would move: asked, never done by itself. */
export function LessonBar() {
  const t = useWords()
  const preview = useLessonPreview()
  if (preview === undefined || preview === null) return null
  return (
    <div className="lesson-bar" role="status" data-lesson={preview.lane}>
      <span>{t(preview.lane === 'pitch' ? 'lesson.would-move-pitch' : 'lesson.would-move-customer', { count: preview.ids.length })}</span>
      <Button size="compact-xs" variant="filled" onClick={() => void runCommand({ kind: 'follow-lesson', follow: true })}>
        {t('lesson.follow')}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => void runCommand({ kind: 'follow-lesson', follow: false })}>
        {t('lesson.leave')}
      </Button>
    </div>
  )
}
