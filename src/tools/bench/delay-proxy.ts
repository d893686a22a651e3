import net from 'node:net'
import { performance } from 'node:perf_hooks'

/** One command as a client sent it, without its tag; connections are numbered from 1, `at` is the wall clock in ms. */
export type CommandLine = { readonly at: number; readonly connection: number; readonly words: string }

/** What went through a proxy since it was last asked to start over. */
export type ProxyCounts = {
  readonly connections: number
  /** Command lines of the client; what it sends inside literals, and the DONE of an IDLE, are none. */
  readonly commands: number
  /** Wall clock, ms, of each time the client spoke after the server had: what a long line makes it wait for. */
  readonly roundTripsAt: readonly number[]
  readonly bytesUp: number
  readonly bytesDown: number
  /** Wall clock of the first connection, ms with fractions; null where there was none. */
  readonly firstConnectionAt: number | null
  /** The command lines in order, never a LOGIN's arguments. */
  readonly lines: readonly CommandLine[]
}

/** A relay on loopback that may act like a long or thin line, and counts what passes. */
export type DelayProxy = {
  readonly port: number
  readonly counts: () => ProxyCounts
  readonly startOver: () => void
  /** Cuts every connection that is open; new ones are taken. */
  readonly cut: () => void
  readonly stop: () => Promise<void>
}

/**
 * Starts a relay to `target` on 127.0.0.1. Each direction is late by half of `roundTripMs`, the client's first byte as well:
 * a handshake's last packet is on its way as long as any other. `downBytesPerSecond` holds the server's side to that rate.
 *
 * With neither it passes everything on at once and only counts; it is meant for IMAP in cleartext.
 */
export async function startDelayProxy(options: { target: number; roundTripMs?: number; downBytesPerSecond?: number }): Promise<DelayProxy> {
  const halfMs = (options.roundTripMs ?? 0) / 2
  const open = new Set<net.Socket>()
  let counts = emptyCounts()
  let opened = 0
  const server = net.createServer({ noDelay: true }, (client) => {
    counts.connections += 1
    counts.firstConnectionAt ??= wallClock()
    opened += 1
    const connection = opened
    const reader = new CommandReader((words) => {
      counts.commands += 1
      counts.lines.push({ at: wallClock(), connection, words })
    })
    let lastWas: 'client' | 'server' = 'server'
    const begin = (): void => {
      const upstream = net.connect({ port: options.target, host: '127.0.0.1', noDelay: true })
      relay(client, upstream, { delayMs: halfMs, bytesPerSecond: Number.POSITIVE_INFINITY }, (bytes) => {
        counts.bytesUp += bytes.length
        if (lastWas === 'server') counts.roundTripsAt.push(wallClock())
        lastWas = 'client'
        reader.read(bytes)
      })
      relay(upstream, client, { delayMs: halfMs, bytesPerSecond: options.downBytesPerSecond ?? Number.POSITIVE_INFINITY }, (bytes) => {
        counts.bytesDown += bytes.length
        lastWas = 'server'
      })
      for (const socket of [client, upstream]) {
        open.add(socket)
        socket.on('close', () => {
          open.delete(socket)
          client.destroy()
          upstream.destroy()
        })
      }
    }
    if (halfMs === 0) begin()
    else setTimeout(begin, halfMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    port: address.port,
    counts: () => ({ ...counts, lines: [...counts.lines], roundTripsAt: [...counts.roundTripsAt] }),
    startOver: () => {
      counts = emptyCounts()
    },
    cut: () => {
      for (const socket of open) socket.destroy()
    },
    stop: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Counting = { -readonly [Name in keyof Omit<ProxyCounts, 'lines' | 'roundTripsAt'>]: ProxyCounts[Name] } & {
  lines: CommandLine[]
  roundTripsAt: number[]
}

function emptyCounts(): Counting {
  return { connections: 0, commands: 0, roundTripsAt: [], bytesUp: 0, bytesDown: 0, firstConnectionAt: null, lines: [] }
}

/** Fractions of a millisecond of the same clock that a page's timeOrigin counts on. */
function wallClock(): number {
  return performance.timeOrigin + performance.now()
}

const mostHeldBytes = 4 * 1_048_576

/** One queue a direction: bytes leave in the order they came, each not before its time. */
function relay(from: net.Socket, to: net.Socket, line: { delayMs: number; bytesPerSecond: number }, count: (bytes: Buffer) => void): void {
  const queue: { at: number; bytes: Buffer | null }[] = []
  let freeAt = 0
  let held = 0
  let timer: NodeJS.Timeout | null = null
  const run = (): void => {
    timer = null
    let next = queue[0]
    while (next !== undefined && next.at <= performance.now()) {
      queue.shift()
      if (next.bytes === null) {
        to.end()
        return
      }
      held -= next.bytes.length
      if (to.writable) to.write(next.bytes)
      next = queue[0]
    }
    if (held < mostHeldBytes / 2) from.resume()
    if (next !== undefined) timer = setTimeout(run, Math.max(0, next.at - performance.now()))
  }
  const push = (bytes: Buffer | null): void => {
    const now = performance.now()
    freeAt = Math.max(freeAt, now) + (bytes === null ? 0 : (bytes.length / line.bytesPerSecond) * 1000)
    queue.push({ at: freeAt + line.delayMs, bytes })
    if (timer === null) timer = setTimeout(run, line.delayMs)
  }
  const isPlain = line.delayMs === 0 && line.bytesPerSecond === Number.POSITIVE_INFINITY
  from.on('data', (bytes: Buffer) => {
    count(bytes)
    if (isPlain) {
      if (!to.write(bytes)) {
        from.pause()
        to.once('drain', () => from.resume())
      }
      return
    }
    held += bytes.length
    push(bytes)
    if (held > mostHeldBytes) from.pause()
  })
  from.on('end', () => {
    if (isPlain) to.end()
    else push(null)
  })
  from.on('error', () => to.destroy())
}

/** Finds the command lines in what a client sends: a literal's bytes belong to the line that announced it. */
class CommandReader {
  readonly #onLine: (line: string) => void
  #line = ''
  #literalLeft = 0
  #isContinued = false

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  read(bytes: Buffer): void {
    let text = bytes.toString('latin1')
    while (text !== '') {
      if (this.#literalLeft > 0) {
        const taken = Math.min(this.#literalLeft, text.length)
        this.#literalLeft -= taken
        text = text.slice(taken)
        continue
      }
      const end = text.indexOf('\r\n')
      if (end < 0) {
        this.#line += text
        return
      }
      this.#take(this.#line + text.slice(0, end))
      this.#line = ''
      text = text.slice(end + 2)
    }
  }

  #take(line: string): void {
    const literal = /\{(\d+)\+?\}$/.exec(line)
    this.#literalLeft = literal === null ? 0 : Number(literal[1])
    const command = /^\S+ ((?:UID )?(\S+).*)$/.exec(line)
    if (!this.#isContinued && command !== null) {
      const [, words = '', name = ''] = command
      this.#onLine(/^(LOGIN|AUTHENTICATE)$/i.test(name) ? name : words)
    }
    this.#isContinued = literal !== null
  }
}
