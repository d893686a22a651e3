import type { ImapFlow } from 'imapflow'
import type { Failure } from '#contract/failure.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import { decodeTransfer } from '../mime/decode-text.ts'

const sizeLimit = 25 * 1024 * 1024
/** Base64 makes four bytes of three, and lines. */
const encodedLimit = Math.ceil(sizeLimit * 1.4)
const pieceBytes = 1024 * 1024
/** So much of broken-off downloads is kept in memory to go on with. */
const keptBytes = 64 * 1024 * 1024

type Piecework = { readonly encoding: string; readonly size: number; readonly pieces: Buffer[] }

/**
 * Downloads of parts, piece by piece: one that was cut goes on where it stopped, so that a bad line never fetches the same
 * megabytes again and again.
 */
export class PartDownloads {
  readonly #begun = new Map<string, Piecework>()

  /** The bytes of one part of a message of the open folder, decoded; the source as it is where `part` is empty. 25 MiB at most. */
  async fetch(client: ImapFlow, name: string, uid: number, part: string): Promise<Result<{ bytes: Uint8Array }, Failure>> {
    const work = this.#begun.get(name) ?? (await this.#begin(client, uid, part))
    if (work === null) return failed({ code: 'message-gone', detail: part === '' ? 'source' : `part ${part}` })
    this.#begun.delete(name)
    if (work.size > encodedLimit) return failed({ code: 'too-large', detail: `${work.size} bytes` })
    this.#begun.set(name, work)
    for (let here = sizeOf(work); here < work.size || work.pieces.length === 0; here = sizeOf(work)) {
      const piece = await fetchPiece(client, uid, part, work.size, here)
      if (piece === null) return failed({ code: 'message-gone', detail: part })
      work.pieces.push(piece)
      this.#makeRoom()
      // Shorter than its structure said: this is all there is.
      if (piece.length === 0) break
    }
    this.#begun.delete(name)
    const bytes = decodeTransfer(Buffer.concat(work.pieces), work.encoding)
    return bytes.length > sizeLimit ? failed({ code: 'too-large', detail: `${bytes.length} bytes` }) : ok({ bytes: new Uint8Array(bytes) })
  }

  async #begin(client: ImapFlow, uid: number, part: string): Promise<Piecework | null> {
    const head = await client.fetchOne(String(uid), { uid: true, size: true, bodyStructure: part !== '' }, { uid: true })
    if (head === false || head === undefined) return null
    if (part === '') return { encoding: '', size: head.size ?? 0, pieces: [] }
    const node = partIn(head.bodyStructure, part)
    return node === undefined ? null : { encoding: node.encoding ?? '', size: node.size ?? 0, pieces: [] }
  }

  #makeRoom(): void {
    let kept = [...this.#begun.values()].reduce((sum, work) => sum + sizeOf(work), 0)
    for (const [name, work] of this.#begun) {
      if (kept <= keptBytes || this.#begun.size === 1) return
      kept -= sizeOf(work)
      this.#begun.delete(name)
    }
  }
}

/** One piece; the whole where it is no longer than one, since some servers stumble over ranges longer than the part. */
async function fetchPiece(client: ImapFlow, uid: number, part: string, size: number, start: number): Promise<Buffer | null> {
  const range = { start, maxLength: Math.min(pieceBytes, size - start) }
  const isOne = size <= pieceBytes
  const query = part === '' ? { source: isOne ? true : range } : { bodyParts: [isOne ? part : { key: part, ...range }] }
  const answer = await client.fetchOne(String(uid), { uid: true, ...query }, { uid: true })
  if (answer === false || answer === undefined) return null
  if (part === '') return answer.source ?? null
  return answer.bodyParts?.get(part.toLowerCase()) ?? answer.bodyParts?.get(part) ?? null
}

function sizeOf(work: Piecework): number {
  return work.pieces.reduce((sum, piece) => sum + piece.length, 0)
}

type Node = {
  readonly part?: string | undefined
  readonly encoding?: string | undefined
  readonly size?: number | undefined
  readonly childNodes?: readonly Node[] | undefined
}

function partIn(node: Node | undefined, part: string): Node | undefined {
  if (node === undefined) return undefined
  if ((node.part ?? '1') === part && node.childNodes === undefined) return node
  for (const child of node.childNodes ?? []) {
    const found = partIn(child, part)
    if (found !== undefined) return found
  }
  return undefined
}
