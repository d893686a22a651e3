import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mutateHtml, seededDice } from '../support/hostile/mutate-html.ts'
import { allLayers, startFrameLab, type Doings, type FrameLab } from '../support/hostile/frame-lab.ts'
import { until } from '../support/node-shop.ts'

const corpus = process.env['COMPTOIR_CORPUS'] ?? ''
const payloadFile = path.join(corpus, 'xss', 'dompurify.jsonl')
const hasPayloads = corpus !== '' && existsSync(payloadFile)
if (!hasPayloads) console.log('the payloads of H01 are left out: COMPTOIR_CORPUS names no folder with xss/dompurify.jsonl')

/** The payloads as they are, and once more with their alert calls turned into the canary. */
function payloads(): string[] {
  const given = readFileSync(payloadFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { payload: string }).payload)
  return [...given, ...given.map((payload) => payload.replaceAll(/\b(?:alert|confirm|prompt)\b/g, 'top.ran'))]
}

function mutations(given: readonly string[], count: number): string[] {
  const dice = seededDice(20_260_701)
  return Array.from({ length: count }, (_, index) => mutateHtml(given[index % given.length] ?? '', given, dice))
}

const nothing: Doings = { scripts: 0, ran: 0, dialogs: 0, ipcCalls: 0, navigations: [] }
const plainScripts = [
  '<script>top.ran(1)</script>',
  '<img src=x onerror=top.ran(1)>',
  '<svg onload=top.ran(1)></svg>',
  '<script>alert(1)</script>',
  '<script>top.desktop.boot({})</script>',
  '<iframe srcdoc="<script>top.ran(1)</script>"></iframe>',
  '<iframe src="javascript:top.ran(1)"></iframe>',
]
let lab: FrameLab

beforeAll(async () => {
  lab = await startFrameLab()
})

afterAll(async () => {
  await lab.stop()
})

test.skipIf(!hasPayloads)('H01: no payload and none of 2,000 mutations runs a script, opens a dialog or calls main', async () => {
  const given = payloads()
  expect(given.length).toBeGreaterThanOrEqual(200)
  await lab.show([...given, ...mutations(given, 2000)])
  expect(await lab.doings()).toEqual(nothing)
})

test.skipIf(!hasPayloads)('H01: with the sanitiser off the policy and the sandbox hold alone', async () => {
  const given = payloads()
  await lab.show([...given, ...mutations(given, 2000)], { sanitiser: false, policy: true, sandbox: true })
  expect(await lab.doings()).toEqual(nothing)
})

test.skipIf(!hasPayloads)('H01: with every policy off the sanitiser and the sandbox hold, and so does each of them alone', async () => {
  const hostile = payloads()
  await lab.bypassPagePolicy(true)
  await lab.show(hostile, { sanitiser: true, policy: false, sandbox: true })
  expect(await lab.doings()).toEqual(nothing)
  await lab.show(hostile, { sanitiser: true, policy: false, sandbox: false })
  expect(await lab.doings()).toEqual(nothing)
  await lab.show(hostile, { sanitiser: false, policy: false, sandbox: true })
  expect(await lab.doings()).toEqual(nothing)
  await lab.bypassPagePolicy(false)
})

test('H02: deep nesting, rawtext breakouts and odd comments stay inert, and the words around them are shown', async () => {
  const inside = '<img src=x onerror=top.ran(1)>'
  const nested = [256, 512, 5000].flatMap((depth) => [
    `${'<div>'.repeat(depth)}${inside}`,
    `${'<svg><foreignObject>'.repeat(depth / 2)}${inside}`,
    `${'<form><math><mtext></form>'.repeat(depth / 2)}<mglyph><style></math>${inside}`,
    `${'<div style="display:table-cell">'.repeat(depth)}${inside}`,
  ])
  // As they come, 2,500 tables in one another bring Chromium down; the sanitiser's output must not.
  const tables = [256, 512, 5000].map((depth) => `${'<table><tr><td>'.repeat(depth)}${inside}`)
  const rawtext = ['noscript', 'xmp', 'noembed', 'noframes', 'iframe', 'style', 'title', 'textarea', 'plaintext', 'template'].flatMap(
    (tag) => [
      `<${tag}><p title="</${tag}>${inside}">`,
      `<svg><${tag}><!--</${tag}>${inside}-->`,
      `<math><mtext><${tag}><a title="</${tag}>${inside}">`,
    ],
  )
  const comments = [
    `<! foo="><${inside}">`,
    `<!--><p>${inside}-->`,
    `<!-- --!>${inside}`,
    `<? x ?>${inside}`,
    `<![CDATA[<p title="]]>${inside}">]]>`,
  ]
  const hostile = [...nested, ...rawtext, ...comments]
  for (const layers of [allLayers, { ...allLayers, sanitiser: false }, { ...allLayers, policy: false }]) {
    await lab.show(layers.sanitiser ? [...hostile, ...tables] : hostile, layers)
    expect(await lab.doings()).toEqual(nothing)
  }
  await lab.show(['<p>Before</p><noscript><p title="</noscript><img src=x onerror=top.ran(1)>"></p></noscript><p>After</p>'])
  const shown = await lab.app.page.frameLocator('#frame-harness iframe').locator('body').innerText()
  expect(shown).toMatch(/Before[^]*After/)
})

