import { lookup } from 'node:dns/promises'
import net from 'node:net'
import type { Failure } from '#contract/failure.ts'
import { failed, ok, type Result } from '#core/model/result.ts'

const loopbackRange = new net.BlockList()
loopbackRange.addSubnet('127.0.0.0', 8, 'ipv4')
loopbackRange.addAddress('::1', 'ipv6')

/**
 * Whether an address literal stays on this computer: 127.0.0.0/8 or ::1.
 *
 * A name is never one, not even "localhost": what it resolves to decides, see `loopbackAddressOf`.
 */
export function isLoopbackAddress(host: string): boolean {
  const family = net.isIP(host)
  return family !== 0 && loopbackRange.check(host, family === 6 ? 'ipv6' : 'ipv4')
}

/** Every address that a name resolves to. */
export type LookupAll = (name: string) => Promise<readonly string[]>

/**
 * The loopback address to connect to in cleartext, or `blocked-address`.
 *
 * Only an address literal or "localhost" passes. The name is looked up here and the caller connects to the address given
 * back, so that no second lookup can answer otherwise.
 */
export async function loopbackAddressOf(host: string, lookupAll: LookupAll = lookupOnThisComputer): Promise<Result<string, Failure>> {
  if (isLoopbackAddress(host)) return ok(host)
  const name = host.toLowerCase().replace(/\.$/, '')
  if (name !== 'localhost') return refused(host)
  const addresses = await lookupAll(name).catch(() => [])
  const [first] = addresses
  return first !== undefined && addresses.every(isLoopbackAddress) ? ok(first) : refused(host)
}

function refused(host: string): Result<string, Failure> {
  return failed({ code: 'blocked-address', detail: `${host} is not a loopback address: a connection without encryption is refused` })
}

async function lookupOnThisComputer(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map((found) => found.address)
}
