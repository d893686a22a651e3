/** Failure codes that no repetition mends: a person has to act first (type a password, look at a certificate). */
export const needsPerson: ReadonlySet<string> = new Set([
  'wrong-password',
  'app-password-needed',
  'provider-sign-in-only',
  'password-missing',
  'certificate-expired',
  'certificate-wrong-name',
  'certificate-untrusted',
  'certificate-changed',
  'tls-too-old',
  'starttls-refused',
  'preauth-greeting',
  'injected-plaintext',
])

/** Failure codes of a mail that will not be taken however often it is tried. */
const refused = new Set(['message-refused', 'refused-recipients', 'invalid-address', 'too-large', 'invalid-arguments', 'bug'])

const firstDelayMs = 5_000
const longestDelayMs = 15 * 60_000

/** What becomes of a reply whose attempt failed: `unknown` when the server may have it, `failed` when trying again cannot help. */
export function stateAfterFailure(code: string): 'queued' | 'failed' | 'unknown' {
  if (code === 'unknown-outcome') return 'unknown'
  return refused.has(code) || needsPerson.has(code) ? 'failed' : 'queued'
}

/** How long to wait before attempt number `attempts` + 1; `dice` in 0..1 spreads many computers apart. */
export function retryDelayMs(attempts: number, dice: number): number {
  const delay = Math.min(firstDelayMs * 2 ** Math.max(0, attempts - 1), longestDelayMs)
  return Math.round(delay * (0.75 + dice / 2))
}

/**
 * What a reply found in the journal at start has to do. Before the final dot nothing was delivered: send. After it: ask
 * the Sent folder. Accepted: only the copy in Sent is missing.
 */
export function stateAtStart(state: 'held' | 'queued' | 'connecting' | 'data' | 'dot-sent' | 'accepted' | 'filed' | 'failed' | 'unknown') {
  switch (state) {
    case 'connecting':
    case 'data':
      return 'queued'
    case 'dot-sent':
      return 'unknown'
    default:
      return state
  }
}
