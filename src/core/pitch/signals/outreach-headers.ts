import { hasHeader, headerValue } from '../../message/header-values.ts'
import type { Signal } from '../signal.ts'

const outreachTools =
  /lemlist|mailshake|instantly|smartlead|woodpecker|reply\.io|outreach\.io|salesloft|apollo|yesware|mixmax|gmass|snov|quickmail|saleshandy|hunter\.io|klenty|mailmeteor|yamm|growthlist|waalaxy|lagrowthmachine|direct email|bulk|quicksender|mass ?mail|group ?mail/iu

/** Was sent by a tool for sales outreach, or carries the headers of mass mail. */
export const outreachHeaders: Signal = {
  name: 'outreach-headers',
  read: ({ headers, from }) => {
    const named = headers.find(
      ([name, value]) =>
        (name === 'x-mailer' || name === 'message-id' || name === 'x-campaign' || name === 'list-unsubscribe' || name === 'return-path') &&
        outreachTools.test(value.slice(0, 300)),
    )
    if (
      named !== undefined ||
      headers.some(([name]) => /^x-(?:lemlist|mailshake|smartlead|instantly|woodpecker|mixmax|gmass|outreach|salesloft|apollo)/u.test(name))
    )
      return { weight: 2 }
    if (hasHeader(headers, 'list-unsubscribe')) return { weight: 1.4 }
    if (hasHeader(headers, 'feedback-id') || /^(?:bulk|junk)/iu.test(headerValue(headers, 'precedence'))) return { weight: 1 }
    return /\d{4,}@(?:aol|yahoo|msn|hotmail|excite)\./u.test(from.address) ? { weight: 0.3 } : undefined
  },
}
