import { chownSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { composeSource } from './compose-source.ts'
import { Dice } from './dice.ts'
import { Letters } from './letters.ts'
import type { Owner } from './make-mailbox.ts'
import { connect } from './warm-up.ts'
import { shopWords } from './words.ts'

/** What another computer does to a mailbox between two looks at it; flags change among the first `among` messages of INBOX. */
export type MailboxChange = { readonly newMessages: number; readonly flagChanges: number; readonly among: number }

/**
 * Delivers new customers' letters as an MTA does, and flags older messages of INBOX over IMAP: an even `round` sets the flag,
 * the odd one after it takes the same ones off. When it resolves the server has it all.
 */
export async function changeMailbox(
  { port, maildir, owner }: { port: number; maildir: string; owner: Owner },
  change: MailboxChange,
  { round, at }: { round: number; at: number },
): Promise<void> {
  const dice = new Dice(1000 + round)
  const letters = new Letters(dice, `new${round}`)
  for (let index = 0; index < change.newMessages; index += 1) {
    const { letter } = letters.question(`new${round}.${index}@post.example`, dice.roll() < 0.55 ? shopWords[0] : shopWords[1])
    const seconds = Math.floor(at / 1000) + index
    const name = `${seconds}.M${String(index).padStart(6, '0')}R${round}.bench`
    const temporary = path.join(maildir, 'tmp', name)
    writeFileSync(temporary, composeSource(letter, seconds * 1000, dice).source)
    chownSync(temporary, owner.uid, owner.gid)
    utimesSync(temporary, seconds, seconds)
    renameSync(temporary, path.join(maildir, 'new', name))
  }
  const client = await connect(port)
  try {
    await client.mailboxOpen('INBOX')
    const first = Math.floor(round / 2) * 131
    const chosen = new Set(Array.from({ length: change.flagChanges }, (_, index) => 1 + ((first + index * 7919) % change.among)))
    const range = [...chosen].join(',')
    if (round % 2 === 0) await client.messageFlagsAdd(range, ['\\Flagged'])
    else await client.messageFlagsRemove(range, ['\\Flagged'])
  } finally {
    await client.logout()
  }
}
