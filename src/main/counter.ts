import { app, clipboard, dialog, ipcMain, nativeTheme, powerMonitor, type BrowserWindow } from 'electron'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Account, Credentials } from '#contract/account.ts'
import type { Boot } from '#contract/desktop.ts'
import { desktopCalls } from '#contract/desktop.ts'
import type { Failure } from '#contract/failure.ts'
import { answerCall, type Handlers } from '#contract/rpc.ts'
import type { Language, SettingsChange } from '#contract/shop.ts'
import { AccountStore, keepsPasswords } from './account-store.ts'
import { hasRoom } from './has-room.ts'
import { openOutside } from './external-links.ts'
import { isOurPage } from './guards.ts'
import { startMailroom, type Mailroom } from './mailroom-process.ts'
import { showMenu } from './menu.ts'
import { clockOffsetMs, type Profile } from './profile.ts'
import { renewStore } from './renew-store.ts'
import { saveFile } from './save-file.ts'
import { readSetup } from './setup-file.ts'
import { ShopTray } from './tray.ts'
import { openWindow } from './window.ts'

type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: Failure }
const noShop: { ok: false; failure: Failure } = { ok: false, failure: { code: 'bug', detail: 'no shop' } }
const done: { ok: true; value: Record<string, never> } = { ok: true, value: {} }

/** What belongs to one shop on the counter: the real one, or the demo with its own servers, journal and database. */
type Shop = {
  readonly mode: 'real' | 'demo'
  readonly mailroom: Mailroom
  readonly window: BrowserWindow
  account: Account | null
  credentials: Credentials | null
  readonly firstSettings: SettingsChange | null
  readonly setupProblem: string | null
  readonly end: () => Promise<void>
}

/** A mailroom that lived shorter than this comes back after this long. */
const restartPauseMs = 2_000

/** How long a page that does not answer may hold up the end of the app. */
const lastWordsMs = 1_500

/** The app's main half: one window on one shop at a time, its mailroom process, menu, tray, and what the page may ask for. */
export class Counter {
  readonly #profile: Profile
  readonly #accounts: AccountStore
  readonly #clockOffsetMs = clockOffsetMs()
  readonly #tray: ShopTray
  #shop: Shop | null = null
  #quitting = false
  /** The page has been told that the app is about to end. */
  #isAsked = false
  #language: Language = app.getPreferredSystemLanguages()[0]?.startsWith('fr') === true ? 'fr' : 'en'

