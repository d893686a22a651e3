import { expect, test } from 'vitest'
import type { Failure } from '#contract/failure.ts'
import type { Result } from '#core/model/result.ts'
import { draftOf, type MailboxDraft } from '#renderer/features/welcome/mailbox-draft.ts'
import { tryTrusting, type TryDraft } from '#renderer/features/welcome/trust-certificate.ts'

const own = 'aa'.repeat(32)
const other = 'bb'.repeat(32)
const draft = draftOf('hey@shop.example', null)

/** Two servers that show a certificate each; null is one that verifies by itself (and shows `other`). */
function servers(imap: string | null, smtp: string | null): { attempt: TryDraft; tried: MailboxDraft[] } {
  const tried: MailboxDraft[] = []
  const look = (shown: string | null, pin: string): Result<unknown, Failure> => {
    const certificate = { seen: shown ?? other, subject: 'CN=mail', validTo: '2030-01-01T00:00:00.000Z' }
    if (pin !== '' && pin !== certificate.seen)
      return { ok: false, failure: { code: 'certificate-changed', detail: '', certificate: { ...certificate, expected: pin } } }
    if (pin === '' && shown !== null) return { ok: false, failure: { code: 'certificate-untrusted', detail: '', certificate } }
    return { ok: true, value: {} }
  }
  const attempt: TryDraft = async (one) => {
    tried.push(one)
    const reading = look(imap, one.imap.certificate)
    return reading.ok ? look(smtp, one.smtp.certificate) : reading
  }
  return { attempt, tried }
}

test.each([
  ['reading alone', own, null, own, ''],
  ['sending alone', null, own, '', own],
  ['both, with the very same certificate', own, own, own, own],
])('the trusted certificate is given to the server that shows it: %s', async (_, imap, smtp, pinOfImap, pinOfSmtp) => {
  const { attempt } = servers(imap, smtp)
  const { draft: after, result } = await tryTrusting(draft, own, attempt)
  expect(result.ok).toBe(true)
  expect([after.imap.certificate, after.smtp.certificate]).toEqual([pinOfImap, pinOfSmtp])
})

test('a second, different certificate is not trusted along with the first', async () => {
  const { attempt } = servers(own, other)
  const { draft: after, result } = await tryTrusting(draft, own, attempt)
  expect(result).toMatchObject({ ok: false, failure: { code: 'certificate-untrusted', certificate: { seen: other } } })
  expect([after.imap.certificate, after.smtp.certificate]).toEqual([own, ''])
  const then = await tryTrusting(after, other, attempt)
  expect(then.result.ok).toBe(true)
  expect([then.draft.imap.certificate, then.draft.smtp.certificate]).toEqual([own, other])
})

test('another failure ends it at once: no second log-in with a refused password', async () => {
  let count = 0
  const { draft: after, result } = await tryTrusting(draft, own, async () => {
    count += 1
    return { ok: false, failure: { code: 'wrong-password', detail: '' } }
  })
  expect(result.ok).toBe(false)
  expect(count).toBe(1)
  expect(after.imap.certificate).toBe(own)
})

test('a server that shows a third certificate is told, and the pin on it is not kept', async () => {
  const { attempt, tried } = servers('cc'.repeat(32), null)
  const { draft: after, result } = await tryTrusting(draft, own, attempt)
  expect(result).toMatchObject({ ok: false, failure: { code: 'certificate-untrusted' } })
  expect(after.imap.certificate).toBe('')
  expect(tried).toHaveLength(2)
})

test('a certificate that changed in the other server is told, and no pin moves there', async () => {
  const changed = 'dd'.repeat(32)
  const { attempt, tried } = servers(own, changed)
  const { draft: after, result } = await tryTrusting({ ...draft, smtp: { ...draft.smtp, certificate: other } }, own, attempt)
  expect(result).toMatchObject({ ok: false, failure: { code: 'certificate-changed', certificate: { seen: changed, expected: other } } })
  expect([after.imap.certificate, after.smtp.certificate]).toEqual([own, other])
  expect(tried).toHaveLength(1)
})
