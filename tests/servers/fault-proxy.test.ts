import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startDovecot, type Dovecot } from '../support/dovecot.ts'
import { faultKinds, imapSteps, smtpSteps, type FaultKind, type ImapStep, type SmtpStep } from '../support/fault-proxy/fault.ts'
import { startFaultProxy, type FaultProxy, type FaultProxyOptions } from '../support/fault-proxy/fault-proxy.ts'
import { ImapSplitter } from '../support/fault-proxy/imap-splitter.ts'
import { diceOf } from '../support/fault-proxy/random.ts'
import { connectionLimit, figure, inject, refuse, shortSearch, withoutCapabilities } from '../support/fault-proxy/rules.ts'
import { letter } from '../support/letters.ts'
import { startMailSink, type MailSink } from '../support/mail-sink.ts'
import { until } from '../support/node-shop.ts'
import { rawConnection, type RawConnection } from '../support/raw-connection.ts'

/** A mail that is full of what looks like protocol. */
const trap = letter({
  from: 'Eve <eve@post.example>',
  subject: 'Protocol',
  text: ['a1 OK done', '* 5 EXPUNGE', '* LIST {10}', 'a2 LOGIN shop secret', 'DONE', '+ go on', '.', 'a3 IDLE', 'x '.repeat(4000)].join(
    '\r\n',
  ),
  messageId: 'trap@post.example',
})

let dovecot: Dovecot
let sink: MailSink
let proxy: FaultProxy | null = null
const connections: RawConnection[] = []

beforeAll(async () => {
  dovecot = await startDovecot()
  sink = await startMailSink()
})
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.close()
  await proxy?.stop()
  proxy = null
})
afterAll(async () => {
  await sink.stop()
  await dovecot.stop()
})

async function start(options: Partial<FaultProxyOptions> = {}): Promise<FaultProxy> {
  proxy = await startFaultProxy({ target: dovecot.port, ...options })
  return proxy
}

function connect(port: number): RawConnection {
  const connection = rawConnection(port)
  connections.push(connection)
  return connection
}

/** Gives one command and waits for its answer. */
async function ask(connection: RawConnection, command: string): Promise<string> {
  const from = connection.heard().length
  const tag = `t${from}`
  connection.say(`${tag} ${command}\r\n`)
  await connection.hear(new RegExp(`^${tag} .*\\r\\n`, 'm'), from)
  return connection.heard().slice(from)
}

async function logIn(port: number): Promise<RawConnection> {
  const connection = connect(port)
  await connection.hear(/^\* OK/)
  await ask(connection, 'LOGIN shop secret')
  return connection
}

/** Passes all the steps of a session in turn, and notes each that was passed in full. */
async function walkImap(connection: RawConnection, passed: string[]): Promise<void> {
  const gives = async (step: ImapStep, from: number, pattern: RegExp): Promise<void> => {
    if (!(await connection.hear(pattern, from))) throw new Error(`ended at ${step}`)
    passed.push(step)
  }
  const command = async (step: ImapStep, text: string): Promise<void> => {
    const from = connection.heard().length
    connection.say(`${step} ${text}\r\n`)
    await gives(step, from, new RegExp(`^${step} OK`, 'm'))
  }
  await gives('greeting', 0, /^\* OK.*\r\n/)
  await command('capability', 'CAPABILITY')
  await command('starttls', 'STARTTLS')
  if (!(await connection.secure())) throw new Error('ended at handshake')
  passed.push('handshake')
  await command('auth', 'LOGIN shop secret')
  await command('select', 'SELECT INBOX')
  await command('search', 'UID SEARCH ALL')
  const fetchFrom = connection.heard().length
  connection.say('before-tag UID FETCH 1 (UID BODY.PEEK[])\r\n')
  await gives('fetch-start', fetchFrom, /^\* 1 FETCH/)
  await gives('mid-literal', fetchFrom, /\{(\d+)\}\r\n(?:[^]{100,})\)\r\n/)
  await gives('before-tag', fetchFrom, /^before-tag OK/m)
  await command('store', 'UID STORE 1 +FLAGS (\\Deleted)')
  await command('move', 'UID MOVE 2 Trash')
  await command('expunge', 'EXPUNGE')
  const appendFrom = connection.heard().length
  connection.say(`append-ok APPEND Sent {${trap.length}}\r\n`)
  await gives('append-plus', appendFrom, /^\+ /m)
  connection.say(`${trap}\r\n`)
  await gives('append-ok', appendFrom, /^append-ok OK/m)
  passed.splice(passed.length - 1, 0, 'mid-append')
  const idleFrom = connection.heard().length
  connection.say('done IDLE\r\n')
  await gives('idle', idleFrom, /^\+ /m)
  connection.say('DONE\r\n')
  await gives('done', idleFrom, /^done OK/m)
  await command('logout', 'LOGOUT')
}

