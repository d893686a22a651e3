import libmime from 'libmime'
import type { AddressObject, EmailAddress } from 'mailparser'
import addressparser from 'nodemailer/lib/addressparser'
import type { Address } from '#core/model/message.ts'

/**
 * Flattens what mailparser makes of an address header: several headers and groups (RFC 5322 section 3.4) become one list.
 *
 * Addresses are in lower case; an entry with no address is left out.
 */
export function addressList(value: AddressObject | readonly AddressObject[] | undefined): readonly Address[] {
  if (value === undefined) return []
  const objects: readonly AddressObject[] = 'value' in value ? [value] : value
  return objects.flatMap((object) => object.value.flatMap((entry) => flatten(entry, 0)))
}

function flatten(entry: EmailAddress, depth: number): readonly Address[] {
  if (entry.group !== undefined && depth < 3) return entry.group.flatMap((member) => flatten(member, depth + 1))
  const address = (entry.address ?? '').trim().toLowerCase()
  return address === '' ? [] : [{ name: entry.name.trim(), address }]
}

/** A field that is longer is cut between two people. */
const fieldLimit = 128 * 1024
const mostPeople = 1000

/**
 * The people of a raw address field (RFC 5322 section 3.4), groups flattened, a thousand at most; addresses in lower case.
 *
 * Parsed before encoded words are decoded, and only names are decoded: an encoded word can hold no second address.
 */
export function parseAddresses(field: string): readonly Address[] {
  const whole = field.length <= fieldLimit ? field : field.slice(0, Math.max(0, field.lastIndexOf(',', fieldLimit)))
  return addressparser(whole, { flatten: true })
    .slice(0, mostPeople)
    .map(({ name, address }) => ({ name: decodeName(name), address: address.trim().toLowerCase() }))
    .filter(({ name, address }) => name !== '' || address !== '')
}

function decodeName(name: string): string {
  try {
    return libmime.decodeWords(name).trim()
  } catch {
    return name.trim()
  }
}
