import type { Locator, Page } from 'playwright-core'

/** One server as a person fills it in. */
type TypedServer = { readonly host: string; readonly port: number; readonly security: 'tls' | 'starttls' | 'loopback' }

/** What a person fills in to connect a mailbox by hand. */
export type TypedMailbox = {
  readonly address: string
  readonly password: string
  readonly user: string
  readonly imap: TypedServer
  readonly smtp: TypedServer
}

/** The fields of one server in the connect form. */
export function serverFields(page: Page, kind: 'imap' | 'smtp'): Locator {
  return page.getByRole('group', { name: kind === 'imap' ? 'Reading mail (IMAP)' : 'Sending mail (SMTP)' })
}

/** From the welcome screen to the servers: address and password, then whatever discovery finds. */
export async function typeAddress(page: Page, address: string, password: string): Promise<void> {
  await page.locator('[data-door="connect"]').click()
  await page.getByLabel('Email address').fill(address)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Find my servers' }).click()
}

/** Fills in one server by hand. */
export async function typeServer(page: Page, kind: 'imap' | 'smtp', { host, port, security }: TypedServer): Promise<void> {
  const fields = serverFields(page, kind)
  await fields.getByLabel('Server').fill(host)
  await fields.getByLabel('Security').selectOption(security)
  await fields.getByLabel('Port').fill(String(port))
}

/** Fills in everything by hand and presses Connect. */
export async function typeMailbox(page: Page, mailbox: TypedMailbox): Promise<void> {
  await typeAddress(page, mailbox.address, mailbox.password)
  await typeServer(page, 'imap', mailbox.imap)
  await typeServer(page, 'smtp', mailbox.smtp)
  await page.getByRole('textbox', { name: 'User name' }).fill(mailbox.user)
  await pressConnect(page)
}

export async function pressConnect(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
}

/** Trusts the certificate that is shown, in its two steps. */
export async function trustCertificate(page: Page): Promise<void> {
  await page.getByLabel('I compared the fingerprint').check()
  await page.getByRole('button', { name: 'Trust this one certificate' }).click()
}

/** The last step: who answers, and then the counter. */
export async function openCounter(page: Page): Promise<void> {
  await page.getByLabel('Your first name').fill('Anna')
  await page.getByRole('button', { name: 'Open the counter' }).click()
  await page.locator('.shell').waitFor()
}
