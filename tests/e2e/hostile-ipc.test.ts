import path from 'node:path'
import { projectRoot } from '#tools/runtime/launch.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, type App } from '../support/app.ts'
import { openBareWindow } from '../support/hostile/bare-window.ts'
import { startRequestLog } from '../support/hostile/request-log.ts'
import { seededDice } from '../support/hostile/mutate-html.ts'

let app: App
const profile = newProfile()

beforeAll(async () => {
  app = await startApp({ profile })
})

afterAll(async () => {
  await app.close()
  removeProfile(profile)
})

const callNames = [
  'boot',
  'requestMailPort',
  'startDemo',
  'leaveDemo',
  'discover',
  'connect',
  'givePassword',
  'forgetAccount',
  'openLink',
  'saveFile',
  'copyText',
  'countKept',
  'hasRoom',
  'exportKept',
  'reload',
  'renewStore',
  'setLooks',
  'readyToQuit',
  'setDueCount',
]

/** In the page: calls every name of the bridge with what would be good arguments, and tells how each was answered. */
const callAll = (names: string[]): Promise<string[]> =>
  Promise.all(
    names.map(async (name) => {
      const bridge = (
        globalThis as unknown as { desktop: Record<string, (input: unknown) => Promise<{ ok: boolean; failure?: { detail: string } }>> }
      ).desktop
      const input = { discover: { address: 'a@b.example' }, openLink: { url: 'https://a.example' }, setDueCount: { count: 1 } }[name] ?? {}
      const answer = await bridge[name]?.(input)
      return answer?.ok === false && answer.failure?.detail === 'not our page'
        ? 'refused'
        : `${name}: ${JSON.stringify(answer).slice(0, 100)}`
    }),
  )

test('the bridge has these calls and no more, so that the tests below reach all of them', async () => {
  const names = await app.page.evaluate(() => Object.keys((globalThis as unknown as { desktop: object }).desktop))
  expect(names.sort()).toEqual([...callNames, 'onEvent'].sort())
})

test('I03: some hundred malformed arguments of each call, over the real IPC, end in a typed failure; the app goes on', async () => {
  const dice = seededDice(7)
  const atoms = [
    'null',
    '1',
    '-1.5',
    '""',
    '"x"',
    '[]',
    '[1]',
    '{"a":1}',
    'true',
    '{"url":1}',
    '{"address":{}}',
    '{"account":{},"credentials":{}}',
    '{"name":"a","bytes":"a"}',
  ]
  const pick = (): string => atoms[Math.floor(dice() * atoms.length)] ?? 'null'
  const inputs = Array.from({ length: 200 }, (_, index) =>
    index < atoms.length
      ? (atoms[index] ?? '1')
      : `{"${['x', 'url2', 'count2', 'constructor'][index % 4] ?? 'x'}":${pick()},"more":[${pick()},${pick()}]}`,
  )
  const answers = await app.page.evaluate(
    async ({ names, texts }) => {
      const bridge = (
        globalThis as unknown as { desktop: Record<string, (input: unknown) => Promise<{ ok: boolean; failure?: { code: string } }>> }
      ).desktop
      const counted: Record<string, number> = {}
      const round: { self?: unknown } = {}
      round.self = round
      const odd: unknown[] = [undefined, round, 'x'.repeat(5_000_000), Number.NaN, 10n, [round], new Uint8Array(1_000_000)]
      for (const name of names) {
        for (const input of [...texts.map((text) => JSON.parse(text) as unknown), ...odd]) {
          const answer = await bridge[name]?.(input)
          const word = answer?.ok === false ? (answer.failure?.code ?? 'no code') : `accepted by ${name}: ${JSON.stringify(answer)}`
          counted[word] = (counted[word] ?? 0) + 1
        }
      }
      return counted
    },
    { names: callNames, texts: inputs },
  )
  expect(answers).toEqual({ 'invalid-arguments': callNames.length * (inputs.length + 7) })
  expect(await app.page.evaluate(callAll, ['boot'])).toEqual([expect.stringContaining('"ok":true')])
})

/** Loads an address in a window (from main, as no page could) and calls everything from its page. */
async function askFrom(windowId: number, address: string): Promise<string[]> {
  const code = `(${callAll.toString()})(${JSON.stringify(callNames)})`
  return await app.electron.evaluate(
    async ({ BrowserWindow }, task) => {
      const window = BrowserWindow.fromId(task.windowId)
      if (window === null) throw new Error('the window is gone')
      await window.loadURL(task.address)
      return (await window.webContents.executeJavaScript(task.code)) as string[]
    },
    { windowId, address, code },
  )
}

const foreignPage = 'data:text/html,<title>foreign</title>'
const refused = callNames.map(() => 'refused')

test('I02: another window with the same preload gets no answer to any call, nor does a page that is not ours', async () => {
  const other = await app.electron.evaluate(
    ({ BrowserWindow }, preload) => {
      return new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } }).id
    },
    path.join(projectRoot, 'out', 'preload', 'index.cjs'),
  )
  expect(await askFrom(other, foreignPage)).toEqual(refused)
  // Our own page, but in a window that is not the one on the shop.
  expect(await askFrom(other, 'app://comptoir/index.html')).toEqual(refused)
  await app.electron.evaluate(({ BrowserWindow }, id) => {
    BrowserWindow.fromId(id)?.destroy()
  }, other)
})

test('I04: camera, clipboard, notifications, midi, serial, place and screen are all denied', async () => {
  const asked = async (page: App['page']): Promise<Record<string, string>> =>
    await page.evaluate(async () => {
      const said = async (work: () => Promise<unknown>): Promise<string> => {
        try {
          const answer = await work()
          return typeof answer === 'string' ? answer : 'granted'
        } catch {
          return 'denied'
        }
      }
      const state = (name: string) => async () => {
        const { state: now } = await navigator.permissions.query({ name: name as PermissionName })
        return now === 'granted' ? 'granted' : 'denied'
      }
      const more = navigator as unknown as {
        requestMIDIAccess: (o: object) => Promise<unknown>
        serial: { requestPort: () => Promise<unknown> }
      }
      return {
        notifications: (await Notification.requestPermission()) === 'granted' ? 'granted' : 'denied',
        clipboard: await said(state('clipboard-read')),
        clipboardText: await said(() => navigator.clipboard.readText().then(() => 'granted')),
        midi: await said(() => more.requestMIDIAccess({ sysex: true }).then(() => 'granted')),
        camera: await said(() => navigator.mediaDevices.getUserMedia({ video: true, audio: true })),
        cameraState: await said(state('camera')),
        geolocation: await said(state('geolocation')),
        serial: await said(() => more.serial.requestPort()),
        screen: await said(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      }
    })
  const answers = await asked(app.page)
  expect(new Set(Object.values(answers))).toEqual(new Set(['denied']))
  // The control: without the handlers this runtime grants what it can.
  const log = await startRequestLog()
  const bare = await openBareWindow(`http://127.0.0.1:${log.port}/blank`)
  const free = await asked(bare.page)
  await bare.stop()
  log.stop()
  expect(free).toMatchObject({ notifications: 'granted', clipboard: 'granted', cameraState: 'granted', geolocation: 'granted' })
})

test('I02: after the window has navigated away every call is refused', async () => {
  const own = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.id ?? 0)
  expect(await askFrom(own, foreignPage)).toEqual(refused)
})
