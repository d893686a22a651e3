import type { Address, Attachment } from '../model/message.ts'

/** One message as the search index takes it in; `id` is its row id, so that ids stand in order of arrival. */
export type SearchDoc = {
  readonly id: number
  readonly subject: string
  /** Names and addresses of those behind it. */
  readonly sender: string
  readonly recipients: string
  /** The whole visible text, quoted parts included. */
  readonly text: string
  readonly files: readonly string[]
}

/** What is searched of a message: everything a reader sees of it. */
export function searchDocOf(
  row: {
    readonly id: number
    readonly subject: string
    readonly from: Address
    readonly author: Address
    readonly to: readonly Address[]
    readonly cc: readonly Address[]
    readonly attachments: readonly Attachment[]
  },
  text: string,
): SearchDoc {
  const isOther = row.author.address !== row.from.address || row.author.name !== row.from.name
  return {
    id: row.id,
    subject: row.subject,
    sender: people(isOther ? [row.from, row.author] : [row.from]),
    recipients: people([...row.to, ...row.cc]),
    text,
    files: row.attachments.filter((file) => !file.inline || file.contentId === '').map((file) => file.name),
  }
}

function people(addresses: readonly Address[]): string {
  return addresses.map(({ name, address }) => (name === '' ? address : `${name} ${address}`)).join('\n')
}