  constructor(profile: Profile) {
    this.#profile = profile
    this.#accounts = new AccountStore(profile.folder)
    this.#tray = new ShopTray({
      show: () => {
        this.show()
      },
      quit: () => {
        app.quit()
      },
    })
  }

  async open(): Promise<void> {
    ipcMain.handle('desktop', async (event, name: unknown, input: unknown) => {
      // getURL may lie about frames: the sender must be the top frame of our own window.
      if (!isOurPage(event.senderFrame) || event.sender !== this.#shop?.window.webContents) {
        return { ok: false, failure: { code: 'invalid-arguments', detail: 'not our page' } }
      }
      return await answerCall(desktopCalls, this.#handlers, typeof name === 'string' ? name : '', input)
    })
    powerMonitor.on('resume', () => {
      this.#shop?.window.webContents.send('desktop-event', 'resumed', {})
    })
    this.#showLooks()
    await this.#openReal()
  }

  show(): void {
    this.#shop?.window.show()
    this.#shop?.window.focus()
  }

  /** Whether the app may end now; else the page is told to keep what is typed first, and the app ends by itself soon after. */
  mayQuit(): boolean {
    const shop = this.#shop
    if (this.#quitting || shop === null || shop.window.webContents.isCrashed()) {
      this.#quitting = true
      shop?.mailroom.stop()
      void shop?.end()
      return true
    }
    this.#isAsked = true
    shop.window.webContents.send('desktop-event', 'quitting', {})
    setTimeout(() => {
      this.#quitNow()
    }, lastWordsMs)
    return false
  }

  #quitNow(): void {
    if (this.#quitting) return
    this.#quitting = true
    app.quit()
  }

  async #openReal(): Promise<void> {
    const setup = readSetup()
    const kept = this.#accounts.readAccount()
    const account = kept ?? setup.content?.account ?? null
    if (kept === null && setup.content !== null) await this.#accounts.keep(setup.content.account, null)
    const credentials = (await this.#accounts.readCredentials()) ?? setup.content?.credentials ?? null
    this.#openShop({
      mode: 'real',
      journalFolder: path.join(this.#profile.folder, 'journal'),
      partition: null,
      account,
      credentials,
      firstSettings: setup.content?.firstSettings ?? null,
      setupProblem: setup.problem,
      end: async () => {},
    })
  }

  async #openDemo(): Promise<void> {
    const { startDemoShop, demoSettings } = await import('./demo-counter.ts')
    const journalFolder = mkdtempSync(path.join(tmpdir(), 'comptoir-demo-'))
    const demo = await startDemoShop({ now: () => Date.now() + this.#clockOffsetMs })
    this.#openShop({
      mode: 'demo',
      journalFolder,
      partition: `demo-${Date.now()}`,
      account: demo.account,
      credentials: { password: demo.password },
      firstSettings: demoSettings(this.#language),
      setupProblem: null,
      end: async () => {
        // At once, not after the servers: the app may be ending.
        rmSync(journalFolder, { recursive: true, force: true })
        await demo.stop()
      },
    })
  }

  #openShop(options: Omit<Shop, 'mailroom' | 'window'> & { journalFolder: string; partition: string | null }): void {
    const before = this.#shop
    const { journalFolder, partition, ...rest } = options
    const begin = (): Mailroom => {
      const startedAt = Date.now()
      const mailroom = startMailroom({
        journalFolder,
        clockOffsetMs: this.#clockOffsetMs,
        onLost: () => {
          // A mailroom that dies comes back by itself, not faster than it can die; the page asks for a new port.
          const pauseMs = Date.now() - startedAt < restartPauseMs ? restartPauseMs : 0
          setTimeout(() => {
            const shop = this.#shop
            if (this.#quitting || shop === null || shop.mailroom !== mailroom) return
            this.#shop = { ...shop, mailroom: begin() }
            shop.window.webContents.send('desktop-event', 'mailroomRestarted', {})
          }, pauseMs)
        },
      })
      const { account, credentials } = this.#shop ?? rest
      if (account !== null) void mailroom.admin.useAccount({ account, credentials })
      return mailroom
    }
    const window = openWindow({
      partition,
      stateFile: path.join(this.#profile.folder, 'window.json'),
      mayClose: () => this.#quitting || this.#shop?.window !== window,
      onHide: () => {
        this.#tray.show(this.#language)
      },
    })
    this.#shop = null
    this.#shop = { ...rest, window, mailroom: begin() }
    before?.mailroom.stop()
    before?.window.destroy()
    void before?.end()
  }

  #showLooks(): void {
    showMenu(this.#language, (id) => {
      this.show()
      this.#shop?.window.webContents.send('desktop-event', 'menuCommand', { id })
    })
    this.#tray.show(this.#language)
  }

  readonly #handlers: Handlers<typeof desktopCalls> = {
    boot: async (): Promise<Answer<Boot>> => {
      const shop = this.#shop
      return {
        ok: true,
        value: {
          mode: shop?.mode ?? 'real',
          account: shop?.account ?? null,
          keepsPasswords: await keepsPasswords(),
          hasPassword: shop?.credentials !== null && shop !== null,
          firstSettings: shop?.firstSettings ?? null,
          setupProblem: shop?.setupProblem ?? null,
          clockOffsetMs: this.#clockOffsetMs,
          systemLanguage: this.#language,
          platform: process.platform === 'darwin' ? 'mac' : process.platform === 'win32' ? 'windows' : 'linux',
          version: app.getVersion(),
        },
      }
    },
    requestMailPort: async () => {
      const shop = this.#shop
      if (shop !== null) shop.window.webContents.postMessage('mail-port', null, [shop.mailroom.openPort()])
      return done
    },
    startDemo: async () => {
      await this.#openDemo()
      return done
    },
    leaveDemo: async () => {
      await this.#openReal()
      return done
    },
    discover: async (input) => {
      const shop = this.#shop
      if (shop === null) return { ok: false, failure: { code: 'bug', detail: 'no shop' } }
      return await shop.mailroom.admin.discover(input)
    },
    connect: async ({ account, credentials }) => {
      const shop = this.#shop
      if (shop === null || shop.mode !== 'real') return { ok: false, failure: { code: 'bug', detail: 'no real shop' } }
      const tried = await shop.mailroom.admin.tryAccount({ account, credentials })
      if (!tried.ok) return tried
      await this.#accounts.keep(account, credentials)
      shop.account = account
      shop.credentials = credentials
      return await shop.mailroom.admin.useAccount({ account, credentials })
    },
    givePassword: async (credentials) => {
      const shop = this.#shop
      if (shop === null || shop.account === null) return { ok: false, failure: { code: 'bug', detail: 'no account' } }
      const tried = await shop.mailroom.admin.tryAccount({ account: shop.account, credentials })
      if (!tried.ok) return tried
      if (shop.mode === 'real') await this.#accounts.keep(shop.account, credentials)
      shop.credentials = credentials
      return await shop.mailroom.admin.useAccount({ account: shop.account, credentials })
    },
    forgetAccount: async () => {
      const shop = this.#shop
      if (shop === null || shop.mode !== 'real') return done
      this.#accounts.forget()
      shop.account = null
      shop.credentials = null
      return await shop.mailroom.admin.useAccount(null)
    },
    openLink: async ({ url }) =>
      (await openOutside(url)) ? done : { ok: false, failure: { code: 'invalid-arguments', detail: 'this kind of link is not opened' } },
    saveFile: async (input) => {
      const shop = this.#shop
      return shop === null ? { ok: true, value: { saved: false } } : await saveFile(shop.window, input)
    },
    countKept: async () => (await this.#shop?.mailroom.admin.countKept({})) ?? noShop,
    hasRoom: async () => ({ ok: true, value: { room: await hasRoom(this.#profile.folder) } }),
    exportKept: async () => {
      const shop = this.#shop
      if (shop === null) return noShop
      const choice = await dialog.showOpenDialog(shop.window, { properties: ['openDirectory', 'createDirectory'] })
      const [folder] = choice.filePaths
      return choice.canceled || folder === undefined
        ? { ok: true, value: { folder: null } }
        : await shop.mailroom.admin.exportKept({ folder })
    },
    reload: async () => {
      this.#shop?.window.webContents.reload()
      return done
    },
    renewStore: async () => {
      const shop = this.#shop
      if (shop === null) return noShop
      await renewStore(shop.window.webContents.session)
      shop.window.webContents.reload()
      return done
    },
    copyText: async ({ text }) => {
      await clipboard.writeText(text)
      return done
    },
    setLooks: async ({ language, appearance }) => {
      this.#language = language
      nativeTheme.themeSource = appearance
      this.#showLooks()
      return done
    },
    readyToQuit: async () => {
      if (this.#isAsked) this.#quitNow()
      return done
    },
    setDueCount: async ({ count }) => {
      app.setBadgeCount(count)
      this.#tray.setDueCount(count)
      return done
    },
  }
}
