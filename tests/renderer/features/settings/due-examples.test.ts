import { expect, test } from 'vitest'
import { instantFromIso } from '#core/calendar/zone.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import { dueExamples } from '#renderer/features/settings/due-examples.ts'

const office: ShopHours = {
  timeZone: 'Europe/Paris',
  hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '18:00']]])),
}
const monday = instantFromIso('2026-06-01T08:00:00Z') ?? 0
const tuesday = instantFromIso('2026-06-02T08:00:00Z') ?? 0

test('the effect of the hours is said with the names of days, whatever day it is', () => {
  for (const now of [monday, tuesday]) {
    expect(dueExamples(office, { language: 'en', timeZone: 'Europe/Paris', now })).toEqual([
      { day: 'Tuesday', time: '10:00', due: 'Tuesday 18:00' },
      { day: 'Friday', time: '19:00', due: 'Monday 18:00' },
      { day: 'Sunday', time: '12:00', due: 'Monday 18:00' },
    ])
  }
})

test('in French the effect is said in French', () => {
  const [, friday] = dueExamples(office, { language: 'fr', timeZone: 'Europe/Paris', now: monday })
  expect(friday?.day).toBe('vendredi')
  expect(friday?.time).toMatch(/^19\sh$/)
  expect(friday?.due).toMatch(/^lundi 18\sh$/)
})

test('an answer more than six days away is said with its date: the name of the day would mislead', () => {
  const closed: ShopHours = { ...office, closings: [{ from: '2026-06-01', to: '2026-06-14' }] }
  expect(dueExamples(closed, { language: 'en', timeZone: 'Europe/Paris', now: monday })[0]?.due).toBe('15 June 18:00')
})

test('a shop that never opens owes nothing', () => {
  const examples = dueExamples({ timeZone: 'Europe/Paris', hours: {} }, { language: 'en', timeZone: 'Europe/Paris', now: monday })
  expect(examples.map(({ due }) => due)).toEqual([null, null, null])
})
