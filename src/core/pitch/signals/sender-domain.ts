import { domainOf, isFreeProvider } from '../../message/sender-address.ts'
import type { Signal } from '../signal.ts'

const trades =
  /seo|agen(?:cy|ce)|marketing|digital|growth|leads?(?:gen|s)?[.-]|outreach|boost|backlink|ranking|referencement|influen|adverti|publicit|media[.-]|consult|packag|logisti|fulfil|supply|factory|trading|directory|annuaire|bot(?:ic)?s|saas|crm|payments?|funding|capital|finance/u

/** Writes from a company whose name says what it sells. Half a reason at most. */
export const senderDomain: Signal = {
  name: 'sender-domain',
  read: ({ author, from }) => {
    const domain = domainOf(author.address === '' ? from.address : author.address).slice(0, 200)
    const found = isFreeProvider(domain) ? null : trades.exec(domain)
    return found === null ? undefined : { weight: 0.6, quote: domain.slice(0, 60) }
  },
}
