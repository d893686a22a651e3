import { isAutoSubmitted } from '../message/message-kind.ts'
import { isMachineAddress } from '../message/sender-address.ts'
import type { Evidence, KnownPerson, Verdict } from '../model/lane.ts'
import { likelihood, readModel, type PitchModel } from './model/pitch-model.ts'
import storedModel from './model/weights.json' with { type: 'json' }
import { readForPitch, type PitchMessage, type Reading } from './reading.ts'
import { emptyLayer, type ShopLayer } from './shop-layer.ts'
import { evidence, weighEvidence } from './weigh-evidence.ts'

/** A pitch needs this many different kinds of evidence that weigh something; one word never holds anybody. */
const leastKinds = 2
const leastWeight = 0.3

/** How much it speaks against a pitch that we wrote first. */
const weWroteWeight = -2.5

let shipped: PitchModel | null = null

/** The model that the app comes with (model/CARD.md). */
export function shippedModel(): PitchModel {
  shipped ??= readModel(storedModel)
  return shipped
}

/**
 * Tells in which lane a message belongs, how likely it is a pitch (0..1), and why, strongest reason first.
 *
 * Score and thresholds are apart. A message is held only beyond doubt; doubt goes to "unsure". Vetoes are absolute: who has
 * an order or an open conversation, or names an order number we know, is a customer whatever else the message says. Mail in
 * another language than French or English is never held as a pitch unless its headers prove that it went to many: our words
 * do not reach it. `policy.md` says what is a pitch and what is not.
 */
export function scorePitch(
  message: PitchMessage,
  known: KnownPerson,
  { model = shippedModel(), layer = emptyLayer }: { model?: PitchModel; layer?: ShopLayer } = {},
): Verdict {
  if (message.kind === 'bounce') return verdict('automated', 0, [evidence('bounce', 0)])
  const personVeto = vetoFor(known)
  if (message.kind === 'automated' && (personVeto === undefined || isProvenMachine(message)))
    return verdict('automated', 0, [evidence('automated', 0)])
  const reading = readForPitch(message)
  const weighed = weighEvidence(reading, model, layer)
  const found = known.weWroteFirst === true ? [...weighed.evidence, evidence('we-wrote-first', weWroteWeight)] : weighed.evidence
  const logit = weighed.logit + (known.weWroteFirst === true ? weWroteWeight : 0)
  const score = likelihood(model, logit)
  const reasons = [...found].sort((a, b) => told(b) - told(a))
  const veto = personVeto ?? namedOrder(reading, known.orderNumbers ?? [])
  if (veto !== undefined) return verdict('customer', score, [veto, ...reasons])
  const isForeign = reading.language === 'other' && !isProvenBulk(found)
  const lane = laneAt(logit, found, { model, mayHold: !isForeign && known.weWroteFirst !== true })
  if (lane === 'unsure' && isForeign) return verdict(lane, score, [...reasons, evidence('other-language', 0)])
  return verdict(lane, score, reasons.length > 0 ? reasons : [evidence('nothing-found', 0)])
}

/** The lane of a message of nobody in particular: held only beyond doubt, and never for one kind of evidence alone. */
export function laneAt(
  logit: number,
  found: readonly Evidence[],
  { model, mayHold }: { readonly model: PitchModel; readonly mayHold: boolean },
): 'customer' | 'unsure' | 'pitch' {
  if (logit < model.thresholds.unsure) return 'customer'
  const kinds = found.filter(({ weight }) => weight >= leastWeight).length
  return mayHold && kinds >= leastKinds && logit >= model.thresholds.hold ? 'pitch' : 'unsure'
}

function verdict(lane: Verdict['lane'], score: number, reasons: readonly Evidence[]): Verdict {
  return { lane, score: Math.round(score * 10_000) / 10_000, reasons }
}

/** How far ahead a reason is told: what can be named before what words say on the whole. */
function told({ signal, weight }: Evidence): number {
  return Math.abs(weight) * (signal === 'words' || signal === 'customer-words' ? 0.3 : 1)
}

/** Whether a mail's headers prove that it went to many. */
export function isProvenBulk(found: readonly Evidence[]): boolean {
  return found.some(({ signal }) => signal === 'outreach-headers')
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
