import type { FaultPlan, Fault, Step } from './fault.ts'
import { ImapSplitter } from './imap-splitter.ts'
import type { Dialogue, Link } from './link.ts'
import type { ProxyRecord } from './record.ts'
import { applyRules, type ActiveCommand, type Rule } from './rules.ts'

/** The step at which a command is; the others are found in answers and literals. */
const stepOfCommand: Readonly<Record<string, Step>> = {
  CAPABILITY: 'capability',
  STARTTLS: 'starttls',
  LOGIN: 'auth',
  AUTHENTICATE: 'auth',
  SELECT: 'select',
  EXAMINE: 'select',
  SEARCH: 'search',
  FETCH: 'fetch-start',
  STORE: 'store',
  MOVE: 'move',
  EXPUNGE: 'expunge',
  IDLE: 'idle',
  LOGOUT: 'logout',
}

export type DialogueContext = {
  readonly link: Link
  readonly plan: FaultPlan
  readonly record: ProxyRecord
  readonly rules: ReadonlySet<Rule>
  readonly hasStartTls: boolean
  /** Notes that a fault strikes, and makes it. */
  readonly strike: (fault: Fault) => void
}

/** Follows one IMAP session through a proxy: knows its steps, lets faults strike, bends answers, keeps the record. */
export function imapDialogue({ link, plan, record, rules, hasStartTls, strike }: DialogueContext): Dialogue {
  const bent = applyRules(rules)
  let hasGreeted = false
  let active: ActiveCommand | null = null
  /** Strikes at the first answer to the active command: the server has it, the client never learns. */
  let pending: Fault | null = null
  let isIdling = false
  /** Lines of a command that are not commands: what follows a `+`. */
  let isAnswering = false
  let heardSinceSpoken = true
  let literal: { readonly step: Step; readonly fault: Fault | null } | null = null
  let swallowed = 0

  /** Steps count only on a connection that lives. */
  const take = (step: Step, bytes?: number): Fault | null => (link.isClosed || link.isSilent ? null : plan.take(step, bytes))
  const say = (line: string): void => link.toClient(Buffer.from(`${line}\r\n`, 'latin1'))

  const client = new ImapSplitter('client', {
    line(bytes, { isStart, literalBytes }) {
      if (heardSinceSpoken) record.roundTrips += 1
      heardSinceSpoken = false
      if (!isStart) {
        if (swallowed === 0) link.toServer(bytes)
        swallowed = 0
        return
      }
      const line = bytes.toString('latin1').trimEnd()
      if (isIdling && /^DONE$/i.test(line)) {
        isIdling = false
        note('DONE', 'DONE')
        reach('done', bytes)
        return
      }
      if (isAnswering) {
        link.toServer(bytes)
        return
      }
      begin(line, bytes, literalBytes)
    },
    literal(bytes, { position, total }) {
      if (swallowed > 0) return
      forwardLiteral(bytes, position, total, (part) => link.toServer(part))
    },
  })

  function note(name: string, text: string): void {
    record.commands.push({ connection: link.number, name, text, at: Date.now() })
  }

  function begin(line: string, bytes: Buffer, literalBytes: number | null): void {
    const [, tag = '', rest = ''] = /^(\S+) (.*)$/.exec(line) ?? []
    const [, name = ''] = /^(?:UID )?(\S+)/i.exec(rest) ?? []
    const command = { tag, name: name.toUpperCase(), text: rest, connection: link.number }
    const isSecret = command.name === 'LOGIN' || command.name === 'AUTHENTICATE'
    note(command.name, isSecret ? command.name : rest)
    active = command
    pending = null
    const own = bent.command(command)
    if (own !== null) {
      const isAsked = /\{\d+\}$/.test(line)
      if (literalBytes !== null && isAsked) client.cancelLiteral()
      else swallowed = literalBytes ?? 0
      answerOurselves(command, own)
      return
    }
    if (command.name === 'STARTTLS' && hasStartTls && !link.isSecure) {
      startTls(tag)
      return
    }
    if (command.name === 'IDLE') isIdling = true
    if (command.name === 'APPEND' && literalBytes !== null) {
      literal = { step: 'mid-append', fault: take('mid-append', literalBytes) }
    }
    const step = stepOfCommand[command.name]
    if (step === undefined) link.toServer(bytes)
    else reach(step, bytes)
  }

  /** A command has come to its step: a fault strikes before the server gets it, or waits for the answer. */
  function reach(step: Step, bytes: Buffer): void {
    const fault = take(step)
    if (fault !== null && fault.reachesServer === false) strike(fault)
    else pending = fault
    link.toServer(bytes)
  }

  function answerOurselves(command: ActiveCommand, answer: string): void {
    heardSinceSpoken = true
    if (/^BYE\b/i.test(answer)) {
      say(`* ${answer}`)
      link.strike('fin')
      return
    }
    say(`${command.tag} ${answer}`)
    active = null
  }

  function startTls(tag: string): void {
    const fault = take('starttls')
    if (fault !== null) strike(fault)
    active = null
    link.whenPassing(() => {
      if (link.isClosed) return
      say(`${tag} OK Begin TLS`)
      heardSinceSpoken = true
      link.secureClient()
    })
  }

  /** Lets a literal pass, with a fault in the middle of it where one is due. */
  function forwardLiteral(bytes: Buffer, position: number, total: number, forward: (part: Buffer) => void): void {
    const fault = literal?.fault ?? null
    const cutAt = Math.floor(total * (fault?.fraction ?? 0.5))
    if (fault === null || position + bytes.length <= cutAt || position > cutAt) {
      forward(bytes)
      return
    }
    forward(bytes.subarray(0, cutAt - position))
    literal = null
    strike(fault)
    forward(bytes.subarray(cutAt - position))
  }

  const server = new ImapSplitter('server', {
    line(bytes, { isStart, literalBytes }) {
      heardSinceSpoken = true
      if (!isStart) {
        prepareLiteral(literalBytes)
        link.toClient(bytes)
        return
      }
      hear(bytes, literalBytes)
    },
    literal(bytes, { position, total }) {
      heardSinceSpoken = true
      forwardLiteral(bytes, position, total, (part) => link.toClient(part))
    },
  })

  function prepareLiteral(literalBytes: number | null): void {
    if (literalBytes === null || active?.name !== 'FETCH') return
    literal = { step: 'mid-literal', fault: take('mid-literal', literalBytes) }
  }

  function hear(bytes: Buffer, literalBytes: number | null): void {
    if (!hasGreeted) {
      hasGreeted = true
      const fault = take('greeting')
      if (fault !== null) strike(fault)
    }
    if (pending !== null) {
      const fault = pending
      pending = null
      strike(fault)
    }
    const line = bytes.toString('latin1').replace(/\r?\n$/, '')
    const command = active
    const isTagged = command !== null && line.startsWith(`${command.tag} `)
    const fault = faultOfAnswer(line, command, isTagged)
    if (fault !== null) strike(fault)
    if (isTagged) {
      active = null
      isIdling = false
      isAnswering = false
      client.cancelLiteral()
    } else if (line.startsWith('+')) {
      isAnswering = command?.name === 'AUTHENTICATE'
    }
    noteFetched(line)
    prepareLiteral(literalBytes)
    if (literalBytes !== null) {
      link.toClient(bytes)
      return
    }
    for (const one of bent.answer(offer(line), command)) say(one)
  }

  function faultOfAnswer(line: string, command: ActiveCommand | null, isTagged: boolean): Fault | null {
    if (command?.name === 'APPEND') {
      if (isTagged) return take('append-ok')
      return line.startsWith('+') ? take('append-plus') : null
    }
    return command?.name === 'FETCH' && isTagged ? take('before-tag') : null
  }

  /** What the server offers, bent: by rules, by what TLS makes of it, and so that armed steps come at all. */
  function offer(line: string): string {
    return line
      .replace(/^(\* CAPABILITY )(.*)$/i, (_whole, before: string, list: string) => before + bend(list))
      .replace(/^(\S+ (?:OK|PREAUTH) \[CAPABILITY )([^\]]*)\] ?/i, (_whole, before: string, list: string) =>
        plan.waitsFor('capability') ? before.replace(/\[CAPABILITY $/i, '') : `${before}${bend(list)}] `,
      )
  }

  function bend(list: string): string {
    const offered = bent.capabilities(list.split(' ')).filter((name) => {
      if (/^COMPRESS=/i.test(name) || /^STARTTLS$/i.test(name) || /^LOGINDISABLED$/i.test(name)) return false
      return !(plan.waitsFor('append-plus') && /^LITERAL[+-]$/i.test(name))
    })
    return (hasStartTls && !link.isSecure ? [...offered, 'STARTTLS'] : offered).join(' ')
  }

  function noteFetched(line: string): void {
    if (!/^\* \d+ FETCH \(/i.test(line)) return
    const uid = Number(/\bUID (\d+)/i.exec(line)?.[1] ?? 0)
    if (uid === 0) return
    if (/\b(?:BODYSTRUCTURE|ENVELOPE)\b/i.test(line)) record.fetched.set(uid, (record.fetched.get(uid) ?? 0) + 1)
    if (/\b(?:BODY|BINARY)\[\d/i.test(line)) record.bodies.set(uid, (record.bodies.get(uid) ?? 0) + 1)
  }

  return {
    fromClient: (bytes) => {
      record.bytesToServer += bytes.length
      client.push(bytes)
    },
    fromServer: (bytes) => {
      record.bytesToClient += bytes.length
      server.push(bytes)
    },
  }
}