/** Follows a walk until it stands still: it ended, or the fault has struck and only silence or drops are left. */
async function strikeOn(walk: Promise<unknown>, kind: FaultKind, struck: FaultProxy): Promise<void> {
  await until(() => struck.strikes.length > 0)
  if (kind === 'fin' || kind === 'rst') await walk
}

describe.each(faultKinds)('a fault of the kind %s', (kind) => {
  test.each(imapSteps)('strikes an IMAP session at %s: what comes before has passed, nothing after', async (step) => {
    for (const folder of ['INBOX', 'Sent', 'Trash']) await emptyFolder(folder)
    dovecot.deliver(trap)
    dovecot.deliver(letter({ from: 'a@post.example', subject: 'Second', text: 'Two', messageId: 'two@post.example' }))
    const struck = await start({ mode: 'starttls', faults: [{ step, kind }] })
    const connection = connect(struck.port)
    const passed: string[] = []
    const walk = walkFresh(connection, passed).catch((error: unknown) => error)
    await strikeOn(walk, kind, struck)
    const before = imapSteps.slice(0, imapSteps.indexOf(step))
    const expected = step === 'append-ok' ? before.filter((one) => one !== 'mid-append') : before
    if (kind === 'fin' || kind === 'rst') {
      expect(passed).toEqual(expected)
      expect(connection.ending()).toBe(kind)
      // What the server did is told by its files: an append cut in the middle left nothing, one whose answer was lost is there.
      if (step === 'mid-append') expect(dovecot.list('Sent')).toEqual([])
      if (step === 'append-ok') await until(() => dovecot.list('Sent').length === 1)
      if (step === 'move') await until(() => dovecot.list('Trash').length === 1)
      return
    }
    if (kind === 'silence') expect(passed).toEqual(expected)
    else if (connection.chunks.length > 0 && step !== 'handshake')
      await until(() => connection.chunks.at(-1) === 1 || passed.length > expected.length)
    // Lifted, the session goes on where it stood.
    await struck.lift()
    await walk
    expect(passed).toEqual([...imapSteps])
  })
})

async function emptyFolder(folder: string): Promise<void> {
  const connection = await logIn(dovecot.port)
  await ask(connection, `SELECT ${folder}`)
  await ask(connection, 'STORE 1:* +FLAGS.SILENT (\\Deleted)')
  await ask(connection, 'EXPUNGE')
  connection.close()
}

/** UIDs go on counting: the walk speaks of sequence 1 and 2 by their UIDs of now. */
async function walkFresh(connection: RawConnection, passed: string[]): Promise<void> {
  const look = await logIn(dovecot.port)
  await ask(look, 'SELECT INBOX')
  const uids = (/^\* SEARCH (.*)\r$/m.exec(await ask(look, 'UID SEARCH ALL'))?.[1] ?? '').split(' ')
  look.close()
  const renamed: RawConnection = {
    ...connection,
    say: (text) => {
      connection.say(
        text.replace(/UID (FETCH|STORE|MOVE) (\d)/, (_all, name: string, number: string) => `UID ${name} ${uids[Number(number) - 1]}`),
      )
    },
  }
  await walkImap(renamed, passed)
}

test('a fault before the server: the command never reached it', async () => {
  await emptyFolder('INBOX')
  dovecot.deliver(trap)
  const struck = await start({ faults: [{ step: 'store', kind: 'fin', reachesServer: false }] })
  const connection = await logIn(struck.port)
  await ask(connection, 'SELECT INBOX')
  expect(await ask(connection, 'STORE 1 +FLAGS (\\Flagged)')).toBe('')
  expect(connection.ending()).toBe('fin')
  expect(dovecot.list().map((name) => name.split(':2,')[1] ?? '')).toEqual([''])
})

