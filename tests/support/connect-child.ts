import { openImap } from '#mailroom/imap/open-imap.ts'
import { failureOf } from '#mailroom/net/failure-of.ts'
import { testSmtp } from '#mailroom/smtp/smtp-options.ts'
import { ImapFlow } from 'imapflow'
import type { ServerSettings } from '#contract/account.ts'

/** What one try in a process of its own gave. */
export type ChildReport = { readonly code: string; readonly detail: string; readonly growthMiB: number }

/**
 * Connects once in a process of its own and prints a `ChildReport`.
 *
 * Of its own, because extra authorities (NODE_EXTRA_CA_CERTS) are read at process start only, and because memory is
 * measured for the whole process. `imap-status` asks for a folder's status after the log-in. `careless` is imapflow with its own caps, the positive control.
 */
async function main(): Promise<void> {
  const [kind = '', settings = ''] = process.argv.slice(2)
  const server = JSON.parse(settings) as ServerSettings
  const login = { server, user: 'shop', password: 'topsecret' }
  const before = process.memoryUsage().rss
  let code = 'ok'
  let detail = ''
  if (kind === 'careless') {
    const client = new ImapFlow({
      ...server,
      secure: false,
      auth: { user: 'shop', pass: 'topsecret' },
      logger: false,
      greetingTimeout: 4000,
    })
    client.on('error', () => {})
    await client.connect().catch((error: unknown) => {
      code = String((error as { code?: unknown }).code)
    })
    client.close()
  } else {
    const result = kind === 'smtp' ? await testSmtp(login) : await openImap(login)
    if (!result.ok) ({ code, detail } = result.failure)
    else if (result.value !== undefined) {
      const client = result.value
      if (kind === 'imap-status') {
        // imapflow's status() gives false when the connection breaks under it; the reason is in the event.
        client.on('error', (error: unknown) => {
          ;({ code, detail } = failureOf(error))
        })
        await client.status('INBOX', { messages: true })
      }
      client.close()
    }
  }
  const growthMiB = Math.round(Math.max(0, process.resourceUsage().maxRSS / 1024 - before / 1024 / 1024))
  const report: ChildReport = { code, detail, growthMiB }
  process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0))
}

void main()
