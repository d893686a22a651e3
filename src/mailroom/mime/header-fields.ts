import libmime from 'libmime'
import type { Headers } from '#core/model/message.ts'

const fieldLimit = 500
const valueLimit = 20_000
/** More than this of a header block is not read. */
const blockLimit = 1024 * 1024

/** Fields that are read wherever they stand: a stranger's five hundred others must not hide who wrote and about what. */
const essential = new Set(
  'from to cc reply-to subject date message-id in-reply-to references content-type auto-submitted list-id list-unsubscribe precedence'.split(
    ' ',
  ),
)
const essentialLimit = 100

/** Header fields of a header block's lines, encoded words decoded (RFC 2047). */
export function headerFields(lines: readonly string[]): Headers {
  const fields: [string, string][] = []
  let late = 0
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, Math.min(colon, 200)).trim().toLowerCase()
    if (fields.length >= fieldLimit) {
      if (!essential.has(name) || late >= essentialLimit) continue
      late += 1
    }
    const value = line.slice(colon + 1, colon + 1 + valueLimit).trim()
    fields.push([name, value.includes('=?') ? decodeWords(value) : value])
  }
  return fields
}

/** All fields of one name (lower case) as they came, unfolded, with commas between: for addresses, which are parsed before anything is decoded. */
export function rawField(lines: readonly string[], name: string): string {
  return lines
    .filter((line) => line.length > name.length && line[name.length] === ':' && line.slice(0, name.length).toLowerCase() === name)
    .slice(0, 20)
    .map((line) => line.slice(name.length + 1).trim())
    .join(', ')
}

/** The lines of a raw header block, unfolded (RFC 5322 section 2.2.3). */
export function headerLines(block: string): string[] {
  return block
    .slice(0, blockLimit)
    .replace(/\r?\n(?=[ \t])/g, '')
    .split(/\r?\n/)
}

/** The first field of that name (lower case); empty where there is none. */
export function headerValue(headers: Headers, name: string): string {
  return headers.find(([field]) => field === name)?.[1] ?? ''
}

/** Message ids of an In-Reply-To or References field, without angle brackets, at most 100. */
export function messageIds(value: string): string[] {
  return [...value.slice(0, valueLimit).matchAll(/<([^<>\s]{1,990})>/g)].slice(-100).map((match) => match[1] ?? '')
}

function decodeWords(value: string): string {
  try {
    return libmime.decodeWords(value)
  } catch {
    return value
  }
}
