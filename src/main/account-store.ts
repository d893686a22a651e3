import { safeStorage } from 'electron'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { accountSchema, credentialsSchema, type Account, type Credentials } from '#contract/account.ts'

/**
 * Keeps the account in the profile, and its password encrypted by the system's keyring beside it.
 *
 * Where encryption is not available, or is the `basic_text` stand-in, no password is written: it is asked for at each start.
 */
export class AccountStore {
  readonly #accountFile: string
  readonly #secretFile: string

  constructor(profileFolder: string) {
    this.#accountFile = path.join(profileFolder, 'account.json')
    this.#secretFile = path.join(profileFolder, 'secret.bin')
  }

  /** The kept account; null where there is none or the file cannot be read. */
  readAccount(): Account | null {
    try {
      return accountSchema.parse(JSON.parse(readFileSync(this.#accountFile, 'utf8')))
    } catch {
      return null
    }
  }

  /** The kept password; null where none is kept or the keyring cannot open it any more. */
  async readCredentials(): Promise<Credentials | null> {
    if (!(await keepsPasswords())) return null
    try {
      return credentialsSchema.parse(JSON.parse(await decrypt(readFileSync(this.#secretFile))))
    } catch {
      return null
    }
  }

  async keep(account: Account, credentials: Credentials | null): Promise<void> {
    await writeFileAtomic(this.#accountFile, `${JSON.stringify(account, null, 2)}\n`, { mode: 0o600 })
    if (credentials !== null && (await keepsPasswords())) {
      await writeFileAtomic(this.#secretFile, await encrypt(JSON.stringify(credentials)), { mode: 0o600 })
    }
  }

  forget(): void {
    rmSync(this.#accountFile, { force: true })
    rmSync(this.#secretFile, { force: true })
  }
}

/** The asynchronous API came after the synchronous one and is the only one from Electron 46 on. */
const hasAsyncApi = 'encryptStringAsync' in safeStorage

/** Whether a password written here would really be protected by the system. */
export async function keepsPasswords(): Promise<boolean> {
  const backend =
    'getSelectedStorageBackend' in safeStorage && process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'system'
  if (backend === 'basic_text') return false
  return hasAsyncApi ? await safeStorage.isAsyncEncryptionAvailable() : safeStorage.isEncryptionAvailable()
}

async function encrypt(text: string): Promise<Buffer> {
  return hasAsyncApi ? await safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text)
}

async function decrypt(bytes: Buffer): Promise<string> {
  return hasAsyncApi ? (await safeStorage.decryptStringAsync(bytes)).result : safeStorage.decryptString(bytes)
}