test('H03: a frame receives the sanitised html as it is, around it our own document and nothing else', async () => {
  const parts = [
    '<p>Hello & <b>welcome</b></p>',
    '<img src="https://a.example/x.png"><p onclick=x>a</p>',
    '</body></html><p>&lt;script&gt;',
    '"><p title=\'"\'>',
  ]
  await lab.show(parts)
  const compared = await lab.app.page.evaluate((given) => globalThis.frameHarness.compare(given), parts)
  expect(compared).toHaveLength(parts.length)
  for (const { clean, received } of compared) expect(received).toBe(clean)
})

test('H09: names that shadow the document stay in the frame: the app goes on as before', async () => {
  const names = ['getElementById', '__proto__', 'body', 'constructor', 'desktop', 'frameHarness', 'top', 'parent', 'createElement']
  const hostile = names.flatMap((name) => [
    `<img name="${name}"><form id="${name}"><input name="${name}"></form>`,
    `<a id="${name}"></a><a id="${name}" name="x"></a>`,
  ])
  await lab.show([...hostile, '</div></body><base href="https://evil.example/">'], { sanitiser: false, policy: true, sandbox: true })
  const { page } = lab.app
  const before = await page.evaluate(() => ({
    find: typeof document.getElementById('root')?.getAttribute,
    base: document.baseURI.startsWith('app://comptoir/'),
    bridge: typeof (window as unknown as { desktop?: { boot?: unknown } }).desktop?.boot,
    body: document.body.tagName,
  }))
  expect(before).toEqual({ find: 'function', base: true, bridge: 'function', body: 'BODY' })
  await lab.show(hostile)
  const kept = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLIFrameElement>('#frame-harness iframe')].map(
      (frame) => frame.contentDocument?.body.querySelectorAll('[id],[name]').length,
    ),
  )
  expect(kept.every((count) => count === 0)).toBe(true)
  expect(await lab.doings()).toEqual(nothing)
})

test('I01: a frame of a mail has no require, no ipcRenderer and no bridge of its own', async () => {
  await lab.show(['<p>Hello</p>'])
  const { page } = lab.app
  const seen = await page.evaluate(() => {
    const inner = document.querySelector<HTMLIFrameElement>('#frame-harness iframe')?.contentWindow as unknown as Record<string, unknown>
    return ['require', 'module', 'process', 'Buffer', 'ipcRenderer', 'electron', 'desktop'].filter((name) => inner[name] !== undefined)
  })
  expect(seen).toEqual([])
  // The control: the page around it has the bridge, and that alone.
  const own = await page.evaluate(() =>
    ['require', 'process', 'ipcRenderer', 'desktop'].filter((name) => (window as unknown as Record<string, unknown>)[name] !== undefined),
  )
  expect(own).toEqual(['desktop'])
})

test('the control: with every layer off the same counters see scripts, canary, dialogs and calls', async () => {
  await lab.bypassPagePolicy(true)
  await lab.show(plainScripts, { sanitiser: false, policy: false, sandbox: false })
  const done = await lab.doings()
  expect(done.ran).toBeGreaterThanOrEqual(4)
  expect(done.scripts).toBeGreaterThanOrEqual(6)
  expect(done.dialogs).toBe(1)
  expect(done.ipcCalls).toBe(1)
  if (!hasPayloads) return
  await lab.show(
    payloads().filter((payload) => !payload.includes('location')),
    { sanitiser: false, policy: false, sandbox: false },
  )
  // Some run only once something has failed to load: they are counted as they come.
  const sharp = { scripts: 0, ran: 0 }
  await until(async () => {
    const { scripts, ran } = await lab.doings()
    sharp.scripts += scripts
    sharp.ran += ran
    return sharp.scripts >= 15 && sharp.ran >= 5
  })
  console.log(`H01 control: with every layer off the payloads compiled ${sharp.scripts} scripts and reached the canary ${sharp.ran} times`)
})
