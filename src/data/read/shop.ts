import { ShopDatabase } from '../database.ts'

/** The local store as windows see it: opened for reading; only the worker writes. */
export const shop = new ShopDatabase()

/** A store given by name, for tests. */
export type Shop = ShopDatabase
