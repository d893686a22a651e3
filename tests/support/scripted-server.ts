import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'

/** How a scripted server speaks TLS. */
export type ScriptedTls = { readonly key: string; readonly cert: string; readonly version?: 'TLSv1' | 'TLSv1.2' | 'TLSv1.3' }

/** One connection as a script sees it. */
export type ScriptedSession = {
  readonly isSecure: () => boolean
  write(text: string): void
  /** Writes a chunk again and again, as fast as the other side reads, until it closes or `bytes` are out. */
  flood(chunk: string, bytes: number): void
  /** Begins TLS; lines come from the secured stream afterwards. */
  upgrade(): void
  end(): void
}

/** A server that plays a script and keeps every byte that it got. */
export type ScriptedServer = {
  readonly port: number
  /** Everything received, in clear and (decrypted) over TLS. */
  received(): string
  /** What came outside TLS. */
  receivedInClear(): string
  connections(): number
  stop(): Promise<void>
}

/** Plays `script` on a free loopback port: a session begins, then come its lines, without their CRLF. */
export async function startScriptedServer(
  script: { begin(session: ScriptedSession): void; line(session: ScriptedSession, line: string): void },
  options: { readonly tls?: ScriptedTls; readonly isSecureFromStart?: boolean } = {},
): Promise<ScriptedServer> {
  const inClear: Buffer[] = []
  const overTls: Buffer[] = []
  const sockets = new Set<net.Socket>()
  let connections = 0
  const server = net.createServer((plain) => {
    connections += 1
    sockets.add(plain)
    plain.on('close', () => sockets.delete(plain))
    plain.on('error', () => {})
    serve(plain)
  })

  function serve(plain: net.Socket): void {
    let socket = plain
    let isSecure = false
    let rest = ''
    const hear = (chunk: Buffer): void => {
      ;(isSecure ? overTls : inClear).push(chunk)
      rest += chunk.toString('latin1')
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        script.line(session, line)
      }
    }
    const session: ScriptedSession = {
      isSecure: () => isSecure,
      write: (text) => void socket.write(text, 'latin1'),
      flood(chunk, bytes) {
        let left = bytes
        const pour = (): void => {
          while (left > 0 && !socket.destroyed) {
            left -= chunk.length
            if (!socket.write(chunk, 'latin1')) {
              socket.once('drain', pour)
              return
            }
          }
        }
        pour()
      },
      upgrade() {
        if (options.tls === undefined) throw new Error('this server has no certificate')
        const { key, cert, version } = options.tls
        plain.off('data', hear)
        const versions = version === undefined ? {} : { minVersion: version, maxVersion: version }
        const secure = new tls.TLSSocket(plain, { isServer: true, key, cert, ...versions, ciphers: 'DEFAULT@SECLEVEL=0' })
        secure.on('error', () => {})
        secure.on('data', hear)
        isSecure = true
        rest = ''
        socket = secure
      },
      end: () => void socket.end(),
    }
    plain.on('data', hear)
    if (options.isSecureFromStart !== true) {
      script.begin(session)
      return
    }
    session.upgrade()
    // Not before: a greeting in the queue of a handshake that fails would hide the alert behind a reset.
    socket.once('secure', () => script.begin(session))
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return {
    port: address.port,
    received: () => Buffer.concat([...inClear, ...overTls]).toString('latin1'),
    receivedInClear: () => Buffer.concat(inClear).toString('latin1'),
    connections: () => connections,
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** How often a credential stands in a text: plain, in base64, and in the forms of SASL PLAIN and LOGIN. */
export function credentialHits(text: string, user: string, password: string): number {
  const base64 = (value: string): string => Buffer.from(value, 'utf8').toString('base64')
  const forms = [password, base64(password), base64(`\0${user}\0${password}`), base64(`${user}\0${user}\0${password}`)]
  return forms.filter((form) => text.includes(form)).length
}
