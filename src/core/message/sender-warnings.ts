import type { Address, Message } from '../model/message.ts'
import { fold } from './fold.ts'
import { domainOf, isFreeProvider } from './sender-address.ts'
import { isOddAddress } from './shown-address.ts'

/** What the rules need of a message; a stored row has it too. */
export type Correspondence = Pick<Message, 'from' | 'author' | 'to' | 'cc' | 'direction' | 'kind'> & {
  readonly otherSenders?: readonly Address[]
}

/** Something about a sender that a reader should see before believing the name. `domain` is where the mail says it is from. */
export type SenderWarning =
  | { readonly kind: 'several-senders'; readonly addresses: readonly string[] }
  | { readonly kind: 'name-says-address'; readonly said: string; readonly domain: string }
  | { readonly kind: 'known-name'; readonly name: string; readonly known: string; readonly domain: string }
  | { readonly kind: 'odd-address'; readonly domain: string }
  | { readonly kind: 'foreign-letters'; readonly domain: string }
  | { readonly kind: 'answers-elsewhere'; readonly address: string; readonly from: string }
  | { readonly kind: 'new-person'; readonly address: string }

const addressInName = /[^\s@<>"',;:()]{1,64}@[^\s@<>"',;:()]{1,190}/u
const domainInName = /(?:^|[\s"'(<[])((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24})(?=$|[\s"')>\],])/iu

/**
 * What a reader should know of who sent a message, most serious first.
 *
 * `earlier` are the messages before it in its conversation, `ourselves` the shop's name and helpers with the shop's own
 * addresses: a stranger who bears one of these names is no helper. Folder, From and Message-ID prove nothing, so nothing
 * here is proof either: it says what differs.
 */
export function senderWarnings(
  message: Correspondence,
  earlier: readonly Correspondence[],
  ourselves: readonly Address[],
): readonly SenderWarning[] {
  const { from } = message
  const domain = domainOf(from.address)
  const warnings: SenderWarning[] = []
  const others = message.otherSenders ?? []
  if (others.length > 0) warnings.push({ kind: 'several-senders', addresses: [from, ...others].map((one) => one.address) })
  if (message.direction === 'out') return warnings
  const said = addressSaid(from, domain, ourselves)
  if (said !== undefined) warnings.push({ kind: 'name-says-address', said, domain })
  if (isOddAddress(from.address)) warnings.push({ kind: 'odd-address', domain })
  if (hasForeignLetters(domain)) warnings.push({ kind: 'foreign-letters', domain })
  if (answersElsewhere(message)) warnings.push({ kind: 'answers-elsewhere', address: message.author.address, from: from.address })
  const known = knownUnderThisName(message, earlier, ourselves)
  if (known !== undefined) warnings.push({ kind: 'known-name', name: message.author.name, known, domain: domainOf(message.author.address) })
  else if (isNewPerson(message, earlier)) warnings.push({ kind: 'new-person', address: message.author.address })
  return warnings
}

/**
 * Whether answers would go to another house than the mail came from. A website form is meant to: its From is a machine.
 * Two mailboxes of a free provider are two houses.
 */
export function answersElsewhere({ from, author, kind, direction }: Correspondence): boolean {
  if (kind !== 'human' || direction === 'out' || author.address === from.address) return false
  const [here, there] = [domainOf(from.address), domainOf(author.address)]
  if (here === there) return isFreeProvider(here)
  return !here.endsWith(`.${there}`) && !there.endsWith(`.${here}`)
}

/** Whether a person writes into a conversation that neither they nor anybody else had them in before. */
export function isNewPerson(message: Correspondence, earlier: readonly Correspondence[]): boolean {
  if (message.direction === 'out' || earlier.length === 0 || (message.kind !== 'human' && message.kind !== 'form')) return false
  const known = addressesIn(earlier)
  return !known.has(message.author.address)
}

function addressesIn(messages: readonly Correspondence[]): ReadonlySet<string> {
  return new Set(messages.flatMap((one) => [one.from, one.author, ...one.to, ...one.cc].map(({ address }) => address)))
}

/** An address, or our own domain, that the name claims and the address is not. */
function addressSaid(from: Address, domain: string, ourselves: readonly Address[]): string | undefined {
  const address = addressInName.exec(from.name)?.[0].toLowerCase()
  if (address !== undefined) return address === from.address ? undefined : address
  const named = domainInName.exec(from.name)?.[1]?.toLowerCase()
  if (named === undefined || domain === named || domain.endsWith(`.${named}`) || named.endsWith(`.${domain}`)) return undefined
  const isOurs = ourselves.some((one) => domainOf(one.address) === named && !isFreeProvider(named))
  return isOurs ? named : undefined
}

/** The address that this name had before: ours, or somebody's earlier in the conversation. */
function knownUnderThisName(
  { author, kind }: Correspondence,
  earlier: readonly Correspondence[],
  ourselves: readonly Address[],
): string | undefined {
  const name = plain(author.name)
  if (name.length < 4 || kind === 'automated' || kind === 'bounce' || addressesIn(earlier).has(author.address)) return undefined
  const people = [...ourselves, ...earlier.flatMap((one) => [one.author, one.from, ...one.to, ...one.cc])]
  if (ourselves.some((one) => one.address === author.address || domainOf(one.address) === domainOf(author.address))) return undefined
  return people.find((one) => plain(one.name) === name && one.address !== author.address)?.address
}

function plain(name: string): string {
  return fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function hasForeignLetters(domain: string): boolean {
  return domain.split('.').some((label) => label.startsWith('xn--'))
}
