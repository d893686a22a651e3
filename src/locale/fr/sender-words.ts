import type { senderWords as english } from '../en/sender-words.ts'

/** Words about who a message is really from, and about files that strangers send. */
export const senderWords: Record<keyof typeof english, string> = {
  'sender.label': 'Au sujet de l’expéditeur',
  'sender.several-senders': 'Ce message nomme plusieurs expéditeurs : {{addresses}}.',
  'sender.name-says-address': 'Le nom dit {{said}}, mais le message dit venir de {{domain}}.',
  'sender.known-name': '{{name}} est connu ici sous {{known}} ; ce message dit venir de {{domain}}.',
  'sender.odd-address': 'Cette adresse contient des caractères qu’aucune adresse valable ne contient. Ce qui compte est {{domain}}.',
  'sender.foreign-letters': 'Le domaine est écrit avec des lettres qui peuvent ressembler à d’autres. Sa forme simple est {{domain}}.',
  'sender.answers-elsewhere': 'Le message dit venir de {{from}} ; les réponses iraient à {{address}}.',
  'sender.new-person': '{{address}} est nouveau dans cette conversation.',
  'composer.doubt': 'Qui reçoit cette réponse',
  'composer.answers-elsewhere': 'Ce message dit venir de {{from}} et demande que l’on réponde à {{address}}. Où envoyer votre réponse ?',
  'composer.known-name': 'Ce nom avait une autre adresse jusqu’ici. Qui doit recevoir votre réponse ?',
  'composer.new-person': '{{address}} est nouveau dans cette conversation. Qui doit recevoir votre réponse ?',
  'composer.answer-to': 'Répondre à {{address}}',
  'composer.doubt-first': 'Choisissez d’abord qui reçoit cette réponse.',
  'attachment.kind-runs':
    '« {{name}} » se termine par .{{ending}} : un fichier de ce type peut lancer des programmes quand on l’ouvre. Ne l’enregistrez que si vous l’attendiez.',
  'attachment.save-anyway': 'L’enregistrer quand même…',
  'attachment.leave': 'Ne pas enregistrer',
}
