import { startScriptedServer, type ScriptedServer, type ScriptedSession, type ScriptedTls } from './scripted-server.ts'

/** What a scripted SMTP server does differently from a good one. */
export type SmtpScript = {
  readonly tls?: ScriptedTls
  readonly isSecureFromStart?: boolean
  /** stripped: not in the answer to EHLO. refused: answered 454. */
  readonly startTls?: 'offered' | 'stripped' | 'refused'
  /** Plaintext in the same packet as the 220 to STARTTLS. */
  readonly injected?: string
  readonly loginAnswer?: string
}

/** Starts an SMTP server that accepts every password, or does what the script says; it takes no mail. */
export async function startScriptedSmtpServer(script: SmtpScript = {}): Promise<ScriptedServer> {
  const startTls = script.startTls ?? 'offered'
  const waiting = new WeakSet<ScriptedSession>()
  const settings = {
    ...(script.tls === undefined ? {} : { tls: script.tls }),
    isSecureFromStart: script.isSecureFromStart ?? false,
  }
  return startScriptedServer(
    {
      begin: (session) => session.write('220 scripted ESMTP\r\n'),
      line(session, line) {
        const command = line.split(' ')[0]?.toUpperCase() ?? ''
        if (waiting.has(session)) {
          waiting.delete(session)
          session.write(`${script.loginAnswer ?? '235 2.7.0 welcome'}\r\n`)
        } else if (command === 'EHLO') {
          const upgrade = session.isSecure() || startTls === 'stripped' ? '' : '250-STARTTLS\r\n'
          session.write(`250-scripted\r\n${upgrade}250 AUTH PLAIN\r\n`)
        } else if (command === 'STARTTLS') {
          if (startTls === 'stripped') session.write('502 5.5.1 unknown command\r\n')
          else if (startTls === 'refused') session.write('454 4.7.0 not today\r\n')
          else {
            session.write(`220 begin\r\n${script.injected ?? ''}`)
            session.upgrade()
          }
        } else if (command === 'AUTH') {
          if (line.split(' ').length > 2) session.write(`${script.loginAnswer ?? '235 2.7.0 welcome'}\r\n`)
          else {
            waiting.add(session)
            session.write('334 \r\n')
          }
        } else if (command === 'QUIT') {
          session.write('221 bye\r\n')
          session.end()
        } else session.write('250 done\r\n')
      },
    },
    settings,
  )
}
