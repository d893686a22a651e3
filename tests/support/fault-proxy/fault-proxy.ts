import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { FaultPlan, type Fault, type FaultKind, type Strike } from './fault.ts'
import { imapDialogue } from './imap-dialogue.ts'
import { Link, type ClientMode } from './link.ts'
import type { Pace } from './outlet.ts'
import { proxyCertificate } from './proxy-certificate.ts'
import { ProxyRecord } from './record.ts'
import type { Rule } from './rules.ts'
import { smtpDialogue } from './smtp-dialogue.ts'

/** How a proxy is to stand before a server. */
export type FaultProxyOptions = {
  /** The real server's port on loopback. */
  readonly target: number
  readonly isTargetSecure?: boolean
  readonly protocol?: 'imap' | 'smtp'
  /** How it speaks with the client; in clear where it is not given. */
  readonly mode?: ClientMode
  readonly faults?: readonly Fault[]
  readonly rules?: readonly Rule[]
  /** For the kind `drip`: 1 where it is not given. */
  readonly dripPerSecond?: number
}

/** What becomes of mute connections when a fault is lifted: they go on, are reset, or stay dead for good. */
export type AfterSilence = 'resume' | 'reset' | 'stay'

/** A proxy before a real server, that fails as it is told. */
export type FaultProxy = {
  readonly port: number
  /** Of its own certificate, for TLS modes. */
  readonly certificateFingerprint: string
  readonly record: ProxyRecord
  /** Every fault that has struck so far. */
  readonly strikes: readonly Strike[]
  /** Numbers of the connections that are open now, from 1. */
  readonly open: () => readonly number[]
  /** Replaces the armed faults; occurrences are counted from here. */
  readonly arm: (faults: readonly Fault[]) => void
  /** Bends sessions from now on; the answer takes it back. */
  readonly bend: (rule: Rule) => () => void
  /** Nobody listens at the port any more: connections are refused. */
  readonly refuse: () => Promise<void>
  readonly throttle: (bytesPerSecond: number) => void
  /** Each way, so a round trip takes twice as long. */
  readonly latency: (delayMs: number) => void
  /** Makes every open connection fail at once. */
  readonly cut: (kind: FaultKind) => void
  /** Resets every connection again and again, `times` times, `everyMs` apart. */
  readonly flap: (everyMs: number, times: number) => void
  /** Ends all faults: nothing is armed, the port listens, bytes flow. Rules stay. */
  readonly lift: (afterSilence?: AfterSilence) => Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts one on a free loopback port. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { protocol = 'imap', mode = 'clear' } = options
  const certificate = proxyCertificate()
  const plan = new FaultPlan()
  plan.arm(options.faults ?? [])
  const record = new ProxyRecord()
  const rules = new Set<Rule>(options.rules)
  const strikes: Strike[] = []
  const links = new Set<Link>()
  let pace: Pace = { bytesPerSecond: null, latencyMs: 0 }
  let opened = 0
  let flapping: NodeJS.Timeout | null = null

  function accept(raw: net.Socket): void {
    opened += 1
    record.connections += 1
    const noted = (fault: Fault): void => {
      strikes.push({ step: fault.step, kind: fault.kind, connection: link.number, at: Date.now() })
    }
    const link = new Link(opened, raw, {
      target: { port: options.target, isSecure: options.isTargetSecure ?? false },
      certificate,
      mode,
      dripPerSecond: options.dripPerSecond ?? 1,
      handshakeFault: () => {
        const fault = plan.take('handshake')
        if (fault !== null) noted(fault)
        return fault
      },
      onClose: () => links.delete(link),
    })
    links.add(link)
    link.setPace(pace)
    const strike = (fault: Fault): void => {
      noted(fault)
      link.strike(fault.kind)
    }
    const context = { link, plan, record, rules, hasStartTls: mode === 'starttls', strike }
    link.begin(protocol === 'imap' ? imapDialogue(context) : smtpDialogue(context))
  }

  let server = net.createServer(accept)
  const listen = async (port: number): Promise<void> => {
    server = net.createServer(accept)
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const shut = async (): Promise<void> => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const link of links) link.strike('rst')
    await closed
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  const setPace = (changed: Partial<Pace>): void => {
    pace = { ...pace, ...changed }
    for (const link of links) link.setPace(pace)
  }
  const cut = (kind: FaultKind): void => {
    for (const link of links) {
      strikes.push({ step: 'cut', kind, connection: link.number, at: Date.now() })
      link.strike(kind)
    }
  }
  const endFlapping = (): void => {
    if (flapping !== null) clearInterval(flapping)
    flapping = null
  }
  return {
    port,
    certificateFingerprint: certificate.fingerprint,
    record,
    strikes,
    open: () => [...links].map((link) => link.number),
    arm: (faults) => plan.arm(faults),
    bend: (rule) => {
      rules.add(rule)
      return () => void rules.delete(rule)
    },
    refuse: shut,
    throttle: (bytesPerSecond) => setPace({ bytesPerSecond }),
    latency: (latencyMs) => setPace({ latencyMs }),
    cut,
    flap: (everyMs, times) => {
      endFlapping()
      let left = times
      flapping = setInterval(() => {
        left -= 1
        cut('rst')
        if (left <= 0) endFlapping()
      }, everyMs)
    },
    lift: async (afterSilence = 'resume') => {
      endFlapping()
      plan.arm([])
      setPace({ bytesPerSecond: null, latencyMs: 0 })
      for (const link of links) {
        if (!link.isSilent || afterSilence === 'resume') link.mend(pace)
        else if (afterSilence === 'reset') link.strike('rst')
      }
      if (!server.listening) await listen(port)
    },
    stop: async () => {
      endFlapping()
      await shut()
      for (const link of links) link.close()
    },
  }
}
