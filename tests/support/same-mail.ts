import { readFileSync } from 'node:fs'
import { readBodies } from '#data/read/bodies.ts'
import { placesOf } from '#data/write/place-blocks.ts'
import type { ShopDatabase } from '#data/database.ts'
import type { UserMailbox } from './dovecot-user.ts'
import { letter } from './letters.ts'

/** A mail that tells in its body which one it is; some are long, some have an attachment. */
export function numberedMail(name: string, sentAt: number, size: 'short' | 'long' | 'attached' = 'short'): string {
  const filling = size === 'short' ? '' : `${'It was to be a present for my sister, and it is still not here. '.repeat(60)}\n`.repeat(3)
  const mail = letter({
    from: `Customer ${name} <${name}@post.example>`,
    subject: `Order ${name}`,
    text: `This is ${name}.\r\n${filling}`,
    messageId: `${name}@post.example`,
    date: new Date(sentAt),
  })
  if (size !== 'attached') return mail
  const [head = ''] = mail.split('\r\nMIME-Version')
  const bytes =
    Buffer.alloc(9_000, name)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  return [
    head,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="cut"',
    '',
    '--cut',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `This is ${name}.`,
    '--cut',
    'Content-Type: application/octet-stream; name="list.bin"',
    'Content-Disposition: attachment; filename="list.bin"',
    'Content-Transfer-Encoding: base64',
    '',
    ...bytes,
    '--cut--',
    '',
  ].join('\r\n')
}

/** One message at one place: what it is, and its flags (F, R, S as Maildir writes them). */
type Seen = { readonly name: string; readonly flags: string }

/** The name that a mail's Message-ID holds. */
function nameOf(messageId: string): string {
  return messageId.replace(/^<|>$/g, '').split('@')[0] ?? ''
}

function onServer(mailbox: UserMailbox, folder: string): Map<number, Seen> {
  return new Map(
    mailbox.files(folder).map(({ file, uid, flags }) => {
      let source = ''
      try {
        source = readFileSync(file, 'latin1')
      } catch {
        // Renamed between listing and reading: the next look has its new name.
      }
      const name = nameOf(/^Message-ID:\s*(\S+)/im.exec(source)?.[1] ?? '')
      return [
        uid,
        {
          name,
          flags: (flags.match(/[FRS]/g) ?? []).sort().join(''),
        },
      ]
    }),
  )
}

/**
 * Where the store and the server differ, in words; empty where they are the same: the same messages at the same UIDs in
 * each folder, each once, with its own body and its flags. The server's side is read from the Maildir's files.
 */
export async function differences(database: ShopDatabase, mailbox: UserMailbox, folders: readonly string[]): Promise<string[]> {
  const found: string[] = []
  const rows = new Map((await database.messageRows.toArray()).map((row) => [row.id, row]))
  const placed = new Map<number, string[]>()
  for (const folder of folders) {
    const server = onServer(mailbox, folder)
    const local = await placesOf(database, { folder, uidValidity: mailbox.uidValidity(folder) })
    for (const [uid, { name, flags }] of server) {
      const row = rows.get(local.get(uid) ?? -1)
      if (row === undefined) {
        found.push(`${folder}/${uid} (${name}) is not here`)
        continue
      }
      if (nameOf(row.messageId) !== name) found.push(`${folder}/${uid} is ${name}, here ${nameOf(row.messageId)}`)
      const here = `${row.flagged ? 'F' : ''}${row.answered ? 'R' : ''}${row.seen ? 'S' : ''}`
      if (here !== flags) found.push(`${folder}/${uid} (${name}) has flags "${flags}", here "${here}"`)
    }
    for (const [uid, id] of local) {
      placed.set(id, [...(placed.get(id) ?? []), `${folder}/${uid}`])
      if (!server.has(uid)) found.push(`${folder}/${uid} (${nameOf(rows.get(id)?.messageId ?? 'no row')}) is no longer on the server`)
    }
  }
  const counts = new Map<string, number>()
  for (const [id, row] of rows) {
    const name = nameOf(row.messageId)
    counts.set(name, (counts.get(name) ?? 0) + 1)
    if (!placed.has(id)) found.push(`${name} has a row and lies in no folder`)
    const own = row.places
      .map((place) => `${place.folder}/${place.uid}`)
      .sort()
      .join(' ')
    const said = (placed.get(id) ?? []).sort().join(' ')
    if (own !== said) found.push(`${name} says that it lies in "${own}", its folders say "${said}"`)
  }
  for (const [name, count] of counts) if (count > 1) found.push(`${name} is here ${count} times`)
  const ordered = [...rows.values()]
  const bodies = await readBodies(database, ordered)
  for (const [index, row] of ordered.entries()) {
    const name = nameOf(row.messageId)
    if (!(bodies[index]?.text ?? '').includes(`This is ${name}.`)) found.push(`${name} has the body "${bodies[index]?.text.slice(0, 40)}"`)
  }
  return found
}
