import { z } from 'zod'
import { failureSchema, type Failure } from './failure.ts'
import type { Result } from '#core/model/result.ts'

/** A call's two ends: what goes in and what comes back. */
type CallSchema = { readonly input: z.ZodType; readonly output: z.ZodType }

/** The calls of one border: name → schemas. */
export type CallMap = Readonly<Record<string, CallSchema>>

/** The events of one border: name → schema. */
export type EventMap = Readonly<Record<string, z.ZodType>>

/** Something that carries messages both ways; both sides of a port look like this. */
export type Channel = {
  readonly post: (message: unknown) => void
  readonly listen: (listener: (message: unknown) => void) => void
  /** Calls back once when the other side has gone; absent where that cannot be known. */
  readonly onClosed?: (listener: () => void) => void
}

/** What one event carries, as its hearer gets it. */
export type EventValue<Events extends EventMap, Name extends keyof Events> = z.output<Events[Name]>

/** How the serving side sends events. */
export type EventSender<Events extends EventMap> = <Name extends keyof Events & string>(name: Name, value: z.input<Events[Name]>) => void

/** How the calling side uses a border: every call answers with a value or a failure, never by throwing. */
export type Client<Calls extends CallMap> = {
  readonly [Name in keyof Calls]: (input: z.input<Calls[Name]['input']>) => Promise<Result<z.output<Calls[Name]['output']>, Failure>>
}

/** What the serving side gives: one function a call. */
export type Handlers<Calls extends CallMap> = {
  readonly [Name in keyof Calls]: (input: z.output<Calls[Name]['input']>) => Promise<Result<z.input<Calls[Name]['output']>, Failure>>
}

const gone: Result<never, Failure> = { ok: false, failure: { code: 'connection-lost', detail: 'the other side has ended' } }

const envelopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id: z.number().int(), name: z.string(), input: z.unknown() }),
  z.strictObject({ kind: z.literal('answer'), id: z.number().int(), value: z.unknown().optional(), failure: failureSchema.optional() }),
  z.strictObject({ kind: z.literal('event'), name: z.string(), value: z.unknown() }),
])

/** An answer that is otherwise malformed: it still ends the call that waits for it. */
const answerIdSchema = z.object({ kind: z.literal('answer'), id: z.number().int() })

/**
 * A client of `calls` over `channel`; events of `events` reach `onEvent`, anything malformed is dropped.
 *
 * Once the other side has gone every call that waits, and every later one, is answered `connection-lost`.
 */
export function connectClient<Calls extends CallMap, Events extends EventMap>(
  channel: Channel,
  calls: Calls,
  events: Events,
  onEvent: <Name extends keyof Events & string>(name: Name, value: z.output<Events[Name]>) => void,
): Client<Calls> {
  const waiting = new Map<number, { name: string; settle: (result: Result<unknown, Failure>) => void }>()
  let lastId = 0
  let isGone = false
  channel.onClosed?.(() => {
    isGone = true
    for (const { settle } of waiting.values()) settle(gone)
    waiting.clear()
  })
  channel.listen((message) => {
    const envelope = envelopeSchema.safeParse(message)
    if (isGone) return
    if (!envelope.success) {
      const answer = answerIdSchema.safeParse(message)
      const call = answer.success ? waiting.get(answer.data.id) : undefined
      if (!answer.success || call === undefined) return
      waiting.delete(answer.data.id)
      call.settle({ ok: false, failure: { code: 'protocol', detail: `${call.name}: malformed answer` } })
      return
    }
    if (envelope.data.kind === 'call') return
    if (envelope.data.kind === 'event') {
      const { name, value } = envelope.data
      const parsed = Object.hasOwn(events, name) ? events[name]?.safeParse(value) : undefined
      if (parsed?.success === true) onEvent(name, parsed.data as z.output<Events[typeof name]>)
      return
    }
    const call = waiting.get(envelope.data.id)
    if (call === undefined) return
    waiting.delete(envelope.data.id)
    if (envelope.data.failure !== undefined) {
      call.settle({ ok: false, failure: envelope.data.failure })
      return
    }
    const value = calls[call.name]?.output.safeParse(envelope.data.value)
    call.settle(
      value?.success === true
        ? { ok: true, value: value.data }
        : { ok: false, failure: { code: 'protocol', detail: `${call.name}: ${value?.error.message ?? 'unknown call'}`.slice(0, 2000) } },
    )
  })
  const client: Record<string, (input: unknown) => Promise<Result<unknown, Failure>>> = {}
  for (const name of Object.keys(calls)) {
    client[name] = (input) =>
      new Promise((settle) => {
        if (isGone) {
          settle(gone)
          return
        }
        lastId += 1
        const id = lastId
        waiting.set(id, { name, settle })
        try {
          channel.post({ kind: 'call', id, name, input })
        } catch (error) {
          waiting.delete(id)
          settle({ ok: false, failure: { code: 'invalid-arguments', detail: String(error).slice(0, 2000) } })
        }
      })
  }
  return client as Client<Calls>
}

/** Serves `calls` over `channel` with `handlers`, arguments decoded first; gives back the function that sends events. */
export function serveCalls<Calls extends CallMap, Events extends EventMap>(
  channel: Channel,
  calls: Calls,
  handlers: Handlers<Calls>,
): EventSender<Events> {
  channel.listen((message) => {
    const envelope = envelopeSchema.safeParse(message)
    if (!envelope.success || envelope.data.kind !== 'call') return
    const { id, name, input } = envelope.data
    void answerCall(calls, handlers, name, input).then((result) => {
      channel.post(result.ok ? { kind: 'answer', id, value: result.value } : { kind: 'answer', id, failure: result.failure })
    })
  })
  return (name, value) => {
    channel.post({ kind: 'event', name, value })
  }
}

/** Decodes the arguments of one call and runs its handler; whatever goes wrong is a failure, never a throw. */
export async function answerCall<Calls extends CallMap>(
  calls: Calls,
  handlers: Handlers<Calls>,
  name: string,
  input: unknown,
): Promise<Result<unknown, Failure>> {
  const schemas = Object.hasOwn(calls, name) ? calls[name] : undefined
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
  if (schemas === undefined || handler === undefined) return { ok: false, failure: { code: 'invalid-arguments', detail: 'no such call' } }
  try {
    const parsed = schemas.input.safeParse(input)
    if (!parsed.success) return { ok: false, failure: { code: 'invalid-arguments', detail: z.prettifyError(parsed.error).slice(0, 2000) } }
    return await handler(parsed.data as z.output<Calls[string]['input']>)
  } catch (error) {
    return { ok: false, failure: { code: 'bug', detail: String(error instanceof Error ? error.message : error).slice(0, 2000) } }
  }
}
