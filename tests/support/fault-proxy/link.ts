import net from 'node:net'
import { Duplex } from 'node:stream'
import tls from 'node:tls'
import type { Fault, FaultKind } from './fault.ts'
import { Outlet, type Pace } from './outlet.ts'

/** How a proxy speaks with the client: in clear, over TLS from the first byte, or in clear until STARTTLS. */
export type ClientMode = 'clear' | 'tls' | 'starttls'

/** What understands a protocol; bytes come decrypted. */
export type Dialogue = { readonly fromClient: (bytes: Buffer) => void; readonly fromServer: (bytes: Buffer) => void }

export type LinkOptions = {
  readonly target: { readonly port: number; readonly isSecure: boolean }
  readonly certificate: { readonly key: string; readonly cert: string }
  readonly mode: ClientMode
  readonly dripPerSecond: number
  /** Asked once, when a handshake is about to begin. */
  readonly handshakeFault: () => Fault | null
  readonly onClose: () => void
}

/** One connection through a proxy: two sockets, and a way to make either direction fail. */
export class Link {
  readonly number: number
  readonly #options: LinkOptions
  readonly #raw: net.Socket
  readonly #upstream: Duplex & { destroy(): unknown }
  readonly #toClient: Outlet
  readonly #toServer: Outlet
  #client: Duplex
  #dialogue: Dialogue | null = null
  #isClosed = false
  #isSecure = false
  #putOff: (() => void) | null = null
  /** Below TLS, where a handshake drips. */
  #carrier: Outlet | null = null

  constructor(number: number, raw: net.Socket, options: LinkOptions) {
    this.number = number
    this.#raw = raw
    this.#client = raw
    this.#options = options
    const { target } = options
    this.#upstream = target.isSecure
      ? tls.connect({ port: target.port, host: '127.0.0.1', rejectUnauthorized: false })
      : net.connect(target.port, '127.0.0.1')
    this.#toClient = new Outlet(raw, (isFull) => void (isFull ? this.#upstream.pause() : this.#upstream.resume()))
    this.#toServer = new Outlet(this.#upstream, (isFull) => void (isFull ? this.#client.pause() : this.#client.resume()))
    raw.setNoDelay(true)
    for (const socket of [raw, this.#upstream]) socket.on('error', () => {})
    raw.on('close', () => this.close())
    this.#upstream.on('end', () => this.#serverEnded())
    this.#upstream.on('close', () => this.#serverEnded())
  }

  /** Bytes begin to flow. */
  begin(dialogue: Dialogue): void {
    this.#dialogue = dialogue
    this.#upstream.on('data', (bytes: Buffer) => dialogue.fromServer(bytes))
    if (this.#options.mode === 'tls') this.secureClient()
    else this.#listen(this.#raw)
  }

  get isSecure(): boolean {
    return this.#isSecure
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  toClient(bytes: Buffer): void {
    this.#toClient.write(bytes)
  }

  toServer(bytes: Buffer): void {
    this.#toServer.write(bytes)
  }

  /** Both directions at this pace; a drip that has struck stays one. */
  setPace(pace: Pace): void {
    this.#toClient.setPace(pace)
    this.#toServer.setPace(pace)
  }

  /** Makes the connection fail now; what is written afterwards is held (silence), dripped, or lost. */
  strike(kind: FaultKind): void {
    switch (kind) {
      case 'fin':
        this.#client.end()
        this.close()
        break
      case 'rst':
        this.#resetWhenFlushed()
        break
      case 'silence':
        this.#toClient.hold()
        this.#toServer.hold()
        break
      case 'drip':
        this.#toClient.setPace({ bytesPerSecond: this.#options.dripPerSecond, latencyMs: 0 })
        break
    }
  }

  get isSilent(): boolean {
    return this.#toClient.isHeld
  }

  /** The fault is over: what was held goes on its way. */
  mend(pace: Pace): void {
    this.setPace(pace)
    this.#carrier?.setPace(pace)
    this.#toServer.release()
    this.#toClient.release()
    this.#putOff?.()
    this.#putOff = null
  }

  /** Does it now; where nothing passes, when the fault is over. */
  whenPassing(work: () => void): void {
    if (this.isSilent) this.#putOff = work
    else work()
  }

  /** Begins TLS with the client: what it says from here on is encrypted. */
  secureClient(): void {
    this.#isSecure = true
    const raw = this.#raw
    raw.removeAllListeners('data')
    const fault = this.#options.handshakeFault()
    const secure = (carrier: Duplex): void => {
      const { key, cert } = this.#options.certificate
      const socket = new tls.TLSSocket(carrier, { isServer: true, key, cert })
      socket.on('error', () => {})
      this.#client = socket
      this.#toClient.retarget(socket)
      this.#listen(socket)
    }
    switch (fault?.kind) {
      case undefined:
        secure(raw)
        break
      case 'drip':
        this.#carrier = new Outlet(raw, () => {})
        this.#carrier.setPace({ bytesPerSecond: this.#options.dripPerSecond, latencyMs: 0 })
        secure(carrierThrough(this.#carrier, raw))
        break
      case 'silence':
        raw.pause()
        this.#toClient.hold()
        this.#toServer.hold()
        this.#putOff = () => secure(raw)
        break
      case 'fin':
      case 'rst': {
        const { kind } = fault
        raw.once('data', () => this.strike(kind))
      }
    }
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#toClient.close()
    this.#toServer.close()
    this.#upstream.destroy()
    // A closed socket flushes what it has; one that nobody reads is ended for good a little later.
    setTimeout(() => this.#raw.destroy(), 200).unref()
    this.#options.onClose()
  }

  #listen(socket: Duplex): void {
    socket.on('data', (bytes: Buffer) => this.#dialogue?.fromClient(bytes))
    socket.on('end', () => this.close())
    socket.on('close', () => this.close())
  }

  /** The server's own end goes on to the client, after all that it said. */
  #serverEnded(): void {
    if (this.#isClosed) return
    this.#toClient.atEnd(() => {
      this.#client.end()
      this.close()
    })
  }

  /** What was let through before a reset is to arrive: bytes still in the socket would be lost with it. */
  #resetWhenFlushed(): void {
    const raw = this.#raw
    this.#isClosed = true
    this.#toClient.close()
    this.#toServer.close()
    this.#upstream.destroy()
    this.#options.onClose()
    const look = (triesLeft: number): void => {
      if (triesLeft > 0 && !raw.destroyed && raw.writableLength + this.#client.writableLength > 0) setTimeout(look, 5, triesLeft - 1)
      else raw.resetAndDestroy()
    }
    look(40)
  }
}

/** A socket as TLS sees it, with what goes to the client through an outlet. */
function carrierThrough(outlet: Outlet, raw: net.Socket): Duplex {
  const carrier = new Duplex({
    read: () => {},
    write: (bytes: Buffer, _encoding, done) => {
      outlet.write(bytes)
      done()
    },
    destroy: (error, done) => {
      outlet.close()
      raw.destroy()
      done(error)
    },
  })
  raw.on('data', (bytes: Buffer) => carrier.push(bytes))
  raw.on('close', () => carrier.push(null))
  return carrier
}
