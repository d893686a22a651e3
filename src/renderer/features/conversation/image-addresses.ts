import { isDrawable, readImageHeader } from '#core/message/image-header.ts'
import type { Attachment } from '#core/model/message.ts'

/** A fetched file as the store keeps it: `name` is the part number of an own attachment, or the address of a remote image. */
type FetchedFile = { readonly name: string; readonly bytes: Uint8Array | null }

/** All images of one message together; more take too much memory once unpacked. */
const mostPixelsTogether = 150_000_000

/** Enough of a data: address to hold any image header worth reading, in base64 characters. */
const headerCharacters = 400_000

/**
 * What each image address in a message's html stands for: `cid:` addresses of the message's own attachments and remote
 * images that a helper asked for, each as a data: address.
 *
 * Labels are not believed: only bytes that begin as an image are given, under the type that the bytes say. Images of too
 * many pixels are left out, each alone and all together.
 */
export function imageAddresses(files: readonly FetchedFile[], attachments: readonly Attachment[]): ReadonlyMap<string, string> {
  const known = new Map<string, string>()
  let pixels = 0
  for (const { name, bytes } of files) {
    const header = bytes === null ? null : readImageHeader(bytes)
    if (bytes === null || header === null || !isDrawable(header)) continue
    pixels += header.widthPx * header.heightPx
    if (pixels > mostPixelsTogether) break
    const own = attachments.find((attachment) => attachment.part === name)
    if (own?.contentId === '') continue
    known.set(own === undefined ? name : `cid:${own.contentId}`, `data:${header.type};base64,${base64(bytes)}`)
  }
  return known
}

/** Whether a data: address written into the html itself holds an image that may be drawn. */
export function isDrawableData(address: string): boolean {
  const [, data] = /^data:image\/(?:png|jpe?g|gif|webp);base64,([a-z0-9+/=\s]*)$/i.exec(address.slice(0, headerCharacters)) ?? []
  if (data === undefined) return false
  try {
    const whole = data.replace(/[\s=]/g, '')
    const header = readImageHeader(
      Uint8Array.from(atob(whole.slice(0, whole.length - (whole.length % 4))), (letter) => letter.charCodeAt(0)),
    )
    return header !== null && isDrawable(header)
  } catch {
    return false
  }
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 0x8000) text += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  return btoa(text)
}
