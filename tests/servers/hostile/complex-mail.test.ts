import { afterEach, expect, test } from 'vitest'
import { startDovecot, type Dovecot } from '../../support/dovecot.ts'
import * as make from '../../support/hostile-mail/complex-mail.ts'
import { pullInChild } from '../../support/hostile-mail/pull-in-child.ts'

let dovecot: Dovecot | undefined

afterEach(async () => {
  await dovecot?.stop()
  dovecot = undefined
})

const at = (minute: number): { internalDate: Date } => ({ internalDate: new Date(Date.UTC(2026, 2, 2, 10, minute)) })

/** Delivers the mails between two honest ones and reads the mailbox in a process of its own. */
async function pullBetweenHonest(mails: readonly make.HostileMail[]) {
  dovecot = await startDovecot()
  const all = [make.honestMail('the mail before'), ...mails, make.honestMail('the mail after')]
  for (const [minute, mail] of all.entries()) dovecot.deliver(mail.source(), at(minute))
  const report = await pullInChild(dovecot, all.length)
  if (report === null) throw new Error('reading the mailbox did not end')
  console.info(`${mails.map(({ subject }) => subject).join(' + ')}: ${report.tookMs} ms, peak ${report.peakMiB} MiB ${report.failure}`)
  for (const subject of ['the mail before', 'the mail after'])
    expect(report.rows.find((row) => row.subject === subject)).toMatchObject({ odd: null, text: expect.stringContaining(subject) })
  expect(report.rows).toHaveLength(all.length)
  return report.rows
}

const cases: readonly (readonly [threat: string, mail: make.HostileMail, text: string])[] = [
  ['M01', make.nestedMultiparts(2_000), 'at the bottom'],
  ['M01', make.nestedMultiparts(20_000), 'at the bottom'],
  ['M01', make.siblingParts(500_000), 'x'],
  ['M01', make.longNamedParts(9_000), 'beside the parts'],
  ['M01', make.mailsInMails(1_000), 'innermost'],
  ['M02', make.hugeHeader(50, false), 'below the header'],
  ['M02', make.hugeHeader(50, true), 'below the header'],
  ['M02', make.manyHeaders(100_000), 'below the headers'],
  ['M02', make.manyReferences(200_000), 'below the references'],
  ['M02', make.manyPeople(50_000), 'below the people'],
  ['M05', make.oneLongLine(20), 'long'],
  ['M06', make.heavyFiles(4), 'beside the files'],
]

test.each(cases.map(([threat, mail, text]) => ({ threat, mail, text, subject: mail.subject })))(
  '$threat: $subject: a row with its text, or one that says it is too complex; the mails around it are here',
  async ({ mail, text }) => {
    const rows = await pullBetweenHonest([mail])
    const row = rows.find(({ subject }) => subject === mail.subject)
    if (row?.odd === null) expect(row.text).toContain(text)
    else expect(row?.odd).toBeTypeOf('string')
    expect(row?.people ?? 0).toBeLessThanOrEqual(1_001)
    expect(row?.references ?? 0).toBeLessThanOrEqual(100)
  },
)

test('M06: files of 25 MB are listed with their size and not fetched', async () => {
  const rows = await pullBetweenHonest([make.heavyFiles(4)])
  const files = rows.find(({ text }) => text.includes('beside the files'))?.files ?? []
  expect(files.map(({ name }) => name)).toEqual(['f0.bin', 'f1.bin', 'f2.bin', 'f3.bin'])
  for (const { size } of files) expect(Math.abs(size - 25_000_000)).toBeLessThan(100_000)
})

test('M01, M02: all of them in one mailbox, twice, stop nobody', async () => {
  const each = [
    make.nestedMultiparts(2_000),
    make.siblingParts(20_000),
    make.longNamedParts(9_000),
    make.mailsInMails(1_000),
    make.hugeHeader(20, true),
    make.manyHeaders(100_000),
    make.manyReferences(200_000),
    make.manyPeople(50_000),
  ]
  await pullBetweenHonest([...each, ...each])
})
