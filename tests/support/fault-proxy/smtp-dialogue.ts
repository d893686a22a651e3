import type { Fault, Step } from './fault.ts'
import type { DialogueContext } from './imap-dialogue.ts'
import type { Dialogue } from './link.ts'
import { applyRules, type ActiveCommand } from './rules.ts'

const stepOfCommand: Readonly<Record<string, Step>> = {
  EHLO: 'ehlo',
  HELO: 'ehlo',
  AUTH: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
}

/** How much of a mail passes before a fault in the middle of it. */
const midDataBytes = 200

/** Follows one SMTP session through a proxy; the text of a mail is never taken for a command. */
export function smtpDialogue({ link, plan, record, rules, hasStartTls, strike }: DialogueContext): Dialogue {
  const bent = applyRules(rules)
  let hasGreeted = false
  let pending: Fault | null = null
  let awaited: 'command' | 'credential' | 'data' = 'command'
  let active: ActiveCommand | null = null
  let dataBytes = 0
  let midData: Fault | null = null
  let heardSinceSpoken = true

  /** Steps count only on a connection that lives. */
  const take = (step: Step, bytes?: number): Fault | null => (link.isClosed || link.isSilent ? null : plan.take(step, bytes))
  const say = (line: string): void => link.toClient(Buffer.from(`${line}\r\n`, 'latin1'))

  function fromClient(bytes: Buffer): void {
    if (heardSinceSpoken) record.roundTrips += 1
    heardSinceSpoken = false
    const line = bytes.toString('latin1').replace(/\r?\n$/, '')
    if (awaited === 'data') {
      fromMail(bytes, line)
      return
    }
    if (awaited === 'credential') {
      awaited = 'command'
      link.toServer(bytes)
      return
    }
    const name = (/^\S+/.exec(line)?.[0] ?? '').toUpperCase()
    active = { tag: '', name, text: name === 'AUTH' ? 'AUTH' : line, connection: link.number }
    record.commands.push({ connection: link.number, name, text: active.text, at: Date.now() })
    const own = bent.command(active)
    if (own !== null) {
      say(own)
      if (own.startsWith('421')) link.strike('fin')
      return
    }
    if (name === 'STARTTLS' && hasStartTls && !link.isSecure) {
      const fault = take('starttls')
      if (fault !== null) strike(fault)
      link.whenPassing(() => {
        if (link.isClosed) return
        say('220 2.0.0 Begin TLS')
        link.secureClient()
      })
      return
    }
    const step = stepOfCommand[name]
    const fault = step === undefined ? null : take(step)
    if (fault !== null && fault.reachesServer === false) strike(fault)
    else pending = fault
    link.toServer(bytes)
  }

  /** A line of the mail, or the dot that ends it. */
  function fromMail(bytes: Buffer, line: string): void {
    if (line === '.') {
      awaited = 'command'
      active = { tag: '', name: '.', text: '.', connection: link.number }
      record.commands.push({ connection: link.number, name: '.', text: '.', at: Date.now() })
      const before = take('before-dot')
      if (before !== null) strike(before)
      pending = take('after-dot')
      link.toServer(bytes)
      return
    }
    dataBytes += bytes.length
    link.toServer(bytes)
    if (midData === null || dataBytes < midDataBytes) return
    const fault = midData
    midData = null
    strike(fault)
  }

  function fromServer(bytes: Buffer): void {
    heardSinceSpoken = true
    const line = bytes.toString('latin1').replace(/\r?\n$/, '')
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
    if (line.startsWith('334')) awaited = 'credential'
    if (line.startsWith('354') && active?.name === 'DATA') {
      awaited = 'data'
      dataBytes = 0
      midData = take('mid-data')
    }
    if (hasStartTls && !link.isSecure && active?.name === 'EHLO' && line.startsWith('250 ')) {
      say('250-STARTTLS')
    }
    link.toClient(bytes)
  }

  const lines = (take: (line: Buffer) => void): ((bytes: Buffer) => void) => {
    let rest: Buffer = Buffer.alloc(0)
    return (bytes) => {
      rest = Buffer.concat([rest, bytes])
      for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
        const line = rest.subarray(0, end + 1)
        rest = rest.subarray(end + 1)
        take(line)
      }
    }
  }
  const client = lines(fromClient)
  const server = lines(fromServer)
  return {
    fromClient: (bytes) => {
      record.bytesToServer += bytes.length
      client(bytes)
    },
    fromServer: (bytes) => {
      record.bytesToClient += bytes.length
      server(bytes)
    },
  }
}