test('a literal is cut where it is said, at the occurrence that is said, as often as is said', async () => {
  await emptyFolder('INBOX')
  for (let number = 0; number < 3; number += 1) dovecot.deliver(trap)
  const struck = await start({ faults: [{ step: 'mid-literal', kind: 'fin', occurrence: 2, times: 2, fraction: 0.9, leastBytes: 1000 }] })
  for (const [first, complete] of [
    [1, 1],
    [1, 0],
    [1, 3],
  ] as const) {
    const connection = await logIn(struck.port)
    await ask(connection, 'SELECT INBOX')
    const answer = await ask(connection, `FETCH ${first}:3 (BODY.PEEK[HEADER] BODY.PEEK[])`)
    expect(answer.split('x x x \r\n)').length - 1).toBe(complete)
    connection.close()
  }
  expect(struck.strikes).toHaveLength(2)
})

test('the content of a mail is never taken for protocol, and no password is kept', async () => {
  await emptyFolder('Sent')
  const { port, record } = await start()
  const connection = await logIn(port)
  const from = connection.heard().length
  connection.say(`a APPEND Sent {${trap.length}+}\r\n${trap}\r\n`)
  await connection.hear(/^a OK/m, from)
  await ask(connection, 'SELECT Sent')
  expect(await ask(connection, 'FETCH 1 (UID BODY.PEEK[])')).toContain(trap)
  expect(record.commands.map(({ name }) => name)).toEqual(['LOGIN', 'APPEND', 'SELECT', 'FETCH'])
  const plain = Buffer.from('\0shop\0secret').toString('base64')
  const other = connect(port)
  await other.hear(/^\* OK/)
  other.say('b AUTHENTICATE PLAIN\r\n')
  await other.hear(/^\+ /m)
  other.say(`${plain}\r\n`)
  await other.hear(/^b OK/m)
  expect(JSON.stringify(record.commands)).not.toMatch(new RegExp(`secret|${plain}`))
})

test.each([1, 3, 7, 64])('a session cut in chunks of %i bytes gives the same lines and literals', (size) => {
  const session = Buffer.from(
    `* 1 FETCH (BODY[] {${trap.length}}\r\n${trap} BODY[2] {0}\r\n)\r\na1 OK text {5}\r\n* 2 EXISTS\r\n`,
    'latin1',
  )
  const lines: string[] = []
  let literal = ''
  const splitter = new ImapSplitter('server', {
    line: (line) => void lines.push(line.toString('latin1')),
    literal: (bytes) => void (literal += bytes.toString('latin1')),
  })
  for (let at = 0; at < session.length; at += size) splitter.push(session.subarray(at, at + size))
  expect(literal).toBe(trap)
  expect(lines).toEqual([`* 1 FETCH (BODY[] {${trap.length}}\r\n`, ' BODY[2] {0}\r\n', ')\r\n', 'a1 OK text {5}\r\n', '* 2 EXISTS\r\n'])
})

test('connections, commands, bytes and round trips are counted', async () => {
  await emptyFolder('INBOX')
  dovecot.deliver(trap)
  const { port, record } = await start()
  const connection = await logIn(port)
  await ask(connection, 'SELECT INBOX')
  const before = record.bytesToClient
  const trips = record.roundTrips
  const answer = await ask(connection, 'FETCH 1 (UID ENVELOPE)')
  expect(record.bytesToClient - before).toBe(Buffer.byteLength(answer, 'latin1'))
  expect(record.roundTrips - trips).toBe(1)
  connection.say('x NOOP\r\ny NOOP\r\n')
  await connection.hear(/^y OK/m)
  expect(record.roundTrips - trips).toBe(2)
  expect([...record.fetched.values()]).toEqual([1])
  expect(record.count('NOOP')).toBe(2)
  expect(record.connections).toBe(1)
})

test('a proxy that refuses is not there; lifted, it is', async () => {
  const struck = await start()
  const open = await logIn(struck.port)
  await struck.refuse()
  await open.hear(/never/)
  expect(open.ending()).toBe('rst')
  const refused = connect(struck.port)
  await refused.hear(/never/)
  expect(refused.ending()).toBe('rst')
  await struck.lift()
  expect(await ask(await logIn(struck.port), 'NOOP')).toContain('OK')
})

test('a cut with silence that stays: the connection is dead for good, and a new one works', async () => {
  const struck = await start()
  const connection = await logIn(struck.port)
  struck.cut('silence')
  const from = connection.heard().length
  connection.say('a NOOP\r\n')
  await struck.lift('stay')
  expect(await ask(await logIn(struck.port), 'NOOP')).toContain('OK')
  expect(connection.heard().slice(from)).toBe('')
  expect(connection.ending()).toBeNull()
})

