import { isAutoSubmitted } from '../message/message-kind.ts'
import { isMachineAddress } from '../message/sender-address.ts'
import type { Evidence, KnownPerson, Verdict } from '../model/lane.ts'
import { readForPitch, type PitchMessage, type Reading } from './reading.ts'
import type { Signal } from './signal.ts'
import { customerSignals, pitchSignals } from './signals.ts'

/** Held as a pitch from this score on: beyond doubt. */
const pitchFrom = 0.9

/** The same where the message also has a customer's words in it. */
const pitchDespiteCustomerFrom = 0.97

/** Shown as unsure from this score on. */
const unsureFrom = 0.4

/** The logit of a message that says nothing: a customer, most likely. */
const bias = -1.6

/** A pitch needs this many different kinds of evidence; one word never holds anybody. */
const leastKinds = 2

/**
 * Tells in which lane a message belongs, how likely it is a pitch (0..1), and why, strongest reason first.
 *
 * Score and thresholds are apart. A message is held only beyond doubt; doubt goes to "unsure". Vetoes are absolute: who has
 * an order or an open conversation, or names an order number we know, is a customer whatever else the message says. Mail in
 * another language than French or English is never held as a pitch: our words do not reach it.
 */
export function scorePitch(message: PitchMessage, known: KnownPerson): Verdict {
  if (message.kind === 'bounce') return verdict('automated', 0, [evidence('bounce', 0)])
  const personVeto = vetoFor(known)
  if (message.kind === 'automated' && (personVeto === undefined || isProvenMachine(message)))
    return verdict('automated', 0, [evidence('automated', 0)])
  const reading = readForPitch(message)
  const against = evidenceFrom(customerSignals, reading)
  const weWrote = known.weWroteFirst === true ? [evidence('we-wrote-first', -2.5)] : []
  const found = [...evidenceFrom(pitchSignals, reading), ...against, ...weWrote]
  const score = logistic(found.reduce((sum, { weight }) => sum + weight, bias))
  const reasons = [...found].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  const veto = personVeto ?? namedOrder(reading, known.orderNumbers ?? [])
  if (veto !== undefined) return verdict('customer', score, [veto, ...reasons])
  if (score < unsureFrom) return verdict('customer', score, reasons.length > 0 ? reasons : [evidence('nothing-found', 0)])
  if (score < pitchFrom) return verdict('unsure', score, reasons)
  if (reading.language === 'other') return verdict('unsure', score, [evidence('other-language', 0), ...reasons])
  const looksBothWays = score < pitchDespiteCustomerFrom && against.some(({ weight }) => weight <= -1.3)
  const doubtful = looksBothWays || known.weWroteFirst === true || found.filter(({ weight }) => weight >= 0.5).length < leastKinds
  return verdict(doubtful ? 'unsure' : 'pitch', score, reasons)
}

function verdict(lane: Verdict['lane'], score: number, reasons: readonly Evidence[]): Verdict {
  return { lane, score: Math.round(score * 10_000) / 10_000, reasons }
}

function evidence(signal: string, weight: number, quote = ''): Evidence {
  return { signal, weight, reason: { code: `pitch.${signal}`, params: { quote } } }
}

function evidenceFrom(signals: readonly Signal[], reading: Reading): readonly Evidence[] {
  const found: Evidence[] = []
  for (const signal of signals) {
    const finding = signal.read(reading)
    if (finding !== undefined) found.push(evidence(signal.name, finding.weight, finding.quote))
  }
  return found
}

function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}

/** Vetoes that hang on the person. */
function vetoFor(known: KnownPerson): Evidence | undefined {
  if (known.isCustomer === true) return evidence('known-customer', -10)
  if (known.hasOpenConversation === true) return evidence('open-conversation', -10)
  return undefined
}

/** Whether a machine proves itself one, so that even a known customer's out-of-office note stays off the board. */
function isProvenMachine(message: PitchMessage): boolean {
  return isAutoSubmitted(message.headers) || isMachineAddress(message.from.address)
}

/** An order number that we gave out, as a word of its own anywhere in the visible text. */
function namedOrder(reading: Reading, orderNumbers: readonly string[]): Evidence | undefined {
  if (orderNumbers.length === 0) return undefined
  const text = reading.wholeText()
  for (const number of orderNumbers) {
    const wanted = number
      .trim()
      .toLowerCase()
      .replace(/^(?:#|n°)\s?/u, '')
    if (wanted.length < 3) continue
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      const before = text[at - 1] ?? ' '
      const after = text[at + wanted.length] ?? ' '
      if (!/[\p{L}\d]/u.test(before) && !/[\p{L}\d]/u.test(after)) return evidence('order-number', -10, number)
    }
  }
  return undefined
}
