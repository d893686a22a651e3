import { useState } from 'react'
import type { Account, DiscoveredSettings } from '#contract/account.ts'
import type { Failure } from '#contract/failure.ts'
import type { Result } from '#core/model/result.ts'
import { desktop } from '../../app/desktop.ts'
import { AddressStep } from './address-step.tsx'
import { accountOf, draftOf, type MailboxDraft } from './mailbox-draft.ts'
import { ServersStep } from './servers-step.tsx'
import { ShopStep } from './shop-step.tsx'
import { tryTrusting } from './trust-certificate.ts'

type Step = 'address' | 'servers' | 'shop'

const unusable: Failure = { code: 'invalid-arguments', detail: '' }

/**
 * Connects a mailbox: address and password, the servers to confirm, then the shop.
 *
 * What is typed stays here through every failure and every step back; the password is handed over for the attempt and
 * forgotten as soon as it was taken.
 */
export function ConnectForm({ onBack }: { onBack: () => void }) {
  const [step, setStep] = useState<Step>('address')
  const [address, setAddress] = useState('')
  const [password, setPassword] = useState('')
  const [found, setFound] = useState<DiscoveredSettings | null>(null)
  const [draft, setDraft] = useState<MailboxDraft | null>(null)
  const [connected, setConnected] = useState<Account | null>(null)
  const [busy, setBusy] = useState<'searching' | 'connecting' | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)

  const showServers = (discovered: DiscoveredSettings | null): void => {
    setFound(discovered)
    setDraft(draftOf(address.trim(), discovered))
    setStep('servers')
  }
  const search = async (): Promise<void> => {
    setFailure(null)
    // Back and forth with the same address keeps what was changed by hand.
    if (draft !== null && draft.address === address.trim()) {
      setStep('servers')
      return
    }
    setBusy('searching')
    const answer = await desktop.discover({ address: address.trim() })
    setBusy(null)
    if (answer.ok) showServers(answer.value)
    else setFailure(answer.failure)
  }
  const attempt = async (tried: MailboxDraft): Promise<Result<unknown, Failure>> => {
    const account = accountOf(tried)
    return account === null ? { ok: false, failure: unusable } : await desktop.connect({ account, credentials: { password } })
  }
  const connect = async (from: MailboxDraft, fingerprint: string | null): Promise<void> => {
    setBusy('connecting')
    setFailure(null)
    const ended = fingerprint === null ? { draft: from, result: await attempt(from) } : await tryTrusting(from, fingerprint, attempt)
    setBusy(null)
    setDraft(ended.draft)
    if (!ended.result.ok) {
      setFailure(ended.result.failure)
      return
    }
    setPassword('')
    setConnected(accountOf(ended.draft))
    setStep('shop')
  }

  if (step === 'shop' && connected !== null) return <ShopStep account={connected} />
  if (step === 'servers' && draft !== null) {
    return (
      <ServersStep
        draft={draft}
        found={found}
        password={password}
        isBusy={busy !== null}
        failure={failure}
        onDraft={setDraft}
        onPassword={setPassword}
        onBack={() => {
          setFailure(null)
          setStep('address')
        }}
        onConnect={() => {
          void connect(draft, null)
        }}
        onTrust={(fingerprint) => {
          void connect(draft, fingerprint)
        }}
        onForgetCertificates={() => {
          void connect({ ...draft, imap: { ...draft.imap, certificate: '' }, smtp: { ...draft.smtp, certificate: '' } }, null)
        }}
      />
    )
  }
  return (
    <AddressStep
      address={address}
      password={password}
      isBusy={busy !== null}
      failure={failure}
      onAddress={setAddress}
      onPassword={setPassword}
      onBack={onBack}
      onNext={() => {
        void search()
      }}
      onByHand={() => {
        setFailure(null)
        showServers(null)
      }}
    />
  )
}
