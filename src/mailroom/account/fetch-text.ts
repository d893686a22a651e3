const largestBytes = 256 * 1024
const longestMs = 5000
const mostRedirects = 3

/** What `fetchTextOverHttps` needs of the network: the global fetch, or a test's. */
export type Fetch = (url: string, init: { redirect: 'manual'; signal: AbortSignal; headers: Record<string, string> }) => Promise<Response>

/**
 * Fetches a small text over https; null for anything else than a text of at most 256 KB within 5 s.
 *
 * Redirects are followed by hand: each must be https too, or somebody on the way could put his own servers in.
 */
export async function fetchTextOverHttps(url: string, fetchIt: Fetch = fetch): Promise<string | null> {
  const signal = AbortSignal.timeout(longestMs)
  let place = url
  try {
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      if (new URL(place).protocol !== 'https:') return null
      const response = await fetchIt(place, { redirect: 'manual', signal, headers: { accept: 'text/xml, application/xml' } })
      const target = response.headers.get('location')
      if (response.status >= 300 && response.status < 400 && target !== null) {
        await response.body?.cancel()
        place = new URL(target, place).href
        continue
      }
      return response.status === 200 ? await readAtMost(response) : null
    }
  } catch {
    return null
  }
  return null
}

async function readAtMost(response: Response): Promise<string | null> {
  if (response.body === null) return null
  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  let bytes = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength
    if (bytes > largestBytes) {
      await reader.cancel()
      return null
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks).toString('utf8')
}
