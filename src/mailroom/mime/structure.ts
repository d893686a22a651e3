import type { MessageStructureObject } from 'imapflow'
import type { Attachment } from '#core/model/message.ts'

/** A text part to fetch: where it is and how it is written. */
export type TextPart = {
  readonly part: string
  readonly kind: 'plain' | 'html'
  readonly encoding: string
  readonly charset: string
  readonly size: number
}

/** What a message's structure (BODYSTRUCTURE, RFC 3501 section 7.4.2) tells before any part is fetched. */
export type Outline = { readonly texts: readonly TextPart[]; readonly attachments: readonly Attachment[]; readonly isCut?: boolean }

const depthLimit = 50
const partLimit = 500

/** The text parts to read and the attachments to list; of an alternative both its plain and its html part are taken. */
export function readStructure(root: MessageStructureObject): Outline {
  const texts: TextPart[] = []
  const attachments: Attachment[] = []
  let isCut = false
  const visit = (node: MessageStructureObject, depth: number): void => {
    if (depth > depthLimit || texts.length + attachments.length >= partLimit) {
      isCut = true
      return
    }
    if (node.childNodes !== undefined && node.type.startsWith('multipart/')) {
      for (const child of node.childNodes) visit(child, depth + 1)
      return
    }
    const name = node.dispositionParameters?.['filename'] ?? node.parameters?.['name'] ?? ''
    const isText = node.type === 'text/plain' || node.type === 'text/html'
    const part = node.part ?? '1'
    if (isText && node.disposition !== 'attachment' && name === '') {
      texts.push({
        part,
        kind: node.type === 'text/html' ? 'html' : 'plain',
        encoding: (node.encoding ?? '7bit').toLowerCase(),
        charset: node.parameters?.['charset'] ?? 'utf-8',
        size: node.size ?? 0,
      })
      return
    }
    attachments.push({
      name: name === '' ? defaultName(node.type) : name,
      type: node.type,
      size: decodedSize(node.size ?? 0, node.encoding ?? ''),
      part,
      contentId: (node.id ?? '').replace(/^<|>$/g, ''),
      inline: node.disposition === 'inline' || (node.disposition !== 'attachment' && node.id !== undefined),
    })
  }
  visit(root, 0)
  return isCut ? { texts, attachments, isCut } : { texts, attachments }
}

function defaultName(type: string): string {
  return type === 'message/rfc822' ? 'message.eml' : `attachment.${type.split('/')[1] ?? 'bin'}`
}

/** Base64 grows bytes by 4/3 and adds a line break every 76 characters. */
function decodedSize(encodedBytes: number, encoding: string): number {
  return encoding.toLowerCase() === 'base64' ? Math.floor((encodedBytes * 3 * 76) / (4 * 78)) : encodedBytes
}
