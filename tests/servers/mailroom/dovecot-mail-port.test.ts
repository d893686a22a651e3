import { hasDovecot, startDovecot } from '../../support/dovecot.ts'
import { mailPortContract } from './mail-port-contract.ts'

mailPortContract('a real Dovecot', hasDovecot() ? null : 'dovecot is not installed', async () => {
  const dovecot = await startDovecot()
  return {
    account: {
      address: 'hey@shop.example',
      user: dovecot.user,
      imap: { host: '127.0.0.1', port: dovecot.tlsPort, security: 'tls', certificate: dovecot.certificateFingerprint },
    },
    credentials: { password: dovecot.password },
    deliver: (source, internalDate) => {
      dovecot.deliver(source, { internalDate })
    },
    stop: () => dovecot.stop(),
  }
})
