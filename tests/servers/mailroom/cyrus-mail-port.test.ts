import { hasCyrus, startCyrus } from '../../support/cyrus.ts'
import { mailPortContract } from './mail-port-contract.ts'

mailPortContract('a real Cyrus IMAP', hasCyrus() ? null : 'Cyrus IMAP is not here', async () => {
  const cyrus = await startCyrus()
  return {
    account: {
      address: 'hey@shop.example',
      user: cyrus.user,
      imap: { host: '127.0.0.1', port: cyrus.tlsPort, security: 'tls', certificate: cyrus.certificateFingerprint },
    },
    credentials: { password: cyrus.password },
    deliver: (source, internalDate) => cyrus.deliver(source, { internalDate }),
    stop: () => cyrus.stop(),
  }
})
