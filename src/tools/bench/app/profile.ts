import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A new profile folder of the app, set up for the bench's mailbox. */
export type BenchProfile = { readonly folder: string; readonly env: Readonly<Record<string, string>>; readonly remove: () => void }

const always = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]))

/** Makes one that connects to IMAP at `port` of this computer by itself; with no port it opens on the welcome screen. */
export function makeProfile(port: number | null): BenchProfile {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'comptoir-bench-profile-'))
  const setup = path.join(folder, 'setup.json')
  const server = { host: '127.0.0.1', security: 'loopback' }
  if (port !== null) {
    writeFileSync(
      setup,
      JSON.stringify({
        helper: { name: 'Anna', email: 'anna@shop.example' },
        shop: { name: 'The Shop', timeZone: 'Europe/Paris', country: 'FR', language: 'en', hours: always, holidays: 'open' },
        account: {
          address: 'hey@shop.example',
          user: 'shop',
          password: 'secret',
          imap: { ...server, port },
          smtp: { ...server, port: 9 },
        },
      }),
    )
  }
  const profile = path.join(folder, 'profile')
  return {
    folder: profile,
    env: { COMPTOIR_PROFILE: profile, ...(port === null ? {} : { COMPTOIR_SETUP: setup }) },
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
