import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { newProfile, removeProfile, startApp, writeSetup, type App } from './app.ts'
import { startGate, type Gate } from './gate.ts'
import { letter } from './letters.ts'
import { until } from './node-shop.ts'
import { killProcesses, processesOf, type ProcessKind } from './processes.ts'
import { startShopServers, withPorts } from './shop-servers.ts'

/** A customer's question in the app, and what the servers know about its answer. */
export type Question = {
  readonly app: App
  readonly subject: string
  /** Starts the app again on the same profile. */
  readonly start: () => Promise<App>
  /** How often the SMTP server took a mail to this customer. */
  readonly taken: () => number
  /** How many copies of it lie in Sent on the server. */
  readonly filed: () => number
  /** Whether the question is marked as answered on the server. */
  readonly isAnswered: () => boolean
}

/** A shop's servers with a gate before SMTP; each question comes from another customer, in a profile of its own. */
export type QuestionServers = {
  readonly smtpGate: Gate
  readonly ask: () => Promise<Question>
  readonly stop: () => Promise<void>
}

/** Starts them; `onTaken` sees each mail that was sent, before the SMTP server says that it has it. */
export async function startQuestionServers(onTaken: () => Promise<void> = async () => {}): Promise<QuestionServers> {
  const servers = await startShopServers({ onTaken })
  const smtpGate = await startGate(servers.sink.port)
  const { dovecot, sink } = servers
  let asked = 0
  return {
    smtpGate,
    ask: async () => {
      asked += 1
      const subject = `Question number ${asked}`
      const address = `claire-${asked}@post.example`
      const text = 'Hello,\n\nDo you still have the blue cup?\n\nClaire'
      dovecot.deliver(letter({ from: `Claire Morel <${address}>`, subject, text }))
      const profile = newProfile()
      const env = { COMPTOIR_SETUP: writeSetup(profile, withPorts(servers.setup(), { smtp: smtpGate.port })) }
      const start = (): Promise<App> => startApp({ profile, env })
      const app = await start()
      await openQuestion(app, subject)
      return {
        app,
        subject,
        start,
        taken: () => sink.taken.filter(({ to }) => to.includes(address)).length,
        filed: () => dovecot.list('Sent').filter((file) => readFileSync(file, 'utf8').includes(address)).length,
        isAnswered: () =>
          dovecot.list('INBOX').some((file) => /:2,[A-Z]*R/.test(file) && readFileSync(file, 'utf8').includes(`Subject: ${subject}\r`)),
      }
    },
    stop: async () => {
      await smtpGate.stop()
      await servers.stop()
    },
  }
}

async function openQuestion({ page }: App, subject: string): Promise<void> {
  await page.locator('.row', { hasText: subject }).click()
  await page.locator('.message-text', { hasText: 'the blue cup' }).waitFor()
}

/** Types a reply and presses Send. */
export async function answer({ app: { page } }: Question, words: string): Promise<void> {
  await page.locator('[data-command="reply"]').click()
  await page.getByLabel('Your reply').pressSequentially(words)
  await page.keyboard.press('Control+Enter')
}

/** Makes what is sent leave at once, the way a helper would set it. */
export async function withoutUndo({ app, subject }: Question): Promise<void> {
  const { page } = app
  await page.getByRole('button', { name: 'Settings' }).click()
  const seconds = page.getByLabel('Time to call a reply back (seconds)')
  await seconds.fill('0')
  await seconds.blur()
  await page.getByText('A reply leaves at once').waitFor()
  await page.getByRole('button', { name: /^Today/ }).click()
  await openQuestion(app, subject)
}

/** The file of everything unsent, as it is on disk; empty before the first word. */
export function journalOf({ profile }: App): string {
  const file = path.join(profile, 'journal', 'unsent.jsonl')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** Ends one kind of process with kill -9; the main one is started again, the others come back by themselves. */
export async function killAndReturn({ app, start }: Question, kind: ProcessKind): Promise<App> {
  const [before] = processesOf(app, kind)
  await killProcesses(app, kind)
  if (kind === 'main') return await start()
  await until(() => processesOf(app, kind).some((pid) => pid !== before))
  return app
}

/** Ends the app and takes its profile away. */
export async function endApp(app: App): Promise<void> {
  await app.close()
  removeProfile(app.profile)
}
