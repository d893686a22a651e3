import type { DiscoveredSettings } from '#contract/account.ts'
import { discoverByAutoconfig, type FetchText } from './autoconfig.ts'
import { presetOfDomain, presetOfMx, settingsOfPreset } from './presets.ts'
import { discoverBySrv, isHostName, type ResolveSrv } from './srv.ts'

/** The network, as discovery needs it. */
export type DiscoveryPorts = {
  readonly resolveMx: (domain: string) => Promise<readonly { readonly exchange: string; readonly priority: number }[]>
  readonly resolveSrv: ResolveSrv
  readonly fetchText: FetchText
}

const nothing: DiscoveredSettings = {
  source: 'none',
  provider: '',
  imap: null,
  smtp: null,
  user: 'address',
  takesPasswords: true,
  appPasswordUrl: '',
}

/**
 * Finds the servers of an address: the provider we know by its domain, the one we know by its MX host, autoconfiguration
 * over https, DNS SRV, nothing.
 *
 * No step sends a credential, and none fails: a network that does not answer is "nothing found". Where SRV names only one
 * of the two servers the other is null, to be asked for. The user confirms the hosts.
 */
export async function discoverSettings(address: string, ports: DiscoveryPorts): Promise<DiscoveredSettings> {
  const normal = address.trim().toLowerCase()
  const domain = normal.slice(normal.lastIndexOf('@') + 1)
  const known = presetOfDomain(domain)
  if (known !== undefined) return settingsOfPreset(known)
  if (!normal.includes('@') || !isHostName(domain)) return nothing
  const exchanges = await ports.resolveMx(domain).catch(() => [])
  for (const { exchange } of [...exchanges].sort((one, other) => one.priority - other.priority)) {
    const hosted = presetOfMx(exchange)
    if (hosted !== undefined) return settingsOfPreset(hosted)
  }
  const published = await discoverByAutoconfig(normal, ports.fetchText)
  if (published !== null) return { ...nothing, source: 'autoconfig', ...published }
  const announced = await discoverBySrv(domain, ports.resolveSrv)
  return announced.imap === null && announced.smtp === null ? nothing : { ...nothing, source: 'srv', provider: domain, ...announced }
}
