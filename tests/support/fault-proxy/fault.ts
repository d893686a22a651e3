/** The places in an IMAP session where a fault can strike, in the order in which a session meets them. */
export const imapSteps = [
  'greeting',
  'capability',
  'starttls',
  'handshake',
  'auth',
  'select',
  'search',
  'fetch-start',
  'mid-literal',
  'before-tag',
  'store',
  'move',
  'expunge',
  'append-plus',
  'mid-append',
  'append-ok',
  'idle',
  'done',
  'logout',
] as const

/** The same for SMTP; `before-dot`: the server never gets the final dot, `after-dot`: it took the mail, its 250 is lost. */
export const smtpSteps = [
  'greeting',
  'ehlo',
  'starttls',
  'handshake',
  'auth',
  'mail',
  'rcpt',
  'data',
  'mid-data',
  'before-dot',
  'after-dot',
] as const

/** How a connection fails: closed, reset, open and mute, or a byte a second. */
export const faultKinds = ['fin', 'rst', 'silence', 'drip'] as const

export type ImapStep = (typeof imapSteps)[number]
export type SmtpStep = (typeof smtpSteps)[number]
export type Step = ImapStep | SmtpStep
export type FaultKind = (typeof faultKinds)[number]

/** One fault: what happens, where, and at which occurrence of that place, counted over all connections. */
export type Fault = {
  readonly step: Step
  readonly kind: FaultKind
  /** 1 is the first; 1 where it is not given. */
  readonly occurrence?: number
  /** How many occurrences in a row it strikes; 1 where it is not given. */
  readonly times?: number
  /** For a command: whether the server still gets it, so that only the answer is lost; true where it is not given. */
  readonly reachesServer?: boolean
  /** For a literal: how much of it passes, 0 to 1; a half where it is not given. */
  readonly fraction?: number
  /** For a literal: shorter ones do not count; 2 bytes where it is not given. */
  readonly leastBytes?: number
}

/** A fault that has struck. */
export type Strike = { readonly step: Step | 'cut'; readonly kind: FaultKind; readonly connection: number; readonly at: number }

/** The faults that are armed, and how often each step has come by. */
export class FaultPlan {
  #faults: readonly Fault[] = []
  readonly #seen = new Map<Step, number>()

  /** Replaces what was armed; occurrences are counted from here. */
  arm(faults: readonly Fault[]): void {
    this.#faults = faults
    this.#seen.clear()
  }

  /** Whether some fault waits for this step: what a server offers is bent so that the step comes. */
  waitsFor(step: Step): boolean {
    return this.#faults.some((fault) => fault.step === step)
  }

  /** Notes that a step has come; the fault that strikes there, if one does. `bytes` is the length of a literal. */
  take(step: Step, bytes = Infinity): Fault | null {
    const armed = this.#faults.filter((fault) => fault.step === step && bytes >= (fault.leastBytes ?? 2))
    if (armed.length === 0) return null
    const seen = (this.#seen.get(step) ?? 0) + 1
    this.#seen.set(step, seen)
    const strikes = ({ occurrence = 1, times = 1 }: Fault): boolean => seen >= occurrence && seen < occurrence + times
    return armed.find(strikes) ?? null
  }
}
