import { hasDovecot, startDovecot } from '../../support/dovecot.ts'
import { startFaultProxy } from '../../support/fault-proxy/fault-proxy.ts'
import { withoutCapabilities } from '../../support/fault-proxy/rules.ts'
import { mailPortContract } from './mail-port-contract.ts'

mailPortContract(
  'a server without CONDSTORE, QRESYNC, IDLE, UIDPLUS and MOVE',
  hasDovecot() ? null : 'dovecot is not installed',
  async () => {
    const dovecot = await startDovecot()
    const proxy = await startFaultProxy({
      target: dovecot.port,
      mode: 'tls',
      rules: [withoutCapabilities('CONDSTORE', 'QRESYNC', 'IDLE', 'UIDPLUS', 'MOVE')],
    })
    return {
      account: {
        address: 'hey@shop.example',
        user: dovecot.user,
        imap: { host: '127.0.0.1', port: proxy.port, security: 'tls', certificate: proxy.certificateFingerprint },
      },
      credentials: { password: dovecot.password },
      countsModifications: false,
      moves: false,
      deliver: (source, internalDate) => {
        dovecot.deliver(source, { internalDate })
      },
      stop: async () => {
        await proxy.stop()
        await dovecot.stop()
      },
    }
  },
)
