import { ShopDatabase } from '../database.ts'

/** The local store as windows see it: opened for reading; only the worker writes. */
export const shop = new ShopDatabase('comptoir', { cache: 'disabled' })

/** A store given by name, for tests. */
export type Shop = ShopDatabase
