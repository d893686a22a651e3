/** Mails that are odd in one way, with bytes as they would come; `text` is what a reader should find in them. */
export type OddMail = { readonly what: string; readonly subject: string; readonly source: Buffer; readonly text: string }

const base64 = (content: string | Buffer): string =>
  Buffer.from(content)
    .toString('base64')
    .replace(/(.{76})/gu, '$1\r\n')

function mail(subject: string, lines: readonly string[], body: string | Buffer): Buffer {
  const head = [
    'From: Sender <sender@post.example>',
    'To: hey@shop.example',
    `Subject: ${subject}`,
    `Message-ID: <${subject.replace(/\W+/gu, '-')}@post.example>`,
    'MIME-Version: 1.0',
    ...lines,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), typeof body === 'string' ? Buffer.from(body) : body])
}

function odd(what: string, lines: readonly string[], body: string | Buffer, text: string): OddMail {
  return { what, subject: `Odd: ${what}`, source: mail(`Odd: ${what}`, lines, body), text }
}

const inParts = 'Content-Type: multipart/mixed; boundary=b'
const file = (name: string): string => `--b\r\nContent-Type: text/csv; name="${name}"\r\n\r\na,b\r\n`
const plain = (text: string): string => `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`

/** M03: charsets that lie, are unknown, or hide markup. */
export const oddCharsets: readonly OddMail[] = [
  odd('utf-7', ['Content-Type: text/html; charset=utf-7'], '<p>shown</p>+ADw-script+AD4-top.ran(1)+ADw-/script+AD4-', 'shown'),
  odd('utf-7 as text', ['Content-Type: text/plain; charset=utf-7'], 'caf+AOk- shown', 'shown'),
  odd(
    'iso-2022-jp escapes',
    ['Content-Type: text/html; charset=iso-2022-jp'],
    '<p>shown\x1b$B</p><script>top.ran(1)</script>\x1b(B</p>',
    'shown',
  ),
  odd('an unknown charset', ['Content-Type: text/plain; charset=x-nobody-knows'], 'shown all the same', 'shown all the same'),
  odd('a charset named __proto__', ['Content-Type: text/plain; charset=__proto__'], 'shown all the same', 'shown all the same'),
  odd('a charset that lies', ['Content-Type: text/plain; charset=utf-8'], Buffer.from('caf\u00e9 shown', 'latin1'), 'shown'),
  odd('utf-16 that is none', ['Content-Type: text/plain; charset=us-ascii'], Buffer.from('shown \u00e9t\u00e9'), 'shown'),
  odd('two byte order marks', ['Content-Type: text/plain; charset=utf-8'], '\uFEFF\uFEFFshown', 'shown'),
  odd(
    'an overlong less-than sign',
    ['Content-Type: text/html; charset=utf-8'],
    Buffer.concat([Buffer.from('<p>shown</p>'), Buffer.from([0xc0, 0xbc]), Buffer.from('script>top.ran(1)')]),
    'shown',
  ),
]

/** M04: structures that two readers could read in two ways. */
export const oddStructures: readonly OddMail[] = [
  odd('two Content-Types', ['Content-Type: text/plain', 'Content-Type: text/html'], '<p>shown</p>', 'shown'),
  odd(
    'two boundaries',
    ['Content-Type: multipart/mixed; boundary=b; boundary=c'],
    `${plain('shown')}--c\r\n\r\nhidden\r\n--c--\r\n--b--\r\n`,
    '',
  ),
  odd('no end boundary', [inParts], `${plain('shown')}${file('a.csv')}${file('b.csv')}`, 'shown'),
  odd('no boundary at all', ['Content-Type: multipart/mixed'], 'shown without parts', ''),
  odd('an empty boundary', ['Content-Type: multipart/mixed; boundary=""'], '--\r\n\r\nshown\r\n----\r\n', ''),
  odd(
    'a boundary within a boundary',
    [inParts],
    `--b\r\nContent-Type: multipart/alternative; boundary=bb\r\n\r\n--bb\r\nContent-Type: text/plain\r\n\r\nshown\r\n--bb--\r\n${file('a.csv')}--b--\r\n`,
    'shown',
  ),
  odd('the same boundary twice', [inParts], `--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${plain('shown')}--b--\r\n`, ''),
  odd('text before and after the parts', [inParts], `unseen\r\n${plain('shown')}--b--\r\nunseen too\r\n`, 'shown'),
  odd(
    'base64 with noise',
    ['Content-Type: text/plain', 'Content-Transfer-Encoding: base64'],
    `${base64('shown at ').replace('=', '')}!!! ${base64('last')}`,
    'shown',
  ),
  odd('an encoding nobody knows', ['Content-Type: text/plain', 'Content-Transfer-Encoding: x-uuencode-9'], 'shown', 'shown'),
  odd('bare newlines', [inParts], Buffer.from(plain('shown').replaceAll('\r', '')), 'shown'),
  odd('an encoded multipart', [inParts, 'Content-Transfer-Encoding: base64'], base64(`${plain('hidden')}--b--\r\n`), ''),
]

/** M06: kinds that are attachments and nothing more. `text` beside them is shown, what is in them never. */
export const sealedMails: readonly OddMail[] = [
  odd(
    'winmail.dat',
    [inParts],
    `${plain('shown')}--b\r\nContent-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64('\u0078\u009f\u003e\u0022sealed words')}\r\n--b--\r\n`,
    'shown',
  ),
  odd(
    'S/MIME, opaque',
    ['Content-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"', 'Content-Transfer-Encoding: base64'],
    base64('Content-Type: text/html\r\n\r\n<b>sealed words</b>'),
    '',
  ),
  odd(
    'S/MIME, signed in the open',
    ['Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b'],
    `${plain('shown')}--b\r\nContent-Type: application/pkcs7-signature; name="smime.p7s"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64('sealed words')}\r\n--b--\r\n`,
    'shown',
  ),
  odd(
    'PGP',
    ['Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b'],
    `--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\nContent-Type: application/octet-stream; name="encrypted.asc"\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nsealed words\r\n-----END PGP MESSAGE-----\r\n--b--\r\n`,
    '',
  ),
  odd(
    'a mail in a mail',
    [inParts],
    `${plain('shown')}--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: claire@post.example\r\nSubject: inner\r\nContent-Type: text/html\r\n\r\n<b>sealed words</b>\r\n--b--\r\n`,
    'shown',
  ),
  odd(
    'a zip that would fill the disk',
    [inParts],
    `${plain('shown')}--b\r\nContent-Type: application/zip; name="bomb.zip"\r\nContent-Disposition: attachment; filename="bomb.zip"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64('PK\u0003\u0004sealed words')}\r\n--b--\r\n`,
    'shown',
  ),
]

/** M07: names that every object has already, as headers and as parameters. */
export const prototypeMail: OddMail = odd(
  'names that objects have',
  [
    '__proto__: polluted',
    'constructor: polluted',
    'hasOwnProperty: polluted',
    'toString: polluted',
    'Content-Type: multipart/mixed; boundary=b; __proto__=polluted; constructor=polluted; __proto__*0=polluted',
  ],
  `${plain('shown')}--b\r\nContent-Type: text/csv; __proto__="polluted"; name="__proto__"\r\nContent-Disposition: attachment; constructor=polluted; __proto__.polluted=yes; filename="__proto__"\r\nContent-ID: <__proto__>\r\n\r\na,b\r\n--b--\r\n`,
  'shown',
)
