import net from 'node:net'
import tls from 'node:tls'

/** How a connection ended: closed in order, reset, or not at all yet. */
export type Ending = 'fin' | 'rst' | null

/** A bare connection that keeps every byte it hears: a client with no library and no opinion in between. */
export type RawConnection = {
  /** Everything heard so far. */
  readonly heard: () => string
  /** Lengths of the chunks in which it came. */
  readonly chunks: readonly number[]
  readonly ending: () => Ending
  readonly say: (text: string) => void
  /** Waits until the text after `from` matches or the connection ends; whether it matched. */
  readonly hear: (pattern: RegExp, from?: number) => Promise<boolean>
  /** Begins TLS; whether the handshake was done before an end. */
  readonly secure: () => Promise<boolean>
  readonly close: () => void
}

/** Connects to a loopback port, in clear. */
export function rawConnection(port: number): RawConnection {
  let text = ''
  let ending: Ending = null
  const chunks: number[] = []
  const waiting = new Set<() => void>()
  const news = (): void => {
    for (const look of waiting) look()
  }
  const end = (how: 'fin' | 'rst'): void => {
    ending ??= how
    news()
  }
  const plain = net.connect(port, '127.0.0.1')
  let socket: net.Socket = plain
  const listen = (to: net.Socket): void => {
    to.on('data', (bytes: Buffer) => {
      chunks.push(bytes.length)
      text += bytes.toString('latin1')
      news()
    })
    to.on('error', () => end('rst'))
    to.on('end', () => end('fin'))
    to.on('close', () => end('fin'))
  }
  listen(plain)
  return {
    heard: () => text,
    chunks,
    ending: () => ending,
    say: (words) => void socket.write(words, 'latin1'),
    hear: (pattern, from = 0) =>
      new Promise((resolve) => {
        const look = (): void => {
          const isHeard = pattern.test(text.slice(from))
          if (!isHeard && ending === null) return
          waiting.delete(look)
          resolve(isHeard)
        }
        waiting.add(look)
        look()
      }),
    secure: () =>
      new Promise((resolve) => {
        plain.removeAllListeners('data')
        const secured = tls.connect({ socket: plain, rejectUnauthorized: false })
        socket = secured
        secured.once('secureConnect', () => resolve(true))
        listen(secured)
        waiting.add(() => {
          if (ending !== null) resolve(false)
        })
      }),
    close: () => {
      socket.destroy()
      plain.destroy()
    },
  }
}
