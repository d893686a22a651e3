import { bridgeCallNames } from '#contract/bridge.ts'
import { desktopCalls, desktopEvents, type DesktopCalls, type DesktopEvents } from '#contract/desktop.ts'
import { failureSchema } from '#contract/failure.ts'
import type { Client, EventValue } from '#contract/rpc.ts'

type Bridge = Record<string, (input: unknown) => Promise<unknown>> & { onEvent: (listener: (name: string, value: unknown) => void) => void }

const bridge = (window as unknown as { desktop: Bridge }).desktop

function call(name: keyof DesktopCalls) {
  return async (input: unknown): Promise<unknown> => {
    const answer = (await bridge[name]?.(input)) as { ok?: unknown; value?: unknown; failure?: unknown } | undefined
    if (answer?.ok === true) return { ok: true, value: desktopCalls[name].output.parse(answer.value) }
    const failure = failureSchema.safeParse(answer?.failure)
    return { ok: false, failure: failure.success ? failure.data : { code: 'bug', detail: `no answer from ${name}` } }
  }
}

/** What the page may ask of the desktop around it: named functions only, each answers with a value or a failure. */
export const desktop = Object.fromEntries(
  bridgeCallNames.map((name) => [name, call(name as keyof DesktopCalls)]),
) as unknown as Client<DesktopCalls>

/** Hears of one kind of desktop event. */
export function onDesktopEvent<Name extends keyof DesktopEvents>(
  name: Name,
  listener: (value: EventValue<DesktopEvents, Name>) => void,
): void {
  bridge.onEvent((heard, value) => {
    if (heard !== name) return
    const parsed = desktopEvents[name].safeParse(value)
    if (parsed.success) listener(parsed.data as EventValue<DesktopEvents, Name>)
  })
}
