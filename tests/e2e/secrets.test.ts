import { existsSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup, type App } from '../support/app.ts'
import { openCounter, trustCertificate, typeMailbox } from '../support/connect-form.ts'
import { startDovecot, type Dovecot } from '../support/dovecot.ts'
import { keyringArguments, keyringMissing, startKeyring } from '../support/keyring.ts'
import { letter } from '../support/letters.ts'
import { startMailSink, type MailSink } from '../support/mail-sink.ts'
import { formsOfSecret, secretIn, secretInFolder, secretInProcesses } from '../support/secret-search.ts'

const user = 'shop'
const canary = 'canary-Tr0ub4dor&3-of-this-test'
const planted = 'planted-Tr0ub4dor&3-of-this-test'
const canaryForms = formsOfSecret(canary, user)
const plantedForms = formsOfSecret(planted, user)
const withoutKeyring = ['--password-store=basic']
let dovecot: Dovecot
let sink: MailSink

beforeAll(async () => {
  dovecot = await startDovecot({ users: { [user]: canary } })
  sink = await startMailSink({ user, password: canary })
  dovecot.deliver(letter({ from: 'Claire Morel <claire@post.example>', subject: 'Parcel not received', text: 'Where is my order 1042?' }))
})

afterAll(async () => {
  await sink.stop()
  await dovecot.stop()
})

/** Gathers what the app prints from now on. */
function listen(app: App): () => Buffer {
  const chunks: Buffer[] = []
  for (const stream of [app.electron.process().stdout, app.electron.process().stderr])
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks)
}

/** Connects through the form; the mail is here when this resolves. */
async function connect({ page }: App): Promise<void> {
  await typeMailbox(page, {
    address: 'hey@shop.example',
    password: canary,
    user,
    imap: { host: '127.0.0.1', port: dovecot.tlsPort, security: 'tls' },
    smtp: { host: '127.0.0.1', port: sink.port, security: 'loopback' },
  })
  await trustCertificate(page)
  await openCounter(page)
  await mailIsHere(page)
}

async function mailIsHere(page: App['page']): Promise<void> {
  await page.locator('.row', { hasText: 'Parcel not received' }).waitFor()
  await page.locator('[data-sync="idle"]').waitFor()
}

test('a password typed into the connect form is nowhere afterwards, and asked for at each start where there is no keyring', async () => {
  const app = await startApp({ args: withoutKeyring, env: { COMPTOIR_TEST_PLANTED: planted } })
  const { profile } = app
  const printed = listen(app)
  await connect(app)
  const inProcesses = secretInProcesses(app, canaryForms)
  expect(inProcesses.found).toEqual([])
  expect(inProcesses.processes).toBeGreaterThanOrEqual(4)
  // Control: the same search finds what was planted in the environment, in the output, in the page's database and in a file.
  expect(secretInProcesses(app, plantedForms).found).not.toEqual([])
  await app.electron.evaluate((_electron, words) => {
    console.log(words)
  }, planted)
  await app.page.evaluate(
    (words) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('comptoir')
        opening.addEventListener('success', () => {
          const writing = opening.result.transaction('values', 'readwrite')
          writing.objectStore('values').put({ name: 'planted', value: words })
          writing.addEventListener('complete', () => {
            opening.result.close()
            resolve()
          })
        })
      }),
    planted,
  )
  await app.close()
  expect(secretIn('output', printed(), plantedForms)).not.toEqual([])
  expect(secretIn('output', printed(), canaryForms)).toEqual([])
  expect(secretInFolder(profile, plantedForms).map(({ place }) => place.split(path.sep)[0])).toContain('browser')
  expect(secretInFolder(profile, canaryForms)).toEqual([])
  for (const [form, bytes] of canaryForms) {
    writeFileSync(path.join(profile, 'planted.bin'), Buffer.concat([Buffer.from('..'), bytes, Buffer.from('..')]))
    expect(secretInFolder(profile, canaryForms)).toContainEqual({ place: 'planted.bin', form })
  }
  expect(existsSync(path.join(profile, 'secret.bin'))).toBe(false)
  expect(statSync(profile).mode & 0o777).toBe(0o700)

  const again = await startApp({ profile, args: withoutKeyring })
  const password = again.page.getByLabel('Password of hey@shop.example')
  await password.fill('not this one')
  await again.page.getByRole('button', { name: 'Connect', exact: true }).click()
  await again.page.locator('[data-failure="wrong-password"]').waitFor()
  expect(await password.inputValue()).toBe('not this one')
  await password.fill(canary)
  await again.page.getByRole('button', { name: 'Connect', exact: true }).click()
  await mailIsHere(again.page)
  await again.close()
  removeProfile(profile)
})

test('the password of a set-up file is read again at each start and never copied into the profile', async () => {
  const profile = newProfile()
  const setup = writeSetup(profile, {
    helper: { name: 'Anna' },
    shop: { name: 'The Shop', timeZone: 'Europe/Paris' },
    account: {
      address: 'hey@shop.example',
      user,
      password: canary,
      imap: { host: '127.0.0.1', port: dovecot.tlsPort, security: 'tls', certificate: dovecot.certificateFingerprint },
      smtp: { host: '127.0.0.1', port: sink.port, security: 'loopback' },
    },
  })
  for (const _start of [1, 2]) {
    const app = await startApp({ profile, args: withoutKeyring, env: { COMPTOIR_SETUP: setup } })
    const printed = listen(app)
    await mailIsHere(app.page)
    expect(await app.page.getByLabel('Password of hey@shop.example').count()).toBe(0)
    expect(secretInProcesses(app, canaryForms).found).toEqual([])
    await app.close()
    expect(secretIn('output', printed(), canaryForms)).toEqual([])
    expect(secretInFolder(profile, canaryForms)).toEqual([])
  }
  const alone = await startApp({ profile, args: withoutKeyring })
  await alone.page.getByLabel('Password of hey@shop.example').waitFor()
  await alone.close()
  removeProfile(profile)
})

test('with a keyring the password is kept encrypted; after a keyring reset it is asked for and the mail can still be read', async (context) => {
  const missing = keyringMissing()
  if (missing !== null) {
    process.stderr.write(`skipped: no keyring here (${missing})\n`)
    context.skip()
    return
  }
  const keyring = await startKeyring()
  const start = (profile?: string): Promise<App> =>
    startApp({ args: keyringArguments, env: keyring.env, ...(profile === undefined ? {} : { profile }) })
  const app = await start()
  const { profile } = app
  await connect(app)
  await app.close()
  expect(statSync(path.join(profile, 'secret.bin')).mode & 0o777).toBe(0o600)
  expect(secretInFolder(profile, canaryForms)).toEqual([])

  const again = await start(profile)
  await mailIsHere(again.page)
  expect(await again.page.getByLabel('Password of hey@shop.example').count()).toBe(0)
  await again.close()

  await keyring.reset()
  const reset = await start(profile)
  await reset.page.getByLabel('Password of hey@shop.example').waitFor()
  await reset.page.getByRole('button', { name: 'Work offline for now' }).last().click()
  await reset.page.locator('.row', { hasText: 'Parcel not received' }).click()
  await reset.page.locator('.message-text', { hasText: 'Where is my order 1042?' }).waitFor()
  await reset.close()
  await keyring.stop()
  removeProfile(profile)
})
