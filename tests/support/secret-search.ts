import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { processTree, type App } from './app.ts'
import { readProcess } from './processes.ts'

/** A place where a secret was found: a file of the profile, or what a process was started with. */
export type SecretTrace = { readonly place: string; readonly form: string }

/**
 * Every form in which a password may lie about: UTF-8, UTF-16 (as Chromium's databases keep text), JSON and URL escapes,
 * and base64 as SASL PLAIN and LOGIN send it, at any offset.
 */
export function formsOfSecret(secret: string, user: string): ReadonlyMap<string, Buffer> {
  const base64 = (text: string): Buffer => Buffer.from(Buffer.from(text, 'utf8').toString('base64'), 'latin1')
  return new Map([
    ['plain', Buffer.from(secret, 'utf8')],
    ['utf-16', Buffer.from(secret, 'utf16le')],
    ['url', Buffer.from(encodeURIComponent(secret), 'utf8')],
    ['base64', base64(secret)],
    ['SASL PLAIN', base64(`\0${user}\0${secret}`)],
    ['SASL PLAIN with identity', base64(`${user}\0${user}\0${secret}`)],
    ...[1, 2].map((offset): [string, Buffer] => [`base64 at offset ${offset}`, middleOfBase64(secret, offset)]),
  ])
}

/** The digits of base64 that depend on the secret alone when it begins `offset` bytes into a group. */
function middleOfBase64(secret: string, offset: number): Buffer {
  const text = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret, 'utf8')]).toString('base64')
  return Buffer.from(text.slice(4, -4), 'latin1')
}

/** Looks for a secret in some bytes. */
export function secretIn(place: string, bytes: Buffer, forms: ReadonlyMap<string, Buffer>): SecretTrace[] {
  return [...forms].filter(([, form]) => bytes.includes(form)).map(([form]) => ({ place, form }))
}

/** Looks for a secret in every file below a folder. */
export function secretInFolder(folder: string, forms: ReadonlyMap<string, Buffer>): SecretTrace[] {
  return filesBelow(folder).flatMap((file) => secretIn(path.relative(folder, file), readFileSync(file), forms))
}

/** Looks for a secret in the arguments and the environment of the app's processes; `processes` tells how many were looked at. */
export function secretInProcesses(app: App, forms: ReadonlyMap<string, Buffer>): { found: SecretTrace[]; processes: number } {
  const pids = processTree(app.electron.process().pid ?? 0)
  const found = pids.flatMap((pid) =>
    (['cmdline', 'environ'] as const).flatMap((what) =>
      secretIn(`${what} of process ${pid}`, Buffer.from(readProcess(pid, what), 'utf8'), forms),
    ),
  )
  return { found, processes: pids.length }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const here = path.join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(here) : entry.isFile() ? [here] : []
  })
}
