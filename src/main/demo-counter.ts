import { appFile } from './places.ts'
import { demoShop } from '#demo/shop.ts'
import { startDemoShop as startServers } from '#demo/demo-shop.ts'
import type { Account } from '#contract/account.ts'
import { shopHoursSchema, type Language, type SettingsChange } from '#contract/shop.ts'

/** Starts the demo shop's own servers and gives back the account that reaches them. */
export async function startDemoShop(options: {
  now: () => number
}): Promise<{ account: Account; password: string; stop: () => Promise<void> }> {
  const servers = await startServers({
    ...options,
    mailFolder: appFile('resources', 'demo', 'mail'),
    attachmentFolder: appFile('resources', 'demo', 'attachments'),
  })
  return { account: { ...servers.account, addresses: [] }, password: servers.password, stop: () => servers.stop() }
}

/** The demo shop's settings in the helper's own language. */
export function demoSettings(language: Language): SettingsChange {
  return {
    helperName: 'Camille',
    shopName: demoShop.name,
    shopHours: shopHoursSchema.parse(demoShop.hours),
    signature: demoShop.name,
    language,
  }
}
