import type { ShopHours } from '#core/model/shop-hours.ts'

/** The demo shop as a shop card shows it. */
export type ShopCard = {
  readonly name: string
  readonly address: string
  readonly timeZone: string
  readonly country: string
  readonly hours: ShopHours
  readonly helpers: readonly { readonly name: string; readonly email: string }[]
}

const address = 'hey@atelier-lunaire.example'

/**
 * Atelier Lunaire, the invented shop of the demo: ceramics, candles and tea towels, in Lyon.
 *
 * All addresses lie in the reserved top level domain "example" (RFC 2606), so nothing can ever leave for a real person.
 */
export const demoShop: ShopCard = {
  name: 'Atelier Lunaire',
  address,
  timeZone: 'Europe/Paris',
  country: 'FR',
  hours: {
    timeZone: 'Europe/Paris',
    country: 'FR',
    hours: {
      mon: [['09:00', '18:00']],
      tue: [['09:00', '18:00']],
      wed: [['09:00', '18:00']],
      thu: [['09:00', '18:00']],
      fri: [['09:00', '18:00']],
    },
  },
  helpers: [
    { name: 'Camille', email: address },
    { name: 'Anna', email: address },
    { name: 'Sam', email: address },
  ],
}
