import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountSchema, type Account, type Credentials } from '#contract/account.ts'
import { mailCalls, mailEvents, type MailCalls, type MailEvents } from '#contract/mailroom.ts'
import type { OutgoingMail } from '#contract/outgoing.ts'
import { connectClient, type Client } from '#contract/rpc.ts'
import type { Failure } from '#contract/failure.ts'
import type { Result } from '#core/model/result.ts'
import { Journal } from '#mailroom/journal/journal.ts'
import { imapTimings } from '#mailroom/imap/timings.ts'
import { Mailroom } from '#mailroom/mailroom.ts'
import { letter } from '../../support/letters.ts'
import { channelPair, until } from '../../support/node-shop.ts'
import { unpacked } from '../../support/unpacked.ts'

/** A mailbox on some server, empty at first, with INBOX and Sent. */
export type ServedMailbox = {
  readonly account: Omit<Account, 'addresses' | 'smtp'>
  readonly credentials: Credentials
  /** Puts a mail in INBOX behind the back of the connection under test. */
  readonly deliver: (source: string, receivedAt: Date) => void | Promise<void>
  /** false: the server has no CONDSTORE. */
  readonly countsModifications?: boolean
  /** false: the server has neither MOVE nor UIDPLUS. */
  readonly moves?: boolean
  readonly stop: () => Promise<void>
}

/** The value of an answer; fails the test with the failure's own words. */
function valueOf<Value>(answer: Result<Value, Failure>): Value {
  if (!answer.ok) throw new Error(`${answer.failure.code}: ${answer.failure.detail}`)
  return answer.value
}

const attached = Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7) % 256))

const withAttachment = [
  'From: =?utf-8?Q?H=C3=A9l=C3=A8ne?= <helene@post.example>',
  'To: hey@shop.example',
  'Reply-To: Other <other@post.example>',
  'Subject: =?utf-8?Q?Th=C3=A9i=C3=A8re?=',
  'Date: Mon, 02 Mar 2026 10:00:00 +0100',
  'Message-ID: <attached@post.example>',
  'References: <one@post.example> <two@post.example>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b1"',
  '',
  '--b1',
  'Content-Type: multipart/alternative; boundary="b2"',
  '',
  '--b2',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'La th=E9i=E8re est f=EAl=E9e.',
  '--b2',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<p>La th=C3=A9i=C3=A8re</p>',
  '--b2--',
  '--b1',
  'Content-Type: image/png; name="tasse.png"',
  'Content-Disposition: attachment; filename="tasse.png"',
  'Content-Transfer-Encoding: base64',
  '',
  ...(attached.toString('base64').match(/.{1,76}/g) ?? []),
  '--b1--',
  '',
].join('\r\n')

const outgoing: OutgoingMail = {
  draftId: 'draft-0001',
  messageId: 'filed-1@shop.example',
  from: { name: 'Anna', address: 'hey@shop.example' },
  to: [{ name: '', address: 'claire@post.example' }],
  cc: [],
  bcc: [],
  subject: 'Re: Théière',
  text: 'Bonjour, c’est réglé.',
  inReplyTo: '',
  references: [],
  attachments: [],
  writtenAt: Date.parse('2026-03-02T12:00:00Z'),
}

/**
 * What every server must give through MailCalls, whatever it is: one suite, so that tests on one server speak for the other.
 *
 * @param skipped why the suite cannot run here; null where it can.
 */
