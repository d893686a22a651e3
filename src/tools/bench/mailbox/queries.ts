import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { Dice } from './dice.ts'

/** Queries of one form, in the words of the mailbox itself. */
export type QueryForm = {
  readonly name: 'word' | 'two words' | 'prefix' | 'phrase'
  readonly queries: readonly { readonly words: string; readonly isPhrase: boolean; readonly isPrefix: boolean }[]
}

/** Words that are operators for a peer. */
const operators = new Set(['and', 'or', 'not', 'xor', 'near', 'adj', 'from', 'subject', 'date', 'tag', 'thread'])
const largestBytes = 60_000

/** So many queries of each form, taken from the plain texts of messages all over a Maildir's INBOX; the same for the same mailbox. */
export async function queriesOf(maildir: string, each: number): Promise<QueryForm[]> {
  const folder = path.join(maildir, 'cur')
  const files = readdirSync(folder)
    .sort()
    .map((file) => path.join(folder, file))
  const dice = new Dice(99)
  const lines: [string, string, string, ...string[]][] = []
  while (lines.length < each * 4) {
    const file = files[dice.between(0, files.length - 1)] ?? ''
    if (statSync(file).size > largestBytes) continue
    const { text = '' } = await simpleParser(readFileSync(file))
    const usable = text
      .split('\n')
      .filter((line) => !line.startsWith('>'))
      .map((line) => line.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
      .filter((words) => words.length >= 5)
    const line = usable[dice.between(0, usable.length - 1)]
    const [first, second, third, ...rest] = line ?? []
    if (first !== undefined && second !== undefined && third !== undefined) lines.push([first, second, third, ...rest])
  }
  const long = (words: readonly string[]): string[] => words.filter((word) => word.length >= 4 && !operators.has(word))
  const take = (name: QueryForm['name'], make: (words: readonly string[]) => string | undefined): QueryForm => {
    const made = lines.splice(0, each).flatMap((words) => make(words) ?? [])
    return { name, queries: made.map((words) => ({ words, isPhrase: name === 'phrase', isPrefix: name === 'prefix' })) }
  }
  return [
    take('word', (words) => long(words)[0]),
    take('two words', (words) => (long(words).length < 2 ? undefined : long(words).slice(0, 2).join(' '))),
    take('prefix', (words) => long(words)[0]?.slice(0, 4)),
    take('phrase', (words) => words.slice(1, 4).join(' ')),
  ]
}
