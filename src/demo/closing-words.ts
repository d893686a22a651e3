import { isFromShop, type DemoConversation, type DemoMessage } from './conversations.ts'
import { chanceOf } from './spread.ts'

const closingWords = {
  fr: [
    'Avec plaisir ! Très belle journée à vous.',
    'Merci à vous pour ce gentil mot, il fait le tour de l’atelier.',
    'Je vous en prie, et n’hésitez pas si quoi que ce soit vous manque.',
    'C’est nous qui vous remercions. À bientôt !',
    'Quel soulagement que tout soit rentré dans l’ordre. Belle journée !',
    'Merci de nous avoir donné des nouvelles, cela fait plaisir.',
    'Parfait, c’est noté de notre côté. À très vite.',
  ],
  en: [
    'You’re very welcome. Have a lovely day!',
    'Thank you for letting us know, it made the whole studio smile.',
    'My pleasure. Write any time if something else comes up.',
    'So glad that’s sorted. Enjoy it!',
    'Thank you, that’s kind of you to say.',
    'All noted on our side. Take good care!',
    'Wonderful. Until next time!',
  ],
} as const

const signers = ['Camille', 'Anna', 'Sam']

/**
 * The conversation with a last friendly word from the shop, where it is closed and yet ends with the customer's thanks.
 *
 * To the reply clock any message of a person asks for an answer. Without it each "thank you" of the past six weeks would
 * stand on the board as a missed request.
 */
export function withClosingWord(conversation: DemoConversation): DemoConversation {
  const last = conversation.messages.at(-1)
  if (conversation.place !== 'closed' || last === undefined || isFromShop(last)) return conversation
  const words = closingWords[conversation.language]
  const by =
    conversation.messages.findLast(isFromShop)?.by ?? signers[Math.floor(chanceOf(`${conversation.id} signer`) * signers.length)] ?? 'Anna'
  const word = words[Math.floor(chanceOf(`${conversation.id} closing word`) * words.length)] ?? words[0]
  const minute = String(10 + Math.floor(45 * chanceOf(`${conversation.id} closing minute`)))
  const at = { days: Math.max(0, last.at.days - 1), time: `09:${minute}` }
  const reply: DemoMessage = { from: 'shop', by, at, text: `${word}\n\n${by}\nAtelier Lunaire`, attachments: [] }
  return { ...conversation, messages: [...conversation.messages, reply] }
}
