import type { FetchedMail, SentBlock } from '#contract/mail.ts'
import { packBodies } from './pack-bodies.ts'
import type { ReadMail } from './read-mail.ts'

/** Mails as they cross to the engine: what rules and lists need of each, and the texts of all packed in a few blocks, which nobody unpacks before they are read. */
export function packMails(read: readonly ReadMail[]): { mails: FetchedMail[]; blocks: SentBlock[] } {
  const withBody = read.filter(({ mail }) => mail.text !== '' || mail.htmlParts.length > 0)
  const { blocks, spots } = packBodies(withBody.map(({ mail }) => mail))
  const spotOf = new Map(withBody.map((each, index) => [each, spots[index] ?? null]))
  const mails = read.map((each) => {
    const { htmlParts: _packed, ...mail } = each.mail
    return { ...each, mail: mail as FetchedMail['mail'], spot: spotOf.get(each) ?? null }
  })
  return { mails, blocks: blocks.map(({ bytes, ends, firsts }) => ({ bytes, packing: 'deflate', ends: [...ends], firsts: [...firsts] })) }
}
