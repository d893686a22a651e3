import { expect, test } from 'vitest'
import { orderNumbersIn } from '#core/message/order-numbers.ts'

test.each<[string, string[]]>([
  ['Where is my order 1042?', ['1042']],
  ['order #1042 and order no. 1043', ['1042', '1043']],
  ['Ma commande n° FR-20931 est arrivée', ['FR-20931']],
  ['ref: ABC1234', ['ABC1234']],
  ['about #55210 please', ['55210']],
  ['commande numéro 881', ['881']],
])('an order that is named is told: %s', (text, numbers) => {
  expect(orderNumbersIn(text)).toEqual(numbers)
})

test.each(['Call me on 06 12 34 56 78', 'since 2019', 'we have 14000 followers', '500 € per month', 'in order to save 2000 euros', '1042'])(
  'a number of something else is not: %s',
  (text) => {
    expect(orderNumbersIn(text)).toEqual([])
  },
)

test('at most five, from the start of the text', () => {
  expect(orderNumbersIn(Array.from({ length: 50 }, (_, index) => `order ${1000 + index}`).join(', '))).toHaveLength(5)
  expect(orderNumbersIn(`${'x'.repeat(10_000)} order 1042`)).toEqual([])
})
