import type { Address } from '../model/message.ts'
import { shownText } from './shown-text.ts'

/** What stands where an address has a character that no address has; nobody can be answered there by mistake. */
const strange = '\uFFFD'

const longestName = 200
const longestLocalPart = 128
const longestDomain = 253

/** More people than this in one field are not listed. */
const mostPeople = 1000

/** The platform's own reading of internet names (IDNA); core knows neither Node nor the browser. */
const platform = globalThis as { readonly URL?: new (address: string) => { readonly hostname: string } }

/**
 * An address as it was parsed, fit to be shown and compared: lower case, the domain in its ASCII form.
 *
 * Nothing is taken out: a character that is unseen, or a second "@", must not turn one person's address into another's.
 * Strange characters become U+FFFD, and a local part that needs quotes gets them, so that the real domain is plain.
 */
export function shownAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const local = shownPart(at < 0 ? address : address.slice(0, at), longestLocalPart, /^[ \t\r\n]+/u)
  if (at < 0) return local
  const needsQuotes = /[@<>,;:"()[\]\\]/u.test(local)
  return `${needsQuotes ? `"${local.replaceAll('"', '')}"` : local}@${shownDomain(address.slice(at + 1))}`
}

/** The people of one header field, fit to be shown; a thousand at most. */
export function shownPeople(people: readonly Address[]): readonly Address[] {
  return people
    .slice(0, mostPeople)
    .map(({ name, address }) => ({ name: cut(shownText(name), longestName), address: shownAddress(address) }))
}

/** Whether an address cannot be what it looks like: it has strange characters, or a local part in quotes. */
export function isOddAddress(address: string): boolean {
  return address.includes(strange) || address.includes('"') || address.includes('…')
}

function shownDomain(domain: string): string {
  // Of a name too long its end is what counts.
  const end = domain.length <= longestDomain ? domain : `${strange}${domain.slice(-longestDomain)}`
  const plain = shownPart(end, longestDomain + 1, /[ \t\r\n]+$/u)
  if (plain.includes(strange) || /^[\u0021-\u007E]*$/u.test(plain)) return plain
  try {
    const ascii = platform.URL === undefined ? '' : new platform.URL(`http://${plain}`).hostname
    return /^[a-z0-9.-]+$/u.test(ascii) ? ascii : plain.replace(/[^\u0021-\u007E]/gu, strange)
  } catch {
    return plain.replace(/[^\u0021-\u007E]/gu, strange)
  }
}

function shownPart(part: string, longest: number, outside: RegExp): string {
  const plain = cut(part, longest).replace(outside, '')
  return plain.replace(/[\p{C}\p{Z}\u034F\u115F\u1160\u180B-\u180F\u3164\uFFA0]/gu, strange).toLowerCase()
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/u, '')}…`
}
