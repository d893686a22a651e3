import type { Account } from '#contract/account.ts'
import type { Settings } from '#contract/shop.ts'
import type { StoreFacts } from '#data/read/diagnostics.ts'

/** Everything the diagnostics are made of. Much of it must not leave the computer: the text takes counts, codes and times. */
export type DiagnosticsFacts = {
  readonly version: string
  readonly platform: string
  /** The window's own words about Electron and Chromium. */
  readonly userAgent: string
  readonly mode: 'real' | 'demo'
  readonly keepsPasswords: boolean
  readonly account: Account | null
  readonly settings: Settings
  readonly store: StoreFacts
  /** Bytes used and allowed on disk, as far as the system says. */
  readonly disk: { readonly usage: number | null; readonly quota: number | null }
  readonly now: number
}

/**
 * The diagnostics as plain text, for whoever helps; in English, since it travels.
 *
 * Built from what is known to be harmless, never by striking out of what is not: of addresses the domain, of folders their use
 * (a folder's name may be a customer's), of failures their code (their detail quotes the server, which may quote the user name).
 */
export function diagnosticsText(facts: DiagnosticsFacts): string {
  const { store, now } = facts
  const time = (at: number | null): string => (at === null || at === 0 ? 'never' : new Date(at).toISOString())
  return [
    `Comptoir ${facts.version} on ${facts.platform}, ${engineOf(facts.userAgent)}`,
    `Written ${time(now)}, ${facts.mode} mailbox, language ${facts.settings.language}, passwords ${facts.keepsPasswords ? 'in the keyring' : 'not kept'}`,
    '',
    ...accountLines(facts.account),
    '',
    `Connection: ${store.status.state}, last heard ${time(store.status.lastHeardAt)}${store.isPaused ? ', older mail paused' : ''}`,
    `Last failure: ${codeOf(store.status.failure?.code)}`,
    `First sync: ${progressOf(store)}`,
    '',
    'Folders kept here:',
    ...store.folders.map(
      (folder, index) =>
        `  ${folder.role} ${index + 1}: ${folder.here} of ${folder.exists}, ${folder.isComplete ? 'complete' : 'arriving'}, ` +
        `checked ${time(folder.sweptAt)}, mod-sequences ${folder.highestModseq === null ? 'no' : 'yes'}, owed ${folder.owed.length}` +
        (folder.held === null ? '' : `, ${folder.held.count} deletions held since ${time(folder.held.since)}`),
    ),
    `Folders on the server: ${countsOf(store.serverFolders.map(({ role }) => role))}`,
    '',
    'Counters:',
    ...store.counters.map(({ name, count }) => `  ${/^[a-z ]{1,40}$/.test(name) ? name : 'other'}: ${count}`),
    ...Object.entries(store.rows).map(([name, count]) => `  rows of ${name}: ${count}`),
    '',
    `Search: ${searchOf(store)}`,
    `Waiting to leave: ${countsOf(store.outbox.map(({ state }) => state))}`,
    ...store.outbox.flatMap(({ failure, attempts }) => (failure === null ? [] : [`  failed ${attempts} times: ${codeOf(failure.code)}`])),
    `Kept attachments: ${facts.settings.keepFilesMonths} months, ${facts.settings.keepFilesMegabytes} MB at most; other folders chosen: ${facts.settings.otherFolders.length}; Sent ${facts.settings.sentFolder === null ? 'as found' : 'chosen'}`,
    `Disk: ${megabytes(facts.disk.usage)} used of ${megabytes(facts.disk.quota)}`,
    '',
  ].join('\n')
}

function engineOf(userAgent: string): string {
  const version = (name: string): string => new RegExp(`${name}/([\\d.]+)`).exec(userAgent)?.[1] ?? 'unknown'
  return `Electron ${version('Electron')}, Chromium ${version('Chrome')}`
}

function accountLines(account: Account | null): string[] {
  if (account === null) return ['No mailbox is connected.']
  const server = (name: string, { port, security, certificate }: Account['imap']): string =>
    `${name}: port ${port}, ${security}${certificate === undefined ? '' : ', one certificate trusted'}`
  return [
    `Mailbox at ${account.address.split('@').at(-1) ?? ''}, ${account.addresses.length} further addresses`,
    server('IMAP', account.imap),
    server('SMTP', account.smtp),
  ]
}

/** A failure's code; anything that does not look like one is not let out. */
function codeOf(code: string | undefined): string {
  if (code === undefined) return 'none'
  return /^[a-z-]{1,40}$/.test(code) ? code : 'unknown'
}

function progressOf({ status: { progress } }: StoreFacts): string {
  return progress === null ? 'complete' : `${progress.here} of ${progress.exists}`
}

function searchOf({ search: { progress, problem } }: StoreFacts): string {
  const reach = progress === null ? 'not opened' : `${progress.indexed} of ${progress.total} indexed`
  return problem === null ? reach : `${reach}, cannot run`
}

function countsOf(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts.size === 0 ? 'nothing' : [...counts].map(([name, count]) => `${count} ${name}`).join(', ')
}

function megabytes(bytes: number | null): string {
  return bytes === null ? 'unknown' : `${Math.round(bytes / 1_000_000)} MB`
}
