import type { Settings } from '#contract/shop.ts'
import type { Account } from '#contract/account.ts'
import type { Address } from '#core/model/message.ts'
import { rememberLast } from './feed.ts'
import { useSettings } from './live.ts'
import { useCounter } from './store.ts'

/** The shop's own names with its own addresses: nobody else's mail should bear one. */
export function useOurselves(): readonly Address[] {
  const account = useCounter((state) => state.boot?.account ?? null)
  return ourselvesOf(useSettings().settings, account)
}

const ourselvesOf = rememberLast((settings: Settings, account: Account | null): readonly Address[] => {
  const addresses = account === null ? [] : [account.address, ...account.addresses]
  // A first name alone is a customer's as often as a helper's.
  const names = [settings.shopName, settings.helperName.includes(' ') ? settings.helperName : '']
  return addresses.flatMap((address) => names.map((name) => ({ name, address })))
})
