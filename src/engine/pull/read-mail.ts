import { emptyMail, type FetchedMail } from '#contract/mail.ts'
import type { BodyBlock } from '#core/model/body-block.ts'
import { noticeKind } from '#core/message/notice-kind.ts'
import { orderNumbersIn } from '#core/message/order-numbers.ts'
import { readMessage } from '#core/message/read-message.ts'
import type { Verdict } from '#core/model/lane.ts'
import type { Message } from '#core/model/message.ts'
import { scorePitch } from '#core/pitch/score-pitch.ts'
import type { ShopLayer } from '#core/pitch/shop-layer.ts'
import type { MailToStore } from '#data/write/store-mails.ts'
import type { PullContext } from './pull-context.ts'

/** What judging a mail needs to know of the shop. */
type JudgeContext = Pick<PullContext, 'ownAddresses' | 'layer'>

/** One fetched mail, read and judged. One that our own rules stumble over keeps a row with what its envelope tells, in sight. */
export function readOrKeep(fetched: FetchedMail, blocks: readonly BodyBlock[], context: JudgeContext): MailToStore {
  try {
    return readMail(fetched, blocks, context)
  } catch {
    const mail = { ...fetched.mail, text: '', shown: null, references: [], subject: fetched.mail.subject.slice(0, 200) }
    return readMail({ ...fetched, mail, odd: 'unreadable' }, blocks, context)
  }
}

function readMail(fetched: FetchedMail, blocks: readonly BodyBlock[], context: JudgeContext): MailToStore {
  const message = readMessage(fetched.mail, { key: fetched.key, receivedAt: fetched.receivedAt, ownAddresses: context.ownAddresses })
  const verdict = message.direction === 'out' ? ours : judge(fetched, message, context.layer)
  const { uid, flags, odd, bodyHash, spot } = fetched
  const block = spot === null ? undefined : blocks[spot.block]
  const body = spot === null || block === undefined ? null : { block, slot: spot.slot }
  const notice = noticeKind(fetched.mail, message.kind)
  const numbers = orderNumbersIn(`${message.subject}\n${message.ownText}`)
  return { uid, flags, odd, bodyHash, message, verdict, notice, numbers, body, attachments: fetched.mail.attachments }
}

/** Nobody judges what we wrote ourselves. */
const ours: Verdict = { lane: 'customer', score: 0, reasons: [] }

function judge(fetched: FetchedMail, message: Message, layer: ShopLayer): Verdict {
  return scorePitch(
    {
      subject: message.subject,
      ownText: message.ownText,
      text: message.text,
      shown: fetched.mail.shown,
      from: message.from,
      author: message.author,
      kind: message.kind,
      headers: fetched.mail.headers,
    },
    {},
    { layer },
  )
}

/** A message that the server lists and never sends: a row that says so, so that nobody believes it was not there. */
export function notSent(uid: number, uidValidity: string, now: number): FetchedMail {
  return {
    uid,
    flags: ['\\Seen'],
    receivedAt: now,
    key: `${uid.toString(16).padStart(16, '0')}${uidValidity.padStart(48, '0').slice(-48)}` as FetchedMail['key'],
    mail: emptyMail,
    bodyHash: '',
    odd: 'not-sent',
    spot: null,
  }
}
