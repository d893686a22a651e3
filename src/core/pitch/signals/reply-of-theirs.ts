import { hasHeader } from '../../message/header-values.ts'
import type { Signal } from '../signal.ts'

/** Answers an earlier mail. Weak: outreach tools pretend to. */
export const replyOfTheirs: Signal = {
  name: 'reply',
  read: ({ headers }) => (hasHeader(headers, 'in-reply-to') ? { weight: -0.5 } : undefined),
}
