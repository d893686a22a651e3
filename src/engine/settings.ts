import type { ShopHours } from '#core/model/shop-hours.ts'
import { settingsSchema, type Settings } from '#contract/shop.ts'
import type { ShopDatabase } from '#data/database.ts'

/** The settings as kept; the given defaults where nothing is. */
export async function readSettings(database: ShopDatabase, defaults: Settings): Promise<Settings> {
  const row = await database.values.get('settings')
  const parsed = settingsSchema.safeParse({ ...defaults, ...(row?.value as object | undefined) })
  return parsed.success ? parsed.data : defaults
}

/** The shop hours inside the settings, as core takes them. */
export function hoursOf(settings: Settings): ShopHours {
  return settings.shopHours as ShopHours
}
