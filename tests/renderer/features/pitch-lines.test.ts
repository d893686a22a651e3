import { expect, test } from 'vitest'
import type { Evidence } from '#core/model/lane.ts'
import { pitchLines } from '#renderer/features/lanes/pitch-lines.ts'
import type { ListedConversation } from '#renderer/store/live.ts'

function held(
  id: string,
  address: string,
  score: number,
  signals: readonly string[],
  judgedBy: 'helper' | 'evidence' = 'evidence',
): ListedConversation {
  const reasons = signals.map((signal): Evidence => ({ signal, weight: 1, reason: { code: `pitch.${signal}`, params: {} } }))
  return {
    row: { id, person: { name: '', address }, judgedBy, verdict: { lane: 'pitch', score, reasons } },
  } as unknown as ListedConversation
}

const rows = [
  held('a', 'x@seo.example', 0.99, ['seo']),
  held('b', 'y@other.example', 0.8, ['offer']),
  held('c', 'z@pack.example', 0.9, ['goods', 'offer']),
  held('d', 'w@seo.example', 0.95, ['seo']),
  held('e', 'v@links.example', 0.97, ['seo', 'follow-up']),
  held('f', 'u@shop.example', 0.2, [], 'helper'),
]

const shown = (order: Parameters<typeof pitchLines>[1]): string[] =>
  pitchLines(rows, order, (key) => key).map((line) => (line.kind === 'title' ? `${line.title} ${line.count}` : line.listed.row.id))

test('the newest first, as they came', () => {
  expect(shown('newest')).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
})

test('by kind, mail of one firm together', () => {
  expect(shown('kind')).toEqual([
    'pitch.kind.follow-up 1',
    'e',
    'pitch.kind.seo 2',
    'a',
    'd',
    'pitch.kind.goods 1',
    'c',
    'pitch.kind.other 1',
    'b',
    'pitch.kind.judged 1',
    'f',
  ])
})

test('a second look begins with those most like a customer; what a helper judged is settled', () => {
  expect(shown('doubt')).toEqual(['b', 'c', 'd', 'e', 'a', 'f'])
})
