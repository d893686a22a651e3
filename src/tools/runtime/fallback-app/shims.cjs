// What Node 18.15 lacks and the product's libraries ask for. Belongs to this runtime, never to the product.
const diagnostics = require('node:diagnostics_channel')
if (!diagnostics.tracingChannel) {
  const names = ['start', 'end', 'asyncStart', 'asyncEnd', 'error']
  diagnostics.tracingChannel = (name) => {
    const channels = Object.fromEntries(names.map((event) => [event, diagnostics.channel(`tracing:${name}:${event}`)]))
    return {
      ...channels,
      get hasSubscribers() {
        return names.some((event) => channels[event].hasSubscribers)
      },
      traceSync: (work, _context, self, ...args) => Reflect.apply(work, self, args),
      tracePromise: (work, _context, self, ...args) => Reflect.apply(work, self, args),
      traceCallback: (work, _position, _context, self, ...args) => Reflect.apply(work, self, args),
      subscribe() {},
      unsubscribe() {},
    }
  }
}
if (!globalThis.crypto) Object.defineProperty(globalThis, 'crypto', { value: require('node:crypto').webcrypto, configurable: true })
