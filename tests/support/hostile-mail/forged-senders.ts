const encode = (text: string): string => `=?utf-8?b?${Buffer.from(text).toString('base64')}?=`
const quoted = (text: string): string =>
  `=?utf-8?q?${[...Buffer.from(text)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')}?=`

const president = 'potus@whitehouse.example'
const real = 'evil.example'

/**
 * The From fields of the Mailsploit collection and its kin: each pretends to be potus@whitehouse.example, and each really
 * says evil.example, which is what an answer would reach.
 */
export const forgedSenders: readonly (readonly [what: string, from: string])[] = [
  ['an encoded address as local part', `${encode(president)}@${real}`],
  ['an encoded address, a NUL, and the address again', `${encode(president)}${quoted('\0')}${encode(`(${president})`)}@${real}`],
  ['an encoded address and a newline', `${encode(`${president}\n`)}@${real}`],
  ['an encoded address in quotes', `"${encode(president)}"@${real}`],
  ['an encoded name with an address and a NUL', `${encode(`${president}\0`)} <test@${real}>`],
  ['an encoded name with an address and a newline', `${encode(`${president}\n`)} <test@${real}>`],
  ['an encoded name with a whole second address', `${encode(`President <${president}>,`)} <test@${real}>`],
  ['an encoded name that closes and opens brackets', `"${encode(`${president}> <`)}" <test@${real}>`],
  ['a quoted name with an address', `"${president}" <test@${real}>`],
  ['an encoded name with very many spaces', `${encode(`${president}${' '.repeat(200)}`)} <test@${real}>`],
  ['an address in quotes before the real one', `"${president}"@${real}`],
  ['a comment with an address', `test@${real} (${president})`],
  ['a route before the address', `<@whitehouse.example,@relay.example:test@${real}>`],
  ['a name turned around', `${encode('\u202Eelpmaxe.esuohetihw@sutop\u202C')} <test@${real}>`],
  ['a name with unseen characters', `${encode('po\u200Btus@white\u200Bhouse.example')} <test@${real}>`],
]

/** The domain that each of them really says. */
export const realDomain = real
