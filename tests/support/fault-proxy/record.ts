/** A command as it was seen; never with a credential. */
export type SeenCommand = { readonly connection: number; readonly name: string; readonly text: string; readonly at: number }

/** What went through a proxy: figures and a transcript of commands, never passwords, never the content of a mail. */
export class ProxyRecord {
  connections = 0
  bytesToClient = 0
  bytesToServer = 0
  /** Times that a client spoke after it had heard something: what latency multiplies. */
  roundTrips = 0
  readonly commands: SeenCommand[] = []
  /** How often the structure or envelope of each message was sent, by UID. */
  readonly fetched = new Map<number, number>()
  /** How often a body part of each message was sent, by UID. */
  readonly bodies = new Map<number, number>()

  /** How often a command was given, over all connections. */
  count(name: string): number {
    return this.commands.filter((command) => command.name === name).length
  }

  /** The transcript, a line a command: `connection: text`. */
  transcript(): string {
    return this.commands.map(({ connection, text }) => `${connection}: ${text}`).join('\n')
  }

  /** Begins anew; open connections stay counted nowhere. */
  reset(): void {
    this.connections = 0
    this.bytesToClient = 0
    this.bytesToServer = 0
    this.roundTrips = 0
    this.commands.length = 0
    this.fetched.clear()
    this.bodies.clear()
  }
}
