import { fold } from '../message/fold.ts'
import type { Lane } from '../model/lane.ts'

/** What the part before a colon may ask for. */
export type QueryOperator = 'from' | 'to' | 'subject' | 'has' | 'lane' | 'is' | 'after' | 'before'

/** The operators in both languages, folded: "À:" is "a". Both work whatever the language of the screen. */
const operators: ReadonlyMap<string, QueryOperator> = new Map([
  ['from', 'from'],
  ['de', 'from'],
  ['to', 'to'],
  ['a', 'to'],
  ['subject', 'subject'],
  ['objet', 'subject'],
  ['has', 'has'],
  ['avec', 'has'],
  ['lane', 'lane'],
  ['voie', 'lane'],
  ['is', 'is'],
  ['est', 'is'],
  ['after', 'after'],
  ['apres', 'after'],
  ['before', 'before'],
  ['avant', 'before'],
])

const laneNames: ReadonlyMap<string, Lane | 'junk'> = new Map([
  ...['customer', 'customers', 'client', 'clients', 'cliente', 'clientes'].map((name) => [name, 'customer'] as const),
  ...['pitch', 'pitches', 'demarchage', 'demarchages'].map((name) => [name, 'pitch'] as const),
  ...['unsure', 'a-trier', 'trier', 'incertain', 'incertains'].map((name) => [name, 'unsure'] as const),
  ...['automated', 'automatic', 'automatique', 'automatiques'].map((name) => [name, 'automated'] as const),
  ...['junk', 'spam', 'indesirable', 'indesirables'].map((name) => [name, 'junk'] as const),
])

const attachmentNames = new Set([
  'attachment',
  'attachments',
  'file',
  'files',
  'piece-jointe',
  'pieces-jointes',
  'pj',
  'fichier',
  'fichiers',
])
const lateNames = new Set(['late', 'retard', 'en-retard'])

/** The operator that a word before a colon names, in either language. */
export function operatorNamed(word: string): QueryOperator | undefined {
  return operators.get(fold(word))
}

/** The lane that a word names, in either language. */
export function laneNamed(word: string): Lane | 'junk' | undefined {
  return laneNames.get(joined(word))
}

/** Whether a word after `has:` asks for an attachment. */
export function asksForAttachment(word: string): boolean {
  return attachmentNames.has(joined(word))
}

/** Whether a word after `is:` asks for what is late. */
export function asksForLate(word: string): boolean {
  return lateNames.has(joined(word))
}

/** "Pièce jointe" as "piece-jointe": quoted values may have spaces. */
function joined(word: string): string {
  return fold(word)
    .trim()
    .replace(/[\s_\u2010-\u2015]+/g, '-')
}
