import type { MessageKey } from '#core/model/ids.ts'
import type { Address, Message } from '#core/model/message.ts'
import { asksBack } from '#core/target/asks-back.ts'
import type { ClockMessage } from '#core/target/reply-clock.ts'

export const keyOf = (name: string): MessageKey => name as MessageKey

const addressOf = (address: string): Address => ({ name: '', address })

/** The few things a clock looks at; `author` is `from` unless given. */
export type Sketch = Partial<Pick<Message, 'kind' | 'direction' | 'ownText'>> & {
  readonly key: string
  readonly at: number
  readonly from: string
  readonly author?: string
  readonly to?: readonly string[]
  readonly cc?: readonly string[]
}

export function messageOf(sketch: Sketch): Message & ClockMessage {
  return {
    key: keyOf(sketch.key),
    messageId: `${sketch.key}@test.example`,
    inReplyTo: '',
    references: [],
    from: addressOf(sketch.from),
    to: (sketch.to ?? []).map(addressOf),
    cc: (sketch.cc ?? []).map(addressOf),
    author: addressOf(sketch.author ?? sketch.from),
    subject: 'Vase',
    sentAt: null,
    receivedAt: sketch.at,
    direction: sketch.direction ?? 'in',
    kind: sketch.kind ?? 'human',
    text: sketch.ownText ?? '',
    ownText: sketch.ownText ?? '',
    asksBack: asksBack(sketch.ownText ?? ''),
  }
}
