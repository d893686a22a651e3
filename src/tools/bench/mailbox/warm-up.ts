import { ImapFlow } from 'imapflow'

/** Asks once for what every server keeps at hand of a mailbox that has been used before, so that no client is charged for a first look. */
export async function warmUp(port: number): Promise<void> {
  const client = await connect(port)
  for (const folder of ['INBOX', 'Sent', 'Archive']) {
    const { exists } = await client.mailboxOpen(folder, { readOnly: true })
    if (exists > 0) await client.fetchAll('1:*', { uid: true, flags: true, size: true, internalDate: true })
  }
  await client.logout()
}

/** A client of the bench's server, with nothing that it was not told to do. */
export async function connect(port: number): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: 'shop', pass: 'secret' },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
  })
  await client.connect()
  return client
}
