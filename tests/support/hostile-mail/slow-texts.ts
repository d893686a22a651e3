/** Texts made to keep a reader busy: runs that many rules could begin in, and an end that fits none; all on one line and on very many. */
export function slowTexts(length: number): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const piece of pieces) {
    const name = JSON.stringify(piece)
    const run = (characters: number): string => piece.repeat(Math.ceil(characters / piece.length)).slice(0, characters)
    texts.set(`${name} on one line`, run(length))
    // An end that fits nothing makes a careless rule try every way to part the run before it.
    texts.set(`${name} on one line that ends otherwise`, `${run(length - 1)}§`)
    texts.set(`${name} on long lines that end otherwise`, `${run(380)}§\n`.repeat(Math.ceil(length / 382)))
    texts.set(`${name} on short lines that end otherwise`, `${run(36)}§\n`.repeat(Math.ceil(length / 38)))
    texts.set(`${name} above quotes`, `${run(150)}§\n${heading}`.repeat(Math.ceil(length / (152 + heading.length))))
    texts.set(`${name} a line`, `${piece}\n`.repeat(Math.ceil(length / (piece.length + 1))))
  }
  return texts
}

const heading = 'On Mon, 1 Jan 2026 at 10:10, Anna <hey@shop.example> wrote:\n> Hello\n'

const pieces = [
  ' ',
  '\t ',
  '>',
  '> ',
  '-',
  '- ',
  '_*',
  '=',
  '\n',
  '\r',
  'a',
  'a ',
  'é',
  '@',
  'a@',
  'a@a.',
  '.',
  'a.',
  '<',
  '<a ',
  '<a href="',
  '</',
  '&',
  '&amp;',
  '&#',
  '"',
  "'",
  '(',
  ':',
  '0',
  '0 ',
  '+33 6 ',
  '1Z',
  'http://',
  'http://a.',
  'www.',
  'On ',
  'On 1:11 ',
  'On Mon, 1 Jan 2026 at 10:10 <a@b.c> ',
  'Le 1 ',
  ' a écrit ',
  'wrote: ',
  'From: ',
  'De : ',
  'From: a\nTo: a\n',
  '-----Original Message-----',
  'Forwarded by ',
  'Sent from my ',
  'Envoyé de ',
  'Name: ',
  'E-mail: a@',
  'Message: ',
  're: ',
  'Re:re ',
  'unsubscribe ',
  'this is an automated ',
  'order 1',
  'style="',
  '<b style="color:',
  'rgba(',
  '=?utf-8?q?',
  '<!--',
  '{{',
  '\u202E',
  '\u200D',
  'e\u0301',
]
