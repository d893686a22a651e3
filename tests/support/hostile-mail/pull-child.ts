import { startNodeShop, until } from '../node-shop.ts'
import { mailsIn } from './read-mailbox.ts'

/** What a whole mailbox gave when it was read in a process of its own. */
export type PullReport = {
  readonly rows: readonly {
    readonly subject: string
    readonly odd: string | null
    readonly text: string
    readonly textLength: number
    readonly people: number
    readonly references: number
    readonly files: readonly { readonly name: string; readonly type: string; readonly size: number }[]
  }[]
  readonly failure: string
  readonly tookMs: number
  readonly peakMiB: number
}

/**
 * Reads a mailbox once with engine and mailroom and prints a `PullReport`; of its own, because memory is measured for the
 * whole process, and because whoever started it can end it. Arguments: the options of `startNodeShop` (JSON), and how
 * many messages there are.
 */
async function main(): Promise<void> {
  const [options = '', count = ''] = process.argv.slice(2)
  const began = performance.now()
  const shop = await startNodeShop(JSON.parse(options) as Parameters<typeof startNodeShop>[0])
  const statusNow = async (): Promise<{ state: string; failure: { code: string; detail: string } | null } | undefined> =>
    (await shop.database.values.get('sync'))?.value as never
  await until(
    async () =>
      ((await shop.database.messageRows.count()) >= Number(count) && (await statusNow())?.state === 'idle') ||
      (await statusNow())?.state === 'error',
    50_000,
  ).catch(() => {})
  const tookMs = Math.round(performance.now() - began)
  const status = await statusNow()
  const mails = await mailsIn(shop)
  const report: PullReport = {
    rows: mails.map(({ row, body }) => ({
      subject: row.subject,
      odd: row.odd,
      text: body?.text.slice(0, 200) ?? '',
      textLength: body?.text.length ?? 0,
      people: row.to.length + row.cc.length,
      references: row.references.length,
      files: row.attachments.slice(0, 10).map(({ name, type, size }) => ({ name, type, size })),
    })),
    failure: status?.failure == null ? '' : `${status.failure.code} ${status.failure.detail}`,
    tookMs,
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  }
  process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0))
}

void main()
