/** Words about who a message is really from, and about files that strangers send. */
export const senderWords = {
  'sender.label': 'About the sender',
  'sender.several-senders': 'This message names several senders: {{addresses}}.',
  'sender.name-says-address': 'The name says {{said}}, but the message says it is from {{domain}}.',
  'sender.known-name': '{{name}} is known here as {{known}}; this message says it is from {{domain}}.',
  'sender.odd-address': 'This address has characters that no working address has. The part that counts is {{domain}}.',
  'sender.foreign-letters': 'The domain is written in letters that can look like others. Its plain form is {{domain}}.',
  'sender.answers-elsewhere': 'It says it is from {{from}}; answers would go to {{address}}.',
  'sender.new-person': '{{address}} is new in this conversation.',
  'composer.doubt': 'Who gets this answer',
  'composer.answers-elsewhere': 'This message says it is from {{from}} and wants its answer sent to {{address}}. Where should yours go?',
  'composer.known-name': 'This name had another address before. Who should get your answer?',
  'composer.new-person': '{{address}} is new in this conversation. Who should get your answer?',
  'composer.answer-to': 'Answer {{address}}',
  'composer.doubt-first': 'First choose who gets this answer.',
  'attachment.kind-runs':
    '“{{name}}” ends in .{{ending}}: a file of this kind can run programs when it is opened. Save it only if you expected it.',
  'attachment.save-anyway': 'Save it anyway…',
  'attachment.leave': 'Do not save',
}
