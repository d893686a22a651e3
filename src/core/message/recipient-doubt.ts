import type { Address } from '../model/message.ts'
import { isNoReply } from './sender-address.ts'
import { answersElsewhere, senderWarnings, type Correspondence } from './sender-warnings.ts'

/** Why it is not plain who should get an answer, and the addresses to choose from: first the one it would go to. */
export type RecipientDoubt = {
  readonly why: 'answers-elsewhere' | 'known-name' | 'new-person'
  readonly options: readonly string[]
}

/**
 * Asks before the first answer to somebody who may not be who they seem: the mail wants answers in another house, or its
 * author is new in the conversation. A forged In-Reply-To costs nothing, so a conversation proves nobody.
 *
 * Null once the shop has written to that address in this conversation. `thread` is the whole conversation in order and
 * holds `answered`; see `senderWarnings` for `ourselves`.
 */
export function recipientDoubt(
  answered: Correspondence,
  thread: readonly Correspondence[],
  ourselves: readonly Address[],
): RecipientDoubt | null {
  const to = answered.author.address
  const wrote = thread.some((one) => one.direction === 'out' && [...one.to, ...one.cc].some(({ address }) => address === to))
  if (answered.direction === 'out' || wrote) return null
  const earlier = thread.slice(0, Math.max(0, thread.indexOf(answered)))
  if (answersElsewhere(answered)) return { why: 'answers-elsewhere', options: choices(to, answered.from.address) }
  const newcomer = senderWarnings(answered, earlier, ourselves).find(({ kind }) => kind === 'known-name' || kind === 'new-person')
  if (newcomer === undefined || (newcomer.kind !== 'known-name' && newcomer.kind !== 'new-person')) return null
  const before = earlier.findLast((one) => one.direction === 'in' && (one.kind === 'human' || one.kind === 'form'))
  const wroteTo = earlier.findLast((one) => one.direction === 'out')?.to[0]
  return { why: newcomer.kind, options: choices(to, before?.author.address ?? wroteTo?.address ?? '') }
}

function choices(to: string, other: string): readonly string[] {
  return [to, other].filter(
    (address, index, all) => address !== '' && all.indexOf(address) === index && (index === 0 || !isNoReply(address)),
  )
}
