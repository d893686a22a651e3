import { afterEach, expect, test } from 'vitest'
import { connectInChild } from '../../support/connect-in-child.ts'
import { startScriptedImapServer, type ImapScript } from '../../support/scripted-imap-server.ts'
import type { ScriptedServer, ScriptedSession } from '../../support/scripted-server.ts'

const mebibyte = 1024 * 1024
const mostMiB = 100
let server: ScriptedServer | undefined

afterEach(async () => {
  await server?.stop()
  server = undefined
})

type Flood = (session: ScriptedSession) => void

/** Lines that together are a million, or as many as go into 600 MiB. */
function lines(line: string, count: number): Flood {
  return (session) => session.flood(`${line}\r\n`.repeat(1000), (line.length + 2) * count)
}
const endlessLine: Flood = (session) => {
  session.write('* OK ')
  session.flood('x'.repeat(mebibyte), 600 * mebibyte)
}
function literal(bytes: number): Flood {
  return (session) => {
    session.write(`* LIST () "/" {${bytes}}\r\n`)
    session.flood('x'.repeat(mebibyte), 600 * mebibyte)
  }
}

test.each<[string, ImapScript, string]>([
  ['an endless greeting', { flood: endlessLine }, 'protocol'],
  ['an endless line', { atLogin: endlessLine }, 'protocol'],
  ['a literal of 4 GiB', { atLogin: literal(4_294_967_296) }, 'too-large'],
  ['a million untagged lines', { atLogin: lines('* 1 EXISTS', 1e6) }, 'protocol'],
  ['a million alerts', { atLogin: lines('* OK [ALERT] look', 1e6) }, 'protocol'],
])('N06: %s before the log-in ends the attempt, and memory grows by at most 100 MB', async (_what, script, code) => {
  server = await startScriptedImapServer({ startTls: 'stripped', ...script })
  const report = await connectInChild('imap', { host: '127.0.0.1', port: server.port, security: 'loopback' })
  console.info(`N06 ${_what} before the log-in: ${report.code}, growth ${report.growthMiB} MiB`)
  expect(report.code).toBe(code)
  expect(report.growthMiB).toBeLessThanOrEqual(mostMiB)
})

test.each<[string, Flood, string]>([
  ['an endless line', endlessLine, 'protocol'],
  ['a literal of 4 GiB', literal(4_294_967_296), 'too-large'],
  ['a literal of 70 MiB', literal(70 * mebibyte), 'too-large'],
])('N06: %s after the log-in closes the connection, and memory grows by at most 100 MB', async (_what, atStatus, code) => {
  server = await startScriptedImapServer({ startTls: 'stripped', atStatus })
  const report = await connectInChild('imap-status', { host: '127.0.0.1', port: server.port, security: 'loopback' })
  console.info(`N06 ${_what} after the log-in: ${report.code}, growth ${report.growthMiB} MiB`)
  expect(report.code).toBe(code)
  expect(report.growthMiB).toBeLessThanOrEqual(mostMiB)
})

test('N06: a million untagged lines after the log-in make memory grow by at most 100 MB', async () => {
  const atStatus = (session: ScriptedSession, tag: string): void => {
    lines('* 1 EXISTS', 1e6)(session)
    session.write(`${tag} OK done\r\n`)
  }
  server = await startScriptedImapServer({ startTls: 'stripped', atStatus })
  const report = await connectInChild('imap-status', { host: '127.0.0.1', port: server.port, security: 'loopback' })
  console.info(`N06 a million lines after the log-in: ${report.code} ${report.detail}, growth ${report.growthMiB} MiB`)
  expect(report.growthMiB).toBeLessThanOrEqual(mostMiB)
})

test('N06, control: with the caps that imapflow comes with, the endless greeting takes more', async () => {
  server = await startScriptedImapServer({ startTls: 'stripped', flood: endlessLine })
  const report = await connectInChild('careless', { host: '127.0.0.1', port: server.port, security: 'loopback' })
  console.info(`N06 control: ${report.code}, growth ${report.growthMiB} MiB`)
  expect(report.growthMiB).toBeGreaterThan(mostMiB)
})
