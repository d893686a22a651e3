import type { Signal } from './signal.ts'
import { accountWords } from './signals/account-words.ts'
import { buyerWords } from './signals/buyer-words.ts'
import { callToBook } from './signals/call-to-book.ts'
import { collaboration } from './signals/collaboration.ts'
import { companyTalk } from './signals/company-talk.ts'
import { complaintWords } from './signals/complaint-words.ts'
import { compliment } from './signals/compliment.ts'
import { deliveryWords } from './signals/delivery-words.ts'
import { falseCustomer } from './signals/false-customer.ts'
import { followUp } from './signals/follow-up.ts'
import { goodsForSale } from './signals/goods-for-sale.ts'
import { growthClaims } from './signals/growth-claims.ts'
import { hiddenText } from './signals/hidden-text.ts'
import { manyLinks } from './signals/many-links.ts'
import { massMailWords } from './signals/mass-mail-words.ts'
import { moneyForSale } from './signals/money-for-sale.ts'
import { offer } from './signals/offer.ts'
import { orderWords } from './signals/order-words.ts'
import { otherPeople } from './signals/other-people.ts'
import { outreachHeaders } from './signals/outreach-headers.ts'
import { outreachOpener } from './signals/outreach-opener.ts'
import { productQuestion } from './signals/product-question.ts'
import { replyOfTheirs } from './signals/reply-of-theirs.ts'
import { returnWords } from './signals/return-words.ts'
import { searchRanking } from './signals/search-ranking.ts'
import { servicesForSale } from './signals/services-for-sale.ts'
import { senderDomain } from './signals/sender-domain.ts'
import { shortQuestion } from './signals/short-question.ts'
import { stockPhrases } from './signals/stock-phrases.ts'
import { thanksWords } from './signals/thanks-words.ts'
import { theirPrices } from './signals/their-prices.ts'
import { trackingLinks } from './signals/tracking-links.ts'

/** Signals that speak for a pitch, then those that speak against it; in the order in which equal ones are told. */
export const signals: readonly Signal[] = [
  searchRanking,
  servicesForSale,
  moneyForSale,
  goodsForSale,
  collaboration,
  offer,
  growthClaims,
  callToBook,
  outreachOpener,
  followUp,
  falseCustomer,
  compliment,
  theirPrices,
  companyTalk,
  massMailWords,
  senderDomain,
  stockPhrases,
  outreachHeaders,
  trackingLinks,
  manyLinks,
  hiddenText,
  orderWords,
  deliveryWords,
  returnWords,
  productQuestion,
  buyerWords,
  accountWords,
  thanksWords,
  complaintWords,
  otherPeople,
  replyOfTheirs,
  shortQuestion,
]
