import type { Address, DecodedMail } from '../model/message.ts'
import { hasHeader } from './header-values.ts'
import { domainOf, isFreeProvider, isNoReply, localPartOf } from './sender-address.ts'

const formSenders = /^(?:wordpress|wp|forms?|formulaire|contact-?form|webform|website|site-?web|form-?submissions?|web)(?:[._+-].{0,40})?$/u

const formServices =
  /(?:^|\.)(?:shopify\.com|shopifyemail\.com|squarespace\.info|squarespace\.com|wix\.com|wixforms\.com|wix-forms\.com|typeform\.com|jotform\.com|formspree\.io|netlify\.com|wufoo\.com|tally\.so|webflow\.com|getform\.io|formsubmit\.co|web3forms\.com|cognitoforms\.com|jimdo\.com|weebly\.com|hostedemail\.webnode\.com)$/u

const formSubject =
  /\b(?:contact form|formulaire|new (?:customer )?message|nouveau message|message (?:client|from|de)|contact us|contactez|enquiry|inquiry|form submission|new submission|website form|demande de contact)/iu

const orderSubject = /\b(?:order|commande)\b.{0,20}\d|\b(?:order|commande) (?:confirmed|placed|confirm[ée]e)/iu

const emailField =
  /^[\s*_-]{0,8}(?:your )?(?:e-?mail|mail|courriel|adresse(?: e-?mail| mail)?|e-?mail address|from|de)(?: \p{L}{1,12})?\s?:[\s*_]{0,8}(.{1,300})$/iu
const nameField =
  /^[\s*_-]{0,8}(?:(?:your |full |first )?name|nom|pr[ée]nom|nom complet|nom et pr[ée]nom|votre nom)\s?:[\s*_]{0,8}(\S.{0,120})$/iu
const messageField =
  /^[\s*_-]{0,8}(?:(?:your )?message(?: body)?|votre message|corps du message|comments?|commentaires?|body|question|demande)\s?:/iu
const addressPattern = /[^\s@<>"',;:()]{1,64}@[^\s@<>"',;:()]{1,190}\.[a-z]{2,24}/iu

/** The person who filled in a website form, as far as the mail tells. */
export type FormAuthor = Address

/**
 * Tells who wrote through a website form; undefined where the mail is none.
 *
 * A form mail comes from the site's own address or from a known form service and answers go to somebody else, or its body
 * is a list of fields (Name, E-mail, Message), or it cannot be answered itself and names a person elsewhere. A newsletter that has another Reply-To is not one: its sender is neither.
 */
export function formAuthor(mail: DecodedMail, ownAddresses: ReadonlySet<string>): FormAuthor | undefined {
  const sender = mail.from[0]?.address ?? ''
  const own = isOwn(sender, ownAddresses)
  // An answer of ours quotes the form it answers; a form answers nothing.
  if (own && (mail.inReplyTo !== '' || mail.references.length > 0)) return undefined
  const service = formSenders.test(localPartOf(sender)) || formServices.test(domainOf(sender))
  const replyTo = mail.replyTo.find(({ address }) => isStranger(address, sender, ownAddresses))
  if (service && orderSubject.test(mail.subject.slice(0, 300))) return undefined
  const fields = readFields(mail.text, ownAddresses)
  if (replyTo !== undefined) {
    if (own) return replyTo
    if (service && (formSubject.test(mail.subject.slice(0, 300)) || fields !== undefined || formSenders.test(localPartOf(sender))))
      return replyTo
    return isNoReply(sender) && (fields !== undefined || standsBehind(replyTo.address, mail)) ? replyTo : undefined
  }
  return fields !== undefined && (own || service || isNoReply(sender)) ? fields : undefined
}

/**
 * Whether a mail that nobody can answer names a person elsewhere to answer to: a form in whatever words. Bulk mail says that
 * it is bulk, and what tells of an order is a notice.
 */
function standsBehind(address: string, { from, headers, subject }: DecodedMail): boolean {
  const isMarked = ['list-unsubscribe', 'list-id', 'precedence', 'auto-submitted', 'feedback-id'].some((name) => hasHeader(headers, name))
  return !isMarked && domainOf(address) !== domainOf(from[0]?.address ?? '') && !orderSubject.test(subject.slice(0, 300))
}

function isOwn(address: string, ownAddresses: ReadonlySet<string>): boolean {
  if (ownAddresses.has(address)) return true
  const domain = domainOf(address)
  if (domain === '' || isFreeProvider(domain)) return false
  return [...ownAddresses].some((own) => domainOf(own) === domain)
}

function isStranger(address: string, sender: string, ownAddresses: ReadonlySet<string>): boolean {
  return address !== '' && address !== sender && !ownAddresses.has(address) && !isNoReply(address)
}

/** Reads the fields of a form's body: an e-mail address of somebody else, and a message or a name. First 60 lines only. */
function readFields(text: string, ownAddresses: ReadonlySet<string>): FormAuthor | undefined {
  let address = ''
  let name = ''
  let message = false
  for (const line of text.slice(0, 8000).split('\n', 60)) {
    if (line.length > 400) continue
    const found = addressPattern.exec(emailField.exec(line)?.[1] ?? '')?.[0].toLowerCase() ?? ''
    if (address === '' && found !== '' && !ownAddresses.has(found)) address = found
    if (name === '') name = nameField.exec(line)?.[1]?.trim() ?? ''
    message ||= messageField.test(line)
  }
  return address !== '' && (message || name !== '') ? { name, address } : undefined
}
