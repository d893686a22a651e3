/** The text of one message: what is plain, and its html parts as they came. */
export type Body = { readonly text: string; readonly htmlParts: readonly string[] }

/** The texts of some dozen messages: few large values are carried, written and read much faster than many small ones. */
export type BodyBlock = {
  /** UTF-8: for each slot its plain text, then its html parts; as zlib data (RFC 1950) where `packing` says so. */
  readonly bytes: Uint8Array
  /** Plain where it is left out. */
  readonly packing?: 'deflate'
  /** Where each part ends in the unpacked bytes. */
  readonly ends: readonly number[]
  /** Where each slot's parts begin in `ends`; the slot after the last tells the end. */
  readonly firsts: readonly number[]
}
