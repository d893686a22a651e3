import libmime from 'libmime'
import type { Headers } from '#core/model/message.ts'

const fieldLimit = 500
const valueLimit = 20_000

/** Header fields of a raw header block, unfolded, encoded words decoded (RFC 5322 section 2.2.3, RFC 2047). */
export function headerFields(block: string): Headers {
  const fields: [string, string][] = []
  for (const line of block.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon < 1 || fields.length >= fieldLimit) continue
    const value = line.slice(colon + 1, colon + 1 + valueLimit).trim()
    fields.push([line.slice(0, colon).trim().toLowerCase(), value.includes('=?') ? decodeWords(value) : value])
  }
  return fields
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
