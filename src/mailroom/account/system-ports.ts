import { Resolver } from 'node:dns/promises'
import type { DiscoveryPorts } from './discover.ts'
import { fetchTextOverHttps } from './fetch-text.ts'

const resolver = new Resolver({ timeout: 3000, tries: 2 })

/** Discovery over this computer's own DNS and https. */
export const systemDiscoveryPorts: DiscoveryPorts = {
  resolveMx: (domain) => resolver.resolveMx(domain),
  resolveSrv: (name) => resolver.resolveSrv(name),
  fetchText: (url) => fetchTextOverHttps(url),
}
