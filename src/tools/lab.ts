import { createInterface } from 'node:readline'
import { classifyVerb } from './lab/classify.ts'
import { dueVerb } from './lab/due.ts'
import { parseVerb } from './lab/parse.ts'

/** The lab's verbs: each takes one JSON object and gives one; it throws an Error with a clear message for bad input. */
const verbs: Readonly<Record<string, (input: unknown) => object | Promise<object>>> = {
  classify: classifyVerb,
  due: dueVerb,
  parse: parseVerb,
}

const [name = ''] = process.argv.slice(2)
const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
if (verb === undefined) {
  process.stderr.write(`usage: npm run --silent lab -- VERB < in.jsonl > out.jsonl\nverbs: ${Object.keys(verbs).join(', ')}\n`)
  process.exit(2)
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line.trim() === '') continue
  process.stdout.write(`${JSON.stringify(await answer(verb, line))}\n`)
}

/** One line's answer; a bad line gives its id, where it has one, and the error. */
async function answer(run: (input: unknown) => object | Promise<object>, line: string): Promise<object> {
  let id: unknown = null
  try {
    const input: unknown = JSON.parse(line)
    if (typeof input === 'object' && input !== null && 'id' in input) id = input.id
    return await run(input)
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}
