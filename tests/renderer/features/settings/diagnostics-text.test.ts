import { expect, test } from 'vitest'
import type { MessageKey } from '#core/model/ids.ts'
import { defaultSettings } from '#contract/shop.ts'
import type { OutboxRow } from '#data/schema.ts'
import { diagnosticsText, type DiagnosticsFacts } from '#renderer/features/settings/diagnostics-text.ts'

/** Words that must never leave; each stands in every place it could come from. */
const canaries = [
  'canary-person',
  'canary-subject',
  'canary-password',
  'canary-user',
  'canary-folder',
  'canary-text',
  'canary-host',
  'canary-shop',
]
const everything = canaries.join(' ')
const address = { name: everything, address: 'canary-person@post.example' }
const failure = { code: 'unavailable', detail: `${everything} [ALERT] canary-person@post.example` }

const mail: OutboxRow = {
  draftId: 'canary-text' as OutboxRow['draftId'],
  answersKey: 'a'.repeat(64) as MessageKey,
  mail: {
    draftId: 'canary-text',
    messageId: 'canary-text@canary-host',
    from: address,
    to: [address],
    cc: [address],
    bcc: [address],
    subject: 'canary-subject',
    text: everything,
    inReplyTo: 'canary-text',
    references: ['canary-text'],
    attachments: [{ name: 'canary-text.pdf', type: 'canary-text', bytes: new Uint8Array(3) }],
    writtenAt: 1,
  },
  state: 'failed',
  heldUntil: 1,
  attempts: 3,
  nextTryAt: 1,
  failure,
  rejected: [{ address: 'canary-person@post.example', answer: everything }],
  draft: {} as OutboxRow['draft'],
}

const facts: DiagnosticsFacts = {
  version: '0.1.0',
  platform: 'linux',
  userAgent: 'Mozilla/5.0 canary-host comptoir/0.1.0 Chrome/114.0.5735.289 Electron/25.9.8 Safari/537.36',
  mode: 'real',
  keepsPasswords: true,
  account: {
    address: 'canary-person@shop.example',
    addresses: ['canary-user@shop.example'],
    user: 'canary-user',
    imap: { host: 'canary-host.example', port: 993, security: 'tls', certificate: 'ab'.repeat(32) },
    smtp: { host: 'canary-host.example', port: 587, security: 'starttls', user: 'canary-user' },
  },
  settings: {
    ...defaultSettings('en', 'Europe/Paris'),
    helperName: 'canary-person',
    shopName: 'canary-shop',
    shopPhone: 'canary-shop',
    signature: everything,
    sentFolder: 'canary-folder',
    otherFolders: ['canary-folder'],
  },
  store: {
    status: { state: 'error', failure: { ...failure, helpUrl: 'https://canary-host' }, lastHeardAt: 1_700_000_000_000, progress: null },
    folders: [
      {
        path: 'INBOX/canary-folder',
        role: 'inbox',
        uidValidity: '77',
        uidNext: 9,
        highestModseq: '5',
        settled: '1:8',
        owed: [],
        isComplete: true,
        exists: 40,
        here: 52,
        sweptAt: 1_700_000_000_000,
        held: { uidValidity: '77', uids: '1:12', count: 12, since: 1_700_000_000_000, isAccepted: false },
      },
    ],
    serverFolders: [{ path: 'canary-folder', role: 'other' }],
    counters: [
      { name: 'list customer', count: 31 },
      { name: 'list Canary-Person', count: 1 },
    ],
    search: { progress: { indexed: 51, total: 52 }, problem: everything },
    outbox: [mail],
    rows: { drafts: 1, changes: 2, files: 3, indexJobs: 4, facts: 5 },
    isPaused: true,
  },
  disk: { usage: 12_000_000, quota: 900_000_000 },
  now: 1_700_000_100_000,
}

test.each(canaries)('%s is nowhere in what is copied, wherever it stood', (canary) => {
  // The control: it was there to be let out.
  expect(JSON.stringify(facts).toLowerCase()).toContain(canary)
  expect(diagnosticsText(facts).toLowerCase()).not.toContain(canary)
})

test('of an address its domain is left, and no address at all', () => {
  const text = diagnosticsText(facts)
  expect(text).toContain('Mailbox at shop.example, 1 further addresses')
  expect(text).not.toContain('@')
})

test('what helps is there: versions, folders with their counts, counters, failures by code, the index, sizes', () => {
  const text = diagnosticsText(facts)
  for (const words of [
    'Comptoir 0.1.0 on linux, Electron 25.9.8, Chromium 114.0.5735.289',
    'IMAP: port 993, tls, one certificate trusted',
    'Connection: error, last heard 2023-11-14T22:13:20.000Z, older mail paused',
    'Last failure: unavailable',
    'inbox 1: 52 of 40, complete, checked 2023-11-14T22:13:20.000Z, mod-sequences yes, owed 0, 12 deletions held',
    'list customer: 31',
    'rows of changes: 2',
    'Search: 51 of 52 indexed, cannot run',
    'Waiting to leave: 1 failed',
    'failed 3 times: unavailable',
    'Disk: 12 MB used of 900 MB',
  ])
    expect(text).toContain(words)
})

test('a failure code that is none is not let out either', () => {
  const status = { ...facts.store.status, failure: { code: 'Canary Person', detail: '' } }
  expect(diagnosticsText({ ...facts, store: { ...facts.store, status } })).toContain('Last failure: unknown')
})

test('with no mailbox it says so', () => {
  expect(diagnosticsText({ ...facts, account: null })).toContain('No mailbox is connected.')
})
