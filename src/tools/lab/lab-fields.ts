import { z } from 'zod'
import type { Address, Headers } from '#core/model/message.ts'

/** An id as the lab takes it: kept as it came. */
export const idSchema = z.union([z.string(), z.number()]).optional()

const addressObject = z.object({ name: z.string().nullish(), address: z.string().nullish() })

/** `from` and `replyTo`: "Name <address>", an address, or {name?, address}. */
export const addressSchema = z.union([z.string(), addressObject]).nullish().transform(readAddress)

/** `headers`: an object, names in any case, each value a string or an array of strings. */
export const headersSchema = z
  .record(z.string(), z.union([z.string(), z.array(z.string())]).nullish())
  .nullish()
  .transform((headers): Headers =>
    Object.entries(headers ?? {}).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): readonly [string, string] => [name.toLowerCase(), one.replace(/\r?\n[ \t]*/gu, ' ').trim()]),
    ),
  )

/** Reads an address as people write it. */
export function readAddress(
  value: string | { readonly name?: string | null | undefined; readonly address?: string | null | undefined } | null | undefined,
): Address {
  if (value === null || value === undefined) return { name: '', address: '' }
  if (typeof value !== 'string') return { name: value.name ?? '', address: (value.address ?? '').trim().toLowerCase() }
  const match = /^(.{0,500}?)<([^<>]{1,500})>\s*$/su.exec(value.trim())
  const name = (match?.[1] ?? '').trim().replace(/^["']|["']$/gu, '')
  return { name, address: (match?.[2] ?? value).trim().toLowerCase() }
}

/** Parses a lab line; throws an Error that names the field. */
export function readInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'not understood'}`)
}