test('throttled and late, bytes take at least their time', async () => {
  await emptyFolder('INBOX')
  dovecot.deliver(trap)
  const struck = await start()
  const connection = await logIn(struck.port)
  await ask(connection, 'SELECT INBOX')
  struck.latency(100)
  let began = performance.now()
  await ask(connection, 'NOOP')
  expect(performance.now() - began).toBeGreaterThanOrEqual(195)
  struck.latency(0)
  struck.throttle(10_000)
  began = performance.now()
  expect(await ask(connection, 'FETCH 1 (BODY.PEEK[])')).toContain(trap)
  expect(performance.now() - began).toBeGreaterThanOrEqual(500)
})

test('a flapping line resets its connections so many times', async () => {
  const struck = await start()
  struck.flap(30, 3)
  let cuts = 0
  while (struck.strikes.length < 3) {
    const connection = connect(struck.port)
    await connection.hear(/never/)
    cuts += 1
  }
  expect(cuts).toBeGreaterThanOrEqual(3)
  expect(await ask(await logIn(struck.port), 'NOOP')).toContain('OK')
})

test('without CONDSTORE, QRESYNC, IDLE, UIDPLUS, MOVE: not offered, not known, never spoken of', async () => {
  const { port } = await start({ rules: [withoutCapabilities('CONDSTORE', 'QRESYNC', 'IDLE', 'UIDPLUS', 'MOVE')] })
  const connection = await logIn(port)
  expect(await ask(connection, 'CAPABILITY')).not.toMatch(/CONDSTORE|QRESYNC|IDLE|UIDPLUS|MOVE/)
  expect(connection.heard()).not.toMatch(/CONDSTORE|QRESYNC|IDLE|UIDPLUS|MOVE/)
  expect(await ask(connection, 'SELECT INBOX')).not.toContain('HIGHESTMODSEQ')
  for (const command of [
    'IDLE',
    'UID MOVE 1 Trash',
    'UID EXPUNGE 1',
    'SELECT INBOX (CONDSTORE)',
    'ENABLE QRESYNC',
    'STATUS INBOX (HIGHESTMODSEQ)',
  ])
    expect(await ask(connection, command)).toMatch(/BAD/)
  const from = connection.heard().length
  connection.say(`a APPEND Sent {${trap.length}+}\r\n${trap}\r\n`)
  await connection.hear(/^a OK/m, from)
  expect(connection.heard().slice(from)).not.toContain('APPENDUID')
})

test('answers are bent as they are told, and only as often', async () => {
  await emptyFolder('INBOX')
  for (let number = 0; number < 4; number += 1) dovecot.deliver(trap)
  const struck = await start({ rules: [shortSearch(0.5, 1), figure('EXISTS', () => 0n, 1)] })
  const connection = await logIn(struck.port)
  expect(await ask(connection, 'SELECT INBOX')).toMatch(/^\* 0 EXISTS/m)
  expect(await ask(connection, 'SELECT INBOX')).toMatch(/^\* 4 EXISTS/m)
  expect(await ask(connection, 'SEARCH ALL')).toMatch(/^\* SEARCH 1 2\r/m)
  expect(await ask(connection, 'SEARCH ALL')).toMatch(/^\* SEARCH 1 2 3 4\r/m)
  const takeBack = [
    struck.bend(figure('HIGHESTMODSEQ', () => null)),
    struck.bend(figure('UIDVALIDITY', () => 42n)),
    struck.bend(shortSearch(0)),
  ]
  const status = await ask(connection, 'STATUS INBOX (MESSAGES UIDVALIDITY HIGHESTMODSEQ UIDNEXT)')
  expect(status).toMatch(/^\* STATUS INBOX \(MESSAGES 4 UIDNEXT \d+ UIDVALIDITY 42\)\r/m)
  const selected = await ask(connection, 'SELECT INBOX')
  expect(selected).toContain('[UIDVALIDITY 42]')
  expect(selected).not.toContain('HIGHESTMODSEQ')
  expect(await ask(connection, 'UID SEARCH RETURN (ALL) ALL')).not.toContain('ALL 1')
  for (const back of takeBack) back()
  expect(await ask(connection, 'SELECT INBOX')).not.toContain('[UIDVALIDITY 42]')
  struck.bend(figure('UIDNEXT', (next) => next - 3n, 1))
  expect(await ask(connection, 'SELECT INBOX')).toContain('[UIDNEXT 2]'.replace('2', String(Number(/UIDNEXT (\d+)/.exec(status)?.[1]) - 3)))
  struck.bend(inject('NOOP', ['* 0 FETCH (FLAGS ())', '* 9 EXISTS']))
  expect(await ask(connection, 'NOOP')).toMatch(/^\* 0 FETCH \(FLAGS \(\)\)\r\n\* 9 EXISTS\r\nt\d+ OK/m)
  expect(await ask(connection, 'NOOP')).not.toContain('EXISTS')
})

