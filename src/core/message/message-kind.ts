import type { DecodedMail, Headers, MessageKind } from '../model/message.ts'
import { hasHeader, headerValue, headerValues } from './header-values.ts'
import { splitOwnWords } from './own-words.ts'
import { domainOf, isFreeProvider, isMachineAddress, localPartOf } from './sender-address.ts'
import { formAuthor } from './website-form.ts'

const bounceSubject =
  /\b(?:undeliver|delivery status notification|mail delivery (?:failed|failure|subsystem)|delivery (?:failure|has failed)|returned mail|failure notice|non remis|non distribu|[ée]chec de (?:la )?(?:remise|livraison|distribution)|unzustellbar|mail system error)/iu

const autoReplySubject =
  /^(?:\[[^\]]{1,40}\]\s?)?(?:(?:re|fwd?|tr)\s?:\s?)?(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response)|autoreply|auto\s?:|out of (?:the )?office|r[ée]ponse automatique|absen(?:ce|t)(?: du bureau)?\s?(?::|$)|message d['’]absence|abwesenheitsnotiz|automatische antwort|risposta automatica|respuesta autom[áa]tica)/iu

const robotWords =
  /(?:this is an automat(?:ed|ic) (?:message|e-?mail|notification)|automatically generated (?:message|e-?mail)|do not (?:reply|respond) to this|please do not reply|ceci est un (?:message|e-?mail|mail) automatique|(?:message|mail|e-?mail|courriel) (?:est )?(?:envoy[ée]|g[ée]n[ée]r[ée]) automatiquement|merci de ne pas (?:y )?r[ée]pondre|ne pas r[ée]pondre [àa] ce)/iu

const newsletterWords =
  /(?:view (?:this (?:e-?mail|message) )?in (?:your )?browser|voir (?:cet e-?mail |la version |dans )(?:en ligne|dans (?:votre|le) navigateur|votre navigateur)|version en ligne|manage (?:your )?(?:e-?mail )?preferences|g[ée]rer (?:vos|mes) pr[ée]f[ée]rences|unsubscribe|se d[ée]sabonner|d[ée]sinscri(?:re|ption|vez)|d[ée]sabonnement)/iu

const bulkMailers =
  /mailchimp|sendinblue|brevo|klaviyo|mailjet|campaign ?monitor|constant ?contact|listmanager|accucast|mailbeamer|lyris|sailthru|omnisend|mailerlite|phplist/iu

/**
 * Tells who made a mail: a person, a person through the website form, a machine, or a mail server giving it back.
 *
 * Headers first (RFC 3834, RFC 3464, RFC 2919, RFC 2369), words last. Doubt goes to "human": a machine's mail on the board
 * costs a glance, a customer's mail off the board costs the customer.
 */
export function messageKind(mail: DecodedMail, ownAddresses: ReadonlySet<string>): MessageKind {
  const { headers } = mail
  const sender = mail.from[0]?.address ?? ''
  const subject = mail.subject.slice(0, 300)
  if (isBounce(headers, sender, subject)) return 'bounce'
  if (isAutoSubmitted(headers)) return 'automated'
  if (formAuthor(mail, ownAddresses) !== undefined) return 'form'
  if (ownAddresses.has(sender)) return autoReplySubject.test(subject) ? 'automated' : 'human'
  if (isBulk(mail, sender, ownAddresses)) return 'automated'
  if (autoReplySubject.test(subject)) return 'automated'
  return 'human'
}

function isBounce(headers: Headers, sender: string, subject: string): boolean {
  const contentType = headerValue(headers, 'content-type').slice(0, 400)
  if (/^multipart\/report/iu.test(contentType) && /report-type\s?=\s?"?delivery-status/iu.test(contentType)) return true
  if (hasHeader(headers, 'x-failed-recipients') || localPartOf(sender) === 'mailer-daemon') return true
  const noWayBack = headerValue(headers, 'return-path') === '<>'
  return bounceSubject.test(subject) && (noWayBack || isMachineAddress(sender) || localPartOf(sender) === 'postmaster')
}

/**
 * Tells whether a machine says so itself: Auto-Submitted (RFC 3834 section 5) or one of the older marks of an auto-reply.
 */
export function isAutoSubmitted(headers: Headers): boolean {
  const submitted = headerValue(headers, 'auto-submitted').toLowerCase()
  if (submitted !== '' && !/^no(?:\s|;|$)/u.test(submitted)) return true
  if (
    ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply'].some(
      (name) => hasHeader(headers, name) && !/^no$/iu.test(headerValue(headers, name)),
    )
  )
    return true
  if (/^auto[_-]?reply/iu.test(headerValue(headers, 'precedence'))) return true
  return /^multipart\/report/iu.test(headerValue(headers, 'content-type'))
}

/**
 * Tells whether a mail went to many. A reply by a person is not bulk for the sake of a header that some service on the way
 * left in it, unless it was sent to a real discussion list. List headers of the shop's own group address say nothing: a
 * shared address that is a Google group puts them into every customer's mail.
 */
function isBulk(mail: DecodedMail, sender: string, ownAddresses: ReadonlySet<string>): boolean {
  const { headers } = mail
  const machine = isMachineAddress(sender)
  const ourList = isOurList(headers, ownAddresses)
  const listId = !ourList && hasHeader(headers, 'list-id')
  const toMany = !ourList && /^(?:bulk|list|junk)/iu.test(headerValue(headers, 'precedence'))
  const answersUs = mail.inReplyTo !== '' && !machine
  if (answersUs) return (listId || toMany) && isDiscussion(mail, ownAddresses)
  if (listId || toMany || machine) return true
  const tools = headerValues(headers, 'x-mailer').join(' ').slice(0, 300)
  if (bulkMailers.test(tools) || hasHeader(headers, 'x-mc-user') || hasHeader(headers, 'x-csa-complaints')) return true
  const unsubscribe = !ourList && hasHeader(headers, 'list-unsubscribe')
  if (unsubscribe && hasHeader(headers, 'feedback-id')) return true
  // The address that list programs give to leave by; sales tools have none.
  if (unsubscribe && /leave-|majordomo|listserv|mailman/iu.test(headerValue(headers, 'list-unsubscribe').slice(0, 500))) return true
  return saysSoItself(mail, sender, unsubscribe)
}

/**
 * Tells whether the body says that a machine wrote it. Looks at own words only, never at a reply, a forward or mail from a
 * private mailbox: customers quote our own notices.
 */
function saysSoItself(mail: DecodedMail, sender: string, unsubscribe: boolean): boolean {
  if (
    mail.inReplyTo !== '' ||
    isFreeProvider(domainOf(sender)) ||
    /^\s{0,4}(?:re|fwd?|tr|rv|aw|wg|sv|i)\s?:/iu.test(mail.subject.slice(0, 20))
  )
    return false
  const text = mail.text.length > 12_000 ? `${mail.text.slice(0, 6000)}\n${mail.text.slice(-6000)}` : mail.text
  if (robotWords.test(text) && robotWords.test(splitOwnWords(text).own)) return true
  if (!newsletterWords.test(text) && !newsletterWords.test(mail.shown?.text.slice(-3000) ?? '')) return false
  const links = mail.shown === null ? countUpTo(text, 'http', 8) : Math.min(mail.shown.links.length, 8) + Math.min(mail.shown.images, 3)
  return links >= (unsubscribe ? 4 : 8) && (unsubscribe || mail.text.length > 1500)
}

function countUpTo(text: string, part: string, most: number): number {
  let count = 0
  for (let at = text.indexOf(part); at >= 0 && count < most; at = text.indexOf(part, at + part.length)) count += 1
  return count
}

function isOurList(headers: Headers, ownAddresses: ReadonlySet<string>): boolean {
  const listId = headerValue(headers, 'list-id').toLowerCase()
  if (listId === '') return false
  return [...ownAddresses].some((own) => {
    const domain = domainOf(own)
    return listId.includes(`<${localPartOf(own)}.${domain}>`) || (!isFreeProvider(domain) && listId.endsWith(`.${domain}>`))
  })
}

/** A reply on a discussion list: it can be posted to, and it was not sent to the shop itself. */
function isDiscussion(mail: DecodedMail, ownAddresses: ReadonlySet<string>): boolean {
  if ([...mail.to, ...mail.cc].some(({ address }) => ownAddresses.has(address))) return false
  return hasHeader(mail.headers, 'list-post') || (hasHeader(mail.headers, 'list-id') && ownAddresses.size > 0)
}
