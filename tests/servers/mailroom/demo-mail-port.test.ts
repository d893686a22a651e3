import { startMailbox } from '#demo/mailbox.ts'
import { mailPortContract } from './mail-port-contract.ts'

mailPortContract("the demo's server", null, async () => {
  const mailbox = await startMailbox({ user: 'hey@shop.example', password: 'secret', now: () => Date.now(), mails: {} })
  return {
    account: { address: 'hey@shop.example', imap: { host: '127.0.0.1', port: mailbox.port, security: 'loopback' } },
    credentials: { password: 'secret' },
    deliver: (source, receivedAt) => {
      mailbox.deliver('INBOX', { receivedAt: receivedAt.getTime(), flags: [], source: Buffer.from(source) })
    },
    stop: () => mailbox.stop(),
  }
})
