import { lookup } from 'node:dns/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'
import type { Failure } from '#contract/failure.ts'
import { failed, ok, type Result } from '#core/model/result.ts'

/** What fetching an image needs from outside: a resolver, and the rule for addresses. Tests map a name to a loopback listener. */
export type ImagePorts = {
  readonly resolve: (host: string) => Promise<readonly { address: string; family: number }[]>
  readonly isAllowed: (address: string) => boolean
}

/** The system's resolver, and public addresses alone. */
export const publicImagePorts: ImagePorts = {
  resolve: (host) => lookup(host, { all: true }),
  isAllowed: isPublicAddress,
}

const sizeLimit = 5 * 1024 * 1024
const timeOutMs = 15_000
const longestStepMs = 60_000
const redirectLimit = 3
/** Raster formats only: an SVG is a document that can load more. */
const imageTypes = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/bmp',
  'image/x-icon',
  'image/vnd.microsoft.icon',
  'image/avif',
])

/**
 * Fetches a remote image that a helper asked to see: no cookie, no referer, a plain user agent; the address is checked
 * after resolution, at every redirect, and the connection goes to a checked address. A whole step takes 60 s at most.
 */
export async function fetchImage(url: string, ports: ImagePorts): Promise<Result<{ bytes: Uint8Array; type: string }, Failure>> {
  let next = url
  for (let step = 0; step <= redirectLimit; step += 1) {
    const answer = await fetchOnce(next, ports)
    if (!answer.ok) return answer
    if (!('redirect' in answer.value)) return ok(answer.value)
    next = answer.value.redirect
  }
  return failed({ code: 'protocol', detail: 'too many redirects' })
}

async function fetchOnce(
  url: string,
  ports: ImagePorts,
): Promise<Result<{ bytes: Uint8Array; type: string } | { redirect: string }, Failure>> {
  let target: URL
  try {
    target = new URL(url)
  } catch {
    return failed({ code: 'blocked-address', detail: 'not a link' })
  }
  if (target.protocol !== 'https:' && target.protocol !== 'http:') return failed({ code: 'blocked-address', detail: target.protocol })
  const host = target.hostname.replace(/^\[|\]$/g, '')
  const addresses = await ports.resolve(host).catch(() => [])
  const [first] = addresses
  if (first === undefined) return failed({ code: 'unknown-host', detail: host })
  if (!addresses.every(({ address }) => ports.isAllowed(address)))
    return failed({ code: 'blocked-address', detail: `${host} is ${first.address}` })
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest
  return await new Promise((resolve) => {
    const fail = (failure: Failure): void => {
      resolve(failed(failure))
      call.destroy()
    }
    // A drip of bytes never goes idle: the step as a whole ends too.
    const deadline = setTimeout(() => {
      fail({ code: 'port-blocked', detail: 'not whole in time' })
    }, longestStepMs)
    const call = request(
      target,
      {
        headers: { accept: 'image/*', 'user-agent': 'Mozilla/5.0' },
        timeout: timeOutMs,
        agent: false,
        lookup: (_host, options, answer) => {
          // The checked addresses, whatever the name would resolve to by now.
          if (options.all === true) (answer as (error: null, list: readonly { address: string; family: number }[]) => void)(null, addresses)
          else answer(null, first.address, first.family)
        },
      },
      (response) => {
        const location = response.headers.location
        if (response.statusCode !== undefined && response.statusCode >= 300 && response.statusCode < 400 && location !== undefined) {
          response.destroy()
          try {
            resolve(ok({ redirect: new URL(location, target).href }))
          } catch {
            resolve(failed({ code: 'protocol', detail: 'bad redirect' }))
          }
          return
        }
        const type = (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
        if (response.statusCode !== 200 || !imageTypes.has(type)) {
          fail({ code: 'protocol', detail: `answer ${response.statusCode}, ${type}` })
          return
        }
        const chunks: Buffer[] = []
        let size = 0
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > sizeLimit) fail({ code: 'too-large', detail: `over ${sizeLimit} bytes` })
          else chunks.push(chunk)
        })
        // An answer cut short has no end; the request itself reports nothing then.
        response.on('error', (error) => {
          fail({ code: 'connection-lost', detail: error.message })
        })
        response.on('end', () => {
          resolve(ok({ bytes: new Uint8Array(Buffer.concat(chunks)), type }))
        })
      },
    )
    call.setTimeout(timeOutMs, () => {
      fail({ code: 'port-blocked', detail: 'no answer in time' })
    })
    call.on('error', (error) => {
      resolve(failed({ code: 'connection-lost', detail: error.message }))
    })
    call.on('close', () => {
      clearTimeout(deadline)
    })
    call.end()
  })
}

type Network = readonly [network: string, prefix: number]

// One list a family: a list that holds ::ffff:0:0/96 matches every IPv4 address.
function listOf(family: 'ipv4' | 'ipv6', networks: readonly Network[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family)
  return list
}

/** IPv4 addresses that no mail may make us call: this computer, this network, link-local, multicast, reserved. */
const notPublicIpv4 = listOf('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
])
/** The part of IPv6 that is given out for the public internet; all else (loopback, local, mapped, multicast) is not. */
const globalIpv6 = listOf('ipv6', [['2000::', 3]])
/** Inside it: protocol assignments and Teredo, documentation, 6to4 (it embeds an IPv4 address). */
const notPublicIpv6 = listOf('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])
/** How an IPv4 host looks on a network that has IPv6 alone (RFC 6052). */
const translated = listOf('ipv6', [['64:ff9b::', 96]])

/** Whether an IP address (RFC 6890) is out on the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !notPublicIpv4.check(address, 'ipv4')
  if (family !== 6 || address.includes('%')) return false
  if (translated.check(address, 'ipv6')) return isPublicAddress(embeddedIpv4(address))
  return globalIpv6.check(address, 'ipv6') && !notPublicIpv6.check(address, 'ipv6')
}

/** The IPv4 address in the last 32 bits of an IPv6 address. */
function embeddedIpv4(address: string): string {
  const groups = address.split(':')
  const last = groups.at(-1) ?? ''
  if (last.includes('.')) return last
  const [high, low] = [groups.at(-2) ?? '', last].map((group) => (group === '' ? 0 : Number.parseInt(group, 16)))
  return [(high ?? 0) >> 8, (high ?? 0) & 255, (low ?? 0) >> 8, (low ?? 0) & 255].join('.')
}
