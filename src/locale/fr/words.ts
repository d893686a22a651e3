import type { en } from '../en/words.ts'
import { failureWords } from './failure-words.ts'
import { pitchReasons } from './pitch-reasons.ts'
import { pitchWords } from './pitch-words.ts'
import { reasonKeys } from '../reason-keys.ts'
import { recoveryWords } from './recovery-words.ts'
import { screenWords } from './screen-words.ts'
import { senderWords } from './sender-words.ts'
import { settingsWords } from './settings-words.ts'
import { syncWords } from './sync-words.ts'
import { targetReasons } from './target-reasons.ts'
import { welcomeWords } from './welcome-words.ts'

/** Everything Comptoir says in French; the same keys as English, checked by the type. */
export const fr: Record<keyof typeof en, string> = {
  ...screenWords,
  ...recoveryWords,
  ...pitchWords,
  ...senderWords,
  ...welcomeWords,
  ...settingsWords,
  ...syncWords,
  ...failureWords,
  ...reasonKeys(targetReasons),
  ...reasonKeys(pitchReasons),
}
