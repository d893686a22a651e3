import { lookup } from 'node:dns/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList } from 'node:net'
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
 * after resolution, at every redirect, and the connection goes to that very address.
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
    const call = request(
      target,
      {
        headers: { accept: 'image/*', 'user-agent': 'Mozilla/5.0' },
        timeout: timeOutMs,
        agent: false,
        lookup: (_host, options, answer) => {
          // The checked address, whatever the name would resolve to by now.
          if (options.all === true) (answer as (error: null, list: readonly { address: string; family: number }[]) => void)(null, [first])
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
    call.end()
  })
}

/** Addresses that no mail may make us call: this computer, this network, link-local, multicast, reserved. */
const notPublic = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  ['::', 127],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv6')
}

/** Whether an IP address (RFC 6890) is out on the public internet. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return isPublicAddress(mapped)
  return !notPublic.check(address, address.includes(':') ? 'ipv6' : 'ipv4')
}
