import type { ConversationRow, DraftRow } from '../../store/types.ts'
import type { Settings } from '#contract/shop.ts'
import type { DraftId } from '#core/model/ids.ts'
import type { Address } from '#core/model/message.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import { nextClosing } from '#core/calendar/open-time.ts'
import { isReplySubject } from '#core/conversation/thread-links.ts'
import { recipientDoubt, type RecipientDoubt } from '#core/message/recipient-doubt.ts'
import { isOddAddress } from '#core/message/shown-address.ts'
import { plainWords } from '#core/pitch/plain-words.ts'
import { splitOwnWords } from '#core/message/own-words.ts'
import { guessLanguage } from '#core/pitch/guess-language.ts'
import { firstNameOf } from '#core/template/first-name.ts'
import { renderTemplate } from '#core/template/render-template.ts'
import { starterTemplates } from '#core/template/starter-templates.ts'
import type { ReadMessage } from '#data/read/conversations.ts'
import { sayDate, sayPromise, type TimeContext } from '#locale/say-time.ts'
import { translator } from '#locale/translate.ts'
import { runCommand } from '../../store/commands.ts'
import { offerUndo } from '../../store/actions.ts'
import { useCounter } from '../../store/store.ts'

/** What a reply is made from. */
export type ReplyContext = {
  readonly conversation: ConversationRow
  readonly messages: readonly ReadMessage[]
  readonly settings: Settings
  readonly time: TimeContext
  /** The shop's own address. */
  readonly address: string
}

/** A line of a header may have 998 characters (RFC 5322 section 2.1.1). */
const longestSubject = 900

/** A new reply to whoever waits, else to the latest message that came in: recipient, subject, signature and quoted text in place, cursor room above. */
export function startDraft(context: ReplyContext): DraftRow {
  const { messages, settings, address, conversation } = context
  const { clock } = conversation
  const isAsking = ({ row }: ReadMessage): boolean => row.direction === 'in' && (row.kind === 'human' || row.kind === 'form')
  const answered =
    messages.findLast((message) => isAsking(message) && clock.status === 'open' && message.row.author.address === clock.person) ??
    messages.findLast(isAsking) ??
    messages.findLast(({ row }) => row.direction === 'in') ??
    messages.at(-1)
  if (answered === undefined) throw new Error('a conversation holds at least one message')
  const { row } = answered
  const id = crypto.randomUUID()
  const person = row.direction === 'in' ? row.author.address : (row.to[0]?.address ?? '')
  // An address that only looks like one reaches nobody, or somebody else: better none.
  const to = isOddAddress(person) ? '' : person
  return {
    id: id as DraftId,
    answersKey: row.key,
    messageId: `${id}@${address.split('@')[1] ?? 'localhost'}`,
    to,
    cc: '',
    bcc: '',
    subject: (isReplySubject(row.subject) ? row.subject : `Re: ${row.subject}`).slice(0, longestSubject),
    text: `\n\n${signatureOf(settings)}${quoteOf(context, answered)}`,
    templateId: null,
    changedAt: 0,
    attachments: [],
  }
}

/**
 * Whether it has to be asked who gets this draft: see `recipientDoubt`. Null too where a helper wrote other recipients.
 */
export function doubtOfDraft(draft: DraftRow, messages: readonly ReadMessage[], ourselves: readonly Address[]): RecipientDoubt | null {
  const thread = messages.map(({ row }) => row)
  const answered = thread.find((row) => row.key === draft.answersKey)
  if (answered === undefined || draft.to.trim().toLowerCase() !== answered.author.address) return null
  return recipientDoubt(answered, thread, ourselves)
}

function signatureOf(settings: Settings): string {
  return settings.signature.trim() === '' ? '' : `-- \n${settings.signature.trim()}\n\n`
}

function quoteOf({ time, messages }: ReplyContext, { row, body }: ReadMessage): string {
  const own = ownWordsOf(body.text)
  if (own === '') return ''
  const language = languageOfConversation(messages) ?? time.language
  const name = row.author.name === '' ? row.author.address : row.author.name
  const opener = translator(language)('composer.quote', {
    name,
    time: sayDate(row.receivedAt, { ...time, language }),
  })
  return `${opener}\n${own
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')}\n`
}

function ownWordsOf(text: string): string {
  const own = splitOwnWords(text).own.trim()
  return own === '' ? text.trim() : own
}

/** The language the customer wrote in, so far as it is one of ours. */
export function languageOfConversation(messages: readonly ReadMessage[]): 'en' | 'fr' | null {
  const last = messages.findLast(({ row }) => row.direction === 'in')
  const language = guessLanguage(plainWords(`${last?.row.subject ?? ''}\n${ownWordsOf(last?.body.text ?? '')}`))
  return language === 'fr' || language === 'en' ? language : null
}

/** A template filled from the conversation, in the customer's language; what is not known is a hole. */
export function fillTemplate(templateId: string, { conversation, messages, settings, time }: ReplyContext): string {
  const template = starterTemplates.find(({ id }) => id === templateId)
  if (template === undefined) throw new Error(`no template ${templateId}`)
  const language = languageOfConversation(messages) ?? settings.language
  const t = translator(language)
  const closing = nextClosing(settings.shopHours as ShopHours, time.now)
  return renderTemplate(
    template,
    language,
    {
      'customer.first_name': firstNameOf(conversation.person.name),
      'helper.first_name': settings.helperName.split(' ')[0] ?? '',
      ...(closing === null ? {} : { promise: sayPromise(closing, { ...time, language }) }),
    },
    {
      'customer.first_name': t('field.customer-first-name'),
      'helper.first_name': t('field.helper-first-name'),
      promise: t('field.promise'),
    },
  )
}

/** Throws a draft away, undoable with its very text. */
export function discard(draft: DraftRow, attachments: DraftRow['attachments'], label: string): void {
  useCounter.setState({ isComposing: false })
  void runCommand({ kind: 'discard-draft', draftId: draft.id })
  const { selectedId } = useCounter.getState()
  offerUndo(label, () => {
    const { attachments: _attachments, ...kept } = draft
    void runCommand({ kind: 'save-draft', draft: { ...kept, changedAt: Date.now() } }).then(async () => {
      for (const file of attachments) await runCommand({ kind: 'attach', draftId: draft.id, ...file })
      useCounter.setState({ selectedId, isReading: true, isComposing: true })
    })
  })
}