test('commands are refused in the server’s place, connections above a limit, and a BYE ends one', async () => {
  const struck = await start({ rules: [refuse('SELECT', 'NO [THROTTLED] slow down', 1)] })
  struck.bend(connectionLimit(1, struck.open))
  const connection = await logIn(struck.port)
  expect(await ask(connection, 'SELECT INBOX')).toContain('NO [THROTTLED]')
  expect(await ask(connection, 'SELECT INBOX')).toContain('OK')
  const second = connect(struck.port)
  await second.hear(/^\* OK/)
  expect(await ask(second, 'LOGIN shop secret')).toContain('NO [LIMIT]')
  struck.bend(refuse('APPEND', 'NO [OVERQUOTA] full', 1))
  connection.say('q APPEND Sent {5}\r\n')
  await connection.hear(/^q NO \[OVERQUOTA\]/m)
  expect(await ask(connection, 'NOOP')).toContain('OK')
  struck.bend(refuse('NOOP', 'BYE [UNAVAILABLE] restarting'))
  expect(await ask(connection, 'NOOP')).toBe('* BYE [UNAVAILABLE] restarting\r\n')
  expect(connection.ending()).toBe('fin')
})

test('a seed gives the same numbers again, another one others', () => {
  const numbers = (seed: number): number[] => {
    const dice = diceOf(seed)
    return Array.from({ length: 20 }, () => dice.whole(1, 1000))
  }
  expect(numbers(7)).toEqual(numbers(7))
  expect(numbers(7)).not.toEqual(numbers(8))
})

/** Sends one mail, and notes the steps that were passed. */
async function walkSmtp(connection: RawConnection, passed: string[]): Promise<void> {
  const gives = async (step: SmtpStep, text: string | null, code: number): Promise<void> => {
    const from = connection.heard().length
    if (text !== null) connection.say(`${text}\r\n`)
    if (!(await connection.hear(new RegExp(`^${code} .*\\r\\n`, 'm'), text === null ? 0 : from))) throw new Error(`ended at ${step}`)
    passed.push(step)
  }
  await gives('greeting', null, 220)
  await gives('ehlo', 'EHLO test.example', 250)
  await gives('starttls', 'STARTTLS', 220)
  if (!(await connection.secure())) throw new Error('ended at handshake')
  passed.push('handshake')
  await gives('auth', `AUTH PLAIN ${Buffer.from('\0shop\0secret').toString('base64')}`, 235)
  await gives('mail', 'MAIL FROM:<a@post.example>', 250)
  await gives('rcpt', 'RCPT TO:<b@post.example>', 250)
  await gives('data', 'DATA', 354)
  await gives('after-dot', `${trap.replaceAll('\r\n.', '\r\n..')}\r\n.`, 250)
  passed.splice(passed.length - 1, 0, 'mid-data', 'before-dot')
}

test.each(smtpSteps)('a fault strikes an SMTP session at %s, and the server took the mail only after the dot', async (step) => {
  const before = sink.taken.length
  const struck = await start({ target: sink.port, protocol: 'smtp', mode: 'starttls', faults: [{ step, kind: 'fin' }] })
  const connection = connect(struck.port)
  const passed: string[] = []
  await walkSmtp(connection, passed).catch(() => {})
  const steps = smtpSteps.slice(0, smtpSteps.indexOf(step)).filter((one) => one !== 'mid-data' && one !== 'before-dot')
  expect(passed).toEqual(steps)
  expect(connection.ending()).toBe('fin')
  if (step === 'after-dot') await until(() => sink.taken.length === before + 1)
  else expect(sink.taken).toHaveLength(before)
  expect(JSON.stringify(struck.record.commands)).not.toContain(Buffer.from('\0shop\0secret').toString('base64'))
})

test('SMTP without a fault passes whole, mail and all', async () => {
  const struck = await start({ target: sink.port, protocol: 'smtp', mode: 'starttls' })
  const passed: string[] = []
  await walkSmtp(connect(struck.port), passed)
  expect(passed).toEqual([...smtpSteps])
  expect(sink.taken.at(-1)?.source).toContain('a2 LOGIN shop secret')
  expect(struck.record.commands.map(({ name }) => name)).toEqual(['EHLO', 'STARTTLS', 'AUTH', 'MAIL', 'RCPT', 'DATA', '.'])
})
