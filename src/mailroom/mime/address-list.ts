import type { AddressObject, EmailAddress } from 'mailparser'
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
