import type { DecodedMail, MessageKind } from '../model/message.ts'
import { isAutoSubmitted } from './message-kind.ts'
import { hasHeader, headerValue } from './header-values.ts'

/** What a machine's mail is about. */
export type NoticeKind = 'bounce' | 'auto-reply' | 'order' | 'carrier' | 'receipt' | 'marketplace' | 'calendar' | 'newsletter' | 'other'

const carriers =
  /colissimo|chronopost|mondial ?relay|la ?poste|laposte|relais ?colis|dhl|ups|fedex|dpd|gls|evri|royal ?mail|parcelforce|usps|canada ?post|hermes|tnt|shipup|aftership/iu
const marketplaces =
  /amazon|etsy|ebay|vinted|ankorstore|faire|cdiscount|fnac|rakuten|leboncoin|not on the high street|notonthehighstreet|zalando/iu
const orderWords =
  /(?:new|your|order) (?:order|confirmation|#)|order (?:#|no|number|confirmed|received|placed)|(?:nouvelle|votre|confirmation de) commande|commande (?:#|n°|confirmée|reçue|passée)/iu
const parcelWords = /parcel|shipment|tracking|delivery|delivered|dispatched|colis|livraison|livré|suivi|expédi/iu
const receiptWords = /receipt|invoice|payment (?:received|confirmation)|facture|reçu|paiement (?:reçu|confirmé)|relevé/iu

/** What kind of notice a machine's mail is: by its headers first, then by who sends it and what its subject says. Null for mail of people. */
export function noticeKind(mail: Pick<DecodedMail, 'headers' | 'from' | 'subject'>, kind: MessageKind): NoticeKind | null {
  if (kind === 'bounce') return 'bounce'
  if (kind !== 'automated') return null
  const { headers } = mail
  const sender = `${mail.from[0]?.name ?? ''} ${mail.from[0]?.address ?? ''}`.slice(0, 300)
  const subject = mail.subject.slice(0, 300)
  if (/text\/calendar/iu.test(headerValue(headers, 'content-type').slice(0, 300))) return 'calendar'
  if (marketplaces.test(sender)) return 'marketplace'
  if (carriers.test(sender)) return 'carrier'
  if (/^auto-replied/iu.test(headerValue(headers, 'auto-submitted')) || hasHeader(headers, 'x-autoreply')) return 'auto-reply'
  if (orderWords.test(subject)) return 'order'
  if (parcelWords.test(subject)) return 'carrier'
  if (receiptWords.test(subject)) return 'receipt'
  if (hasHeader(headers, 'list-unsubscribe') || hasHeader(headers, 'list-id')) return 'newsletter'
  return isAutoSubmitted(headers) ? 'auto-reply' : 'other'
}
