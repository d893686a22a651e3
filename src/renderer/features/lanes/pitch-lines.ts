import type { WordKey } from '#locale/translate.ts'
import type { ListedConversation } from '../../store/live.ts'
import type { ListLine } from '../../ui/conversation-list.tsx'

/** How the held pitches are laid out: the newest first, by what they sell, or those most like a customer first. */
export type PitchOrder = 'newest' | 'kind' | 'doubt'

/** Kinds in the order in which they are shown; the first whose signal is among a pitch's reasons is its own. */
const kinds = ['follow-up', 'seo', 'money', 'goods', 'collaboration', 'services'] as const

type Kind = (typeof kinds)[number] | 'judged' | 'other'

/** The lines of the list. Within a kind those of one firm stand together, so that a campaign is one glance. */
export function pitchLines(rows: readonly ListedConversation[], order: PitchOrder, say: (key: WordKey) => string): readonly ListLine[] {
  const lineOf = (listed: ListedConversation): ListLine => ({ kind: 'row', listed })
  if (order === 'newest') return rows.map(lineOf)
  if (order === 'doubt') return [...rows].sort((a, b) => doubtOf(b) - doubtOf(a)).map(lineOf)
  const groups = new Map<Kind, ListedConversation[]>()
  for (const listed of rows) {
    const kind = kindOf(listed)
    groups.set(kind, [...(groups.get(kind) ?? []), listed])
  }
  return ([...kinds, 'other', 'judged'] as const).flatMap((kind) => {
    const members = groups.get(kind) ?? []
    if (members.length === 0) return []
    const title: ListLine = { kind: 'title', id: `kind-${kind}`, title: say(`pitch.kind.${kind}`), count: members.length }
    return [title, ...byFirm(members).map(lineOf)]
  })
}

/** How much a held conversation looks like a customer's; what a helper judged is settled, and comes last. */
function doubtOf({ row }: ListedConversation): number {
  return row.judgedBy === 'helper' ? -1 : 1 - row.verdict.score
}

function kindOf({ row }: ListedConversation): Kind {
  const named = kinds.find((kind) => row.verdict.reasons.some(({ signal, weight }) => signal === kind && weight > 0))
  return named ?? (row.judgedBy === 'helper' ? 'judged' : 'other')
}

/** Conversations of one firm beside each other, in the order of the newest of each. */
function byFirm(members: readonly ListedConversation[]): readonly ListedConversation[] {
  const firms = new Map<string, ListedConversation[]>()
  for (const listed of members) {
    const firm = listed.row.person.address.split('@')[1] ?? ''
    firms.set(firm, [...(firms.get(firm) ?? []), listed])
  }
  return [...firms.values()].flat()
}
