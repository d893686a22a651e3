/** A name and a mail address as the demo files write them; `address` is lower case. */
export type DemoAddress = { readonly name: string; readonly address: string }

/** A field that is not what it should be; the message names the field and what was expected. */
export class FieldProblem extends Error {
  constructor(at: string, expected: string) {
    super(`${at === '' ? 'the file' : at}: expected ${expected}`)
  }
}

/** The value as an object of fields. */
export function readFields(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FieldProblem(at, 'an object')
  return value as Readonly<Record<string, unknown>>
}

/** The value as a list, each entry read by `read`. */
export function readList<Item>(value: unknown, at: string, read: (entry: unknown, at: string) => Item): readonly Item[] {
  if (!Array.isArray(value)) throw new FieldProblem(at, 'a list')
  return value.map((entry: unknown, index) => read(entry, `${at}[${index}]`))
}

/** The value as text that says something, unless it may be empty. */
export function readText(value: unknown, at: string, emptiness: 'must say something' | 'may be empty' = 'must say something'): string {
  if (typeof value !== 'string') throw new FieldProblem(at, 'a text')
  if (value.trim() === '' && emptiness === 'must say something') throw new FieldProblem(at, 'a text that is not empty')
  return value
}

/** The value as text of a form that `expected` names. */
export function readPattern(value: unknown, at: string, pattern: RegExp, expected: string): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw new FieldProblem(at, expected)
  return value
}

/** The value as one of a few words. */
export function readChoice<Word extends string>(value: unknown, at: string, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === value)
  if (word === undefined) throw new FieldProblem(at, `one of ${words.join(', ')}`)
  return word
}

/** The value as a whole number, both ends included. */
export function readInteger(value: unknown, at: string, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw new FieldProblem(at, `a whole number from ${least} to ${most}`)
  }
  return value
}

/** The value as an address in a reserved domain (RFC 2606): nothing of the demo can reach a real person. */
export function readAddress(value: unknown, at: string): DemoAddress {
  const fields = readFields(value, at)
  const address = readPattern(fields['address'], `${at}.address`, /^[^\s@<>",;:]+@([\w-]+\.)+example$/i, 'an address that ends in .example')
  return { name: readText(fields['name'] ?? '', `${at}.name`, 'may be empty'), address: address.toLowerCase() }
}

/** The value as an object whose values are all text. */
export function readTextMap(value: unknown, at: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(readFields(value, at)).map(([name, text]) => [name, readText(text, `${at}.${name}`, 'may be empty')]),
  )
}

/** What `read` makes of the value; undefined where the field is absent. */
export function readOptional<Value>(value: unknown, read: (value: unknown) => Value): Value | undefined {
  return value === undefined ? undefined : read(value)
}