export function mailPortContract(name: string, skipped: string | null, start: () => Promise<ServedMailbox>): void {
  if (skipped !== null) console.warn(`skipped ${name}: ${skipped}`)
  describe.skipIf(skipped !== null)(name, () => {
    let mailbox: ServedMailbox
    let mail: Client<MailCalls>
    let mailroom: Mailroom
    let journal: Journal
    const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-contract-'))
    const changed: string[] = []
    const lost: Failure[] = []

    const statusOf = async (where: string) => {
      const [status] = valueOf(await mail.statuses({ paths: [where] })).statuses
      if (status === undefined) throw new Error(`no status of ${where}`)
      return status
    }
    const viewOf = async (where: string) => ({ path: where, uidValidity: (await statusOf(where)).uidValidity })
    const inbox = () => viewOf('INBOX')
    /** Two, and a third that could not be moved away. */
    const inboxCount = (): number => (mailbox.moves === false ? 3 : 2)
    const uidsOf = async (where: string): Promise<number[]> => valueOf(await mail.listUids({ ...(await viewOf(where)), from: 1 })).uids

    beforeAll(async () => {
      mailbox = await start()
      await mailbox.deliver(
        letter({ from: 'Ada <ada@post.example>', subject: 'First', text: 'One', messageId: 'first@post.example' }),
        new Date(1e12),
      )
      await mailbox.deliver(withAttachment, new Date('2026-03-02T09:00:05Z'))
      journal = new Journal(folder)
      mailroom = new Mailroom(journal, { timings: { ...imapTimings, probeMs: 500 } })
      const account = accountSchema.parse({ ...mailbox.account, smtp: { host: '127.0.0.1', port: 1, security: 'loopback' } })
      await mailroom.admin.useAccount({ account, credentials: mailbox.credentials })
      const [here, there] = channelPair()
      mailroom.serve(there)
      mail = connectClient<MailCalls, MailEvents>(here, mailCalls, mailEvents, (event, value) => {
        if (event === 'folderChanged' && 'path' in value) changed.push(value.path)
        if (event === 'connectionLost' && 'failure' in value) lost.push(value.failure)
      })
    })

    afterAll(async () => {
      await mailroom.admin.useAccount(null)
      await journal.close()
      await mailbox.stop()
      rmSync(folder, { recursive: true, force: true })
    })

    test('before it is opened every call is a failure, not a hang', async () => {
      expect(await mail.statuses({ paths: ['INBOX'] })).toMatchObject({ ok: false, failure: { code: 'connection-lost' } })
    })

    test('open lists the folders with their roles, and may be called again', async () => {
      const { folders } = valueOf(await mail.open({ withStatuses: false }))
      expect(folders.find((one) => one.role === 'inbox')?.path).toBe('INBOX')
      expect(folders.find((one) => one.role === 'sent')?.path).toBe('Sent')
      expect(folders.find((one) => one.role === 'junk')?.path).toBe('Junk')
      expect(valueOf(await mail.open({ withStatuses: false })).folders).toEqual(folders)
    })

    test('status counts, and tells the next UID', async () => {
      const status = await statusOf('INBOX')
      const uids = await uidsOf('INBOX')
      expect(status).toMatchObject({ exists: 2, uidValidity: expect.stringMatching(/^[1-9]\d*$/) })
      expect(status.uidNext).toBe((uids.at(-1) ?? 0) + 1)
      expect((await statusOf('Sent')).exists).toBe(0)
    })

    test('listUids ascends, and above the last there is nothing', async () => {
      const uids = await uidsOf('INBOX')
      expect(uids).toEqual(uids.toSorted((a, b) => a - b))
      expect(uids).toHaveLength(2)
      expect(valueOf(await mail.listUids({ ...(await inbox()), from: (uids.at(-1) ?? 0) + 1 })).uids).toEqual([])
      expect(await uidsOf('Sent')).toEqual([])
    })

    test('fetchMail reads structure, texts and fields', async () => {
      const uids = await uidsOf('INBOX')
      const { mails, blocks } = valueOf(await mail.fetchMail({ ...(await inbox()), uids }))
      const [plain, mixed] = mails.toSorted((a, b) => a.uid - b.uid)
      expect(plain).toMatchObject({ odd: null, receivedAt: 1e12, mail: { subject: 'First', messageId: 'first@post.example', replyTo: [] } })
      expect(plain?.mail.text.trim()).toBe('One')
      expect(mixed).toMatchObject({
        odd: null,
        receivedAt: Date.parse('2026-03-02T09:00:05Z'),
        key: expect.stringMatching(/^[0-9a-f]{64}$/),
        mail: {
          from: [{ name: 'Hélène', address: 'helene@post.example' }],
          replyTo: [{ name: 'Other', address: 'other@post.example' }],
          subject: 'Théière',
          sentAt: Date.parse('2026-03-02T09:00:00Z'),
          references: ['one@post.example', 'two@post.example'],
          attachments: [{ name: 'tasse.png', type: 'image/png', inline: false }],
          size: Buffer.byteLength(withAttachment, 'latin1'),
        },
      })
      expect(mixed?.mail.text.trim()).toBe('La théière est fêlée.')
      expect(unpacked(blocks, mixed ?? { spot: null }).htmlParts.map((part) => part.trim())).toEqual(['<p>La théière</p>'])
      expect(unpacked(blocks, plain ?? { spot: null }).text.trim()).toBe('One')
    })

    test('reading marks nothing seen, and a mail has the same key each time', async () => {
      const uids = await uidsOf('INBOX')
      const first = valueOf(await mail.fetchMail({ ...(await inbox()), uids }))
      const { flags } = valueOf(await mail.fetchFlags({ ...(await inbox()), from: 1, to: 1_000_000 }))
      expect(flags.map((row) => row.uid).toSorted((a, b) => a - b)).toEqual(uids)
      expect(flags.flatMap((row) => row.flags)).not.toContain('\\Seen')
      const again = valueOf(await mail.fetchMail({ ...(await inbox()), uids }))
      expect(again.mails.map(({ key }) => key)).toEqual(first.mails.map(({ key }) => key))
    })

    test('an attachment comes byte for byte; a part or message that is not there is a failure', async () => {
      const [, uid = 0] = await uidsOf('INBOX')
      const { mails } = valueOf(await mail.fetchMail({ ...(await inbox()), uids: [uid] }))
      const part = mails[0]?.mail.attachments[0]?.part ?? ''
      const { bytes } = valueOf(await mail.fetchAttachment({ ...(await inbox()), uid, part }))
      expect(Buffer.from(bytes).equals(attached)).toBe(true)
      expect(await mail.fetchAttachment({ ...(await inbox()), uid: uid + 500, part })).toMatchObject({ ok: false })
    })

    test('flags are set, taken off, and told', async () => {
      const [uid = 0, other = 0] = await uidsOf('INBOX')
      const flagsOf = async (of: number): Promise<string[]> =>
        valueOf(await mail.fetchFlags({ ...(await inbox()), from: 1, to: 1_000_000 })).flags.find((row) => row.uid === of)?.flags ?? []
      valueOf(await mail.setFlags({ ...(await inbox()), uid, add: ['\\Seen', '\\Answered'], remove: [] }))
      expect(await flagsOf(uid)).toEqual(expect.arrayContaining(['\\Seen', '\\Answered']))
      valueOf(await mail.setFlags({ ...(await inbox()), uid, add: [], remove: ['\\Seen'] }))
      expect(await flagsOf(uid)).not.toContain('\\Seen')
      expect(await flagsOf(other)).not.toContain('\\Answered')
    })

    test('several folders tell how they stand in one call; one that is missing is left out', async () => {
      const { statuses } = valueOf(await mail.statuses({ paths: ['INBOX', 'Sent', 'Junk', 'No such folder'] }))
      expect(statuses.map(({ path: where }) => where).sort()).toEqual(['INBOX', 'Junk', 'Sent'])
      expect(statuses.find(({ path: where }) => where === 'INBOX')).toEqual(await statusOf('INBOX'))
    })

    test('what changed since a mod-sequence is told, where the server counts them', async () => {
      const [uid = 0] = await uidsOf('INBOX')
      const { uidValidity, highestModseq } = await statusOf('INBOX')
      if (mailbox.countsModifications === false) {
        expect(highestModseq).toBeNull()
        expect(valueOf(await mail.changes({ path: 'INBOX', uidValidity, sinceModseq: '1' }))).toMatchObject({
          exists: 2,
          flags: null,
          vanished: null,
        })
        return
      }
      expect(highestModseq).not.toBeNull()
      valueOf(await mail.setFlags({ ...(await inbox()), uid, add: ['\\Flagged'], remove: [] }))
      const { flags, ...changed } = valueOf(await mail.changes({ path: 'INBOX', uidValidity, sinceModseq: highestModseq }))
      // A server may tell of more than what changed; never of less.
      expect(flags?.filter((row) => row.flags.includes('\\Flagged')).map((row) => row.uid)).toEqual([uid])
      expect(BigInt(changed.highestModseq ?? 0)).toBeGreaterThan(BigInt(highestModseq ?? 0))
    })

    test('keys are the same as those of the whole mail, and a new connection lists the same UIDs', async () => {
      const uids = await uidsOf('INBOX')
      const { mails } = valueOf(await mail.fetchMail({ ...(await inbox()), uids }))
      const { keys } = valueOf(await mail.fetchKeys({ ...(await inbox()), uids }))
      const sorted = (rows: readonly { uid: number; key: string }[]) =>
        rows.map(({ uid, key }) => ({ uid, key })).toSorted((a, b) => a.uid - b.uid)
      expect(sorted(keys)).toEqual(sorted(mails))
      expect(valueOf(await mail.listUidsAnew(await inbox())).uids).toEqual(uids)
    })

    test('the source of a mail comes as it lies there', async () => {
      const [, uid = 0] = await uidsOf('INBOX')
      const { bytes } = valueOf(await mail.fetchSource({ ...(await inbox()), uid }))
      expect(Buffer.from(bytes).toString('latin1').replaceAll(/\r?\n/g, '\n')).toBe(
        Buffer.from(withAttachment, 'utf8').toString('latin1').replaceAll('\r\n', '\n'),
      )
    })

    test('a mail is moved, or nothing happens where the server could only take others away with it', async () => {
      await mailbox.deliver(
        letter({ from: 'Bo <bo@post.example>', subject: 'Moves', text: 'On', messageId: 'moves@post.example' }),
        new Date(2e12),
      )
      await until(async () => (await statusOf('INBOX')).exists === 3)
      const uid = (await uidsOf('INBOX')).at(-1) ?? 0
      const moved = await mail.moveMail({ ...(await inbox()), uid, to: 'Junk' })
      if (mailbox.moves === false) {
        expect(moved).toMatchObject({ ok: false, failure: { code: 'cannot-move' } })
        valueOf(await mail.setFlags({ ...(await inbox()), uid, add: ['\\Seen'], remove: [] }))
        expect(await uidsOf('Junk')).toEqual([])
        return
      }
      const { place } = valueOf(moved)
      expect(await uidsOf('INBOX')).not.toContain(uid)
      expect(await uidsOf('Junk')).toHaveLength(1)
      if (place !== null) expect({ path: 'Junk', ...place }).toEqual({ ...(await viewOf('Junk')), uid: (await uidsOf('Junk'))[0] })
      // Once more, as after a lost answer: no failure, and still one copy.
      expect(await mail.moveMail({ ...(await inbox()), uid, to: 'Junk' })).toMatchObject({ ok: true })
      expect(await uidsOf('Junk')).toHaveLength(1)
    })

    test('filing twice leaves one copy, which is found by its Message-ID', async () => {
      expect(await mail.findByMessageId({ path: 'Sent', messageId: outgoing.messageId })).toEqual({ ok: true, value: { uids: [] } })
      expect(await mail.fileSent({ path: 'Sent', mail: outgoing })).toEqual({ ok: true, value: { appended: true } })
      expect(await mail.fileSent({ path: 'Sent', mail: outgoing })).toEqual({ ok: true, value: { appended: false } })
      const uids = await uidsOf('Sent')
      expect(uids).toHaveLength(1)
      expect(valueOf(await mail.findByMessageId({ path: 'Sent', messageId: outgoing.messageId })).uids).toEqual(uids)
      expect(valueOf(await mail.findByMessageId({ path: 'Sent', messageId: 'none@shop.example' })).uids).toEqual([])
      const { mails } = valueOf(await mail.fetchMail({ ...(await viewOf('Sent')), uids }))
      expect(mails[0]).toMatchObject({ receivedAt: outgoing.writtenAt, mail: { subject: outgoing.subject, messageId: outgoing.messageId } })
      expect(mails[0]?.flags).toContain('\\Seen')
    })

    test('under another UIDVALIDITY nothing is read and nothing is changed', async () => {
      const [uid = 0] = await uidsOf('INBOX')
      const wrong = { path: 'INBOX', uidValidity: '4242' }
      const refused = { ok: false, failure: { code: 'folder-changed' } }
      expect(await mail.fetchMail({ ...wrong, uids: [uid] })).toMatchObject(refused)
      expect(await mail.listUids({ ...wrong, from: 1 })).toMatchObject(refused)
      expect(await mail.fetchFlags({ ...wrong, from: 1, to: 1_000_000 })).toMatchObject(refused)
      expect(await mail.fetchAttachment({ ...wrong, uid, part: '2' })).toMatchObject(refused)
      expect(await mail.setFlags({ ...wrong, uid, add: ['\\Deleted'], remove: [] })).toMatchObject(refused)
      const { flags } = valueOf(await mail.fetchFlags({ ...(await inbox()), from: 1, to: 1_000_000 }))
      expect(flags.flatMap((row) => row.flags)).not.toContain('\\Deleted')
    })

    test('a folder that is not there is told as such, and the connection stays', async () => {
      const missing = await mail.changes({ path: 'No such folder', uidValidity: null, sinceModseq: null })
      // NONEXISTENT (RFC 5530) is a courtesy: a server without it says no more than NO.
      expect(missing).toMatchObject({ ok: false, failure: { code: expect.stringMatching(/^(folder-missing|protocol)$/) } })
      expect((await statusOf('INBOX')).exists).toBe(inboxCount())
      expect(lost).toEqual([])
    })

    test('new mail is told without asking, and is there when asked', async () => {
      valueOf(await mail.watch({ path: 'INBOX' }))
      changed.length = 0
      await mailbox.deliver(
        letter({ from: 'Zoe <zoe@post.example>', subject: 'New', text: 'New', messageId: 'new@post.example' }),
        new Date(),
      )
      await until(() => changed.includes('INBOX'))
      await until(async () => (await statusOf('INBOX')).exists === inboxCount() + 1)
      expect(await uidsOf('INBOX')).toHaveLength(inboxCount() + 1)
    })

    test('after close every call is a failure again, and open mends it', async () => {
      valueOf(await mail.close({}))
      expect(await mail.statuses({ paths: ['INBOX'] })).toMatchObject({ ok: false })
      valueOf(await mail.open({ withStatuses: false }))
      expect((await statusOf('INBOX')).exists).toBe(inboxCount() + 1)
      expect(lost).toEqual([])
    })
  })
}
