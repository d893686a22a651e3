import { Button, Group, Text } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { MessageRow } from '../../store/types.ts'
import { runCommand } from '../../store/commands.ts'
import { useFiles } from '../../store/live.ts'
import { useWords } from '../../ui/use-words.ts'
import { imageAddresses } from './image-addresses.ts'
import { sanitiseMail } from './sanitise-mail.ts'

/**
 * The frame's own policy: nothing loads, nothing runs. Images are data: alone; the frame has no script, no form, no
 * network, whatever the html in it says.
 */
export const framePolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

/** The document that a message frame shows around sanitised html. */
export function frameDocument(html: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${framePolicy}"><base target="_blank"><style>html{overflow-x:auto}body{display:flow-root;margin:8px;font:15px/1.55 system-ui,sans-serif;color:#222;overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}blockquote{margin:0 0 0 8px;padding-left:8px;border-left:2px solid #ccc}::highlight(search-hit){background-color:#ffe08a;color:#222}</style></head><body>${html}</body></html>`
}

/** A message's html parts, each made safe and framed apart; remote images wait for a click. */
export function MessageFrames({ row, parts }: { row: MessageRow; parts: readonly string[] }) {
  const t = useWords()
  const files = useFiles(row.id)
  const images = useMemo(() => imageAddresses(files, row.attachments), [files, row.attachments])
  const safe = useMemo(() => parts.map((part) => sanitiseMail(part, images)), [parts, images])
  const failures = new Map(files.filter((file) => file.failure !== null).map((file) => [file.name, file.failure]))
  const waiting = [...new Set(safe.flatMap((part) => part.remoteImages))].filter((url) => !failures.has(url))
  return (
    <>
      {waiting.length === 0 ? null : (
        <Group gap="xs" mb="xs" data-remote-images={waiting.length}>
          <Text size="sm" className="quiet">
            {t('message.images-blocked', { count: waiting.length })}
          </Text>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              for (const url of waiting.slice(0, 100)) void runCommand({ kind: 'show-image', messageRow: row.id, url: url.slice(0, 4000) })
            }}
          >
            {t('message.show-images')}
          </Button>
        </Group>
      )}
      {failures.size === 0 ? null : (
        <Text size="sm" className="quiet" mb="xs">
          {t('message.images-failed', { count: failures.size })}
        </Text>
      )}
      {safe.map((part, index) =>
        part.isTooLarge ? (
          <Text key={index} size="sm" className="quiet">
            {t('message.too-large')}
          </Text>
        ) : (
          <Frame key={index} html={part.html} title={t('message.frame-title')} />
        ),
      )}
    </>
  )
}

const tallestPx = 6000

/**
 * One scriptless frame. `allow-same-origin` lets us read its height; without `allow-scripts` nothing in it runs.
 * `allow-popups` lets a click on a link reach the window-open handler, which denies it and opens it outside.
 */
export function Frame({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(80)
  const document = useMemo(() => frameDocument(html), [html])
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    let observer: ResizeObserver | null = null
    const watch = (): void => {
      const body = element.contentDocument?.body
      if (body == null) return
      const measure = (): void => {
        setHeight(Math.min(tallestPx, Math.max(40, body.scrollHeight + 18)))
      }
      measure()
      observer?.disconnect()
      observer = new ResizeObserver(measure)
      observer.observe(body)
    }
    element.addEventListener('load', watch)
    watch()
    return () => {
      element.removeEventListener('load', watch)
      observer?.disconnect()
    }
  }, [document])
  return (
    <iframe
      ref={frame}
      className="message-frame"
      title={title}
      sandbox="allow-same-origin allow-popups"
      referrerPolicy="no-referrer"
      srcDoc={document}
      style={{ height }}
      data-message-frame
    />
  )
}
