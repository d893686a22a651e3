/** The part of an address after the last @, in lower case; empty where there is none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 0 ? '' : address.slice(at + 1).toLowerCase()
}

/** The part of an address before the last @, in lower case. */
export function localPartOf(address: string): string {
  const at = address.lastIndexOf('@')
  return (at < 0 ? address : address.slice(0, at)).toLowerCase()
}

const freeProviders = new Set(
  (
    'gmail.com googlemail.com outlook.com outlook.fr hotmail.com hotmail.fr live.com live.fr msn.com yahoo.com yahoo.fr yahoo.co.uk ymail.com ' +
    'icloud.com me.com mac.com aol.com gmx.com gmx.de gmx.fr web.de orange.fr wanadoo.fr free.fr sfr.fr neuf.fr laposte.net bbox.fr numericable.fr ' +
    'proton.me protonmail.com pm.me mail.com mail.ru yandex.ru fastmail.com hey.com zoho.com btinternet.com sky.com virginmedia.com comcast.net ' +
    'verizon.net att.net skynet.be bluewin.ch t-online.de libero.it'
  ).split(' '),
)

/** Tells whether a domain gives mailboxes to anybody: two people there have nothing in common. */
export function isFreeProvider(domain: string): boolean {
  return freeProviders.has(domain)
}

/** Tells whether an address says that nobody reads it: noreply, ne-pas-repondre, donotreply, bounce. */
export function isNoReply(address: string): boolean {
  return /^(?:.{0,40}[._+-])?(?:no[._-]?reply|do[._-]?not[._-]?reply|ne[._-]?pas[._-]?repondre|pas[._-]?de[._-]?reponse|nepasrepondre|noresponse|no[._-]?responder|bounces?|mailer)(?:[._+-].{0,80})?$/u.test(
    localPartOf(address),
  )
}

/** Tells whether an address belongs to a machine that sends notices: noreply and the like, newsletter@, notifications@. */
export function isMachineAddress(address: string): boolean {
  return (
    isNoReply(address) ||
    /^(?:mailer-daemon|newsletters?|news|notifications?|notify|alerts?|rssfeeds?|auto-?(?:confirm|reply|mailer)|order-(?:update|confirm)|shipment-tracking|mailings?|listserv|majordomo|campaigns?|automailer|robot|subscriptions?|updates?)(?:[._+-].{0,80})?$/u.test(
      localPartOf(address),
    )
  )
}
