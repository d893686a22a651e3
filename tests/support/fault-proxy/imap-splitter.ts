/** What a splitter finds in one direction of an IMAP session. */
export type ImapPieces = {
  /** A line with its CRLF; `isStart`: it begins a command or an answer, rather than going on after a literal. */
  readonly line: (line: Buffer, place: { readonly isStart: boolean; readonly literalBytes: number | null }) => void
  /** Some bytes of a literal; `position` is where they begin in it. */
  readonly literal: (bytes: Buffer, place: { readonly position: number; readonly total: number }) => void
}

const lineFeed = 0x0a
/** Lines that hold free text, where braces mean nothing: status answers and continuation requests. */
const freeText = /^(?:\+|\S+ (?:OK|NO|BAD|BYE|PREAUTH)\b)/i

/**
 * Cuts one direction of an IMAP session into lines and literals (RFC 3501 section 4.3), so that the content of a mail is
 * never taken for protocol. Works on whatever chunks come.
 */
export class ImapSplitter {
  readonly #side: 'client' | 'server'
  readonly #pieces: ImapPieces
  #rest: Buffer = Buffer.alloc(0)
  #left = 0
  #total = 0
  #isContinued = false

  constructor(side: 'client' | 'server', pieces: ImapPieces) {
    this.#side = side
    this.#pieces = pieces
  }

  push(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    for (;;) {
      if (this.#left > 0) {
        if (this.#rest.length === 0) return
        const bytes = this.#rest.subarray(0, this.#left)
        const position = this.#total - this.#left
        this.#left -= bytes.length
        this.#rest = this.#rest.subarray(bytes.length)
        this.#pieces.literal(bytes, { position, total: this.#total })
        continue
      }
      const end = this.#rest.indexOf(lineFeed)
      if (end < 0) return
      const line = this.#rest.subarray(0, end + 1)
      this.#rest = this.#rest.subarray(end + 1)
      const isStart = !this.#isContinued
      const literalBytes = this.#literalAt(line, isStart)
      this.#isContinued = literalBytes !== null
      this.#left = literalBytes ?? 0
      this.#total = this.#left
      this.#pieces.line(line, { isStart, literalBytes })
    }
  }

  /** The announced literal will not come: the server refused the command before asking for it. */
  cancelLiteral(): void {
    if (this.#left !== this.#total) return
    this.#left = 0
    this.#isContinued = false
  }

  #literalAt(line: Buffer, isStart: boolean): number | null {
    const found = /\{(\d+)\+?\}\r?\n$/.exec(line.toString('latin1', Math.max(0, line.length - 24)))
    if (found === null) return null
    if (this.#side === 'server' && isStart && freeText.test(line.toString('latin1', 0, 200))) return null
    return Number(found[1])
  }
}
