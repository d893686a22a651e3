import { startScriptedServer, type ScriptedServer, type ScriptedSession, type ScriptedTls } from './scripted-server.ts'

/** What a scripted IMAP server does differently from a good one. */
export type ImapScript = {
  readonly tls?: ScriptedTls
  readonly isSecureFromStart?: boolean
  /** A whole line without CRLF; a session that begins with `flood` instead never greets. */
  readonly greeting?: string
  /** stripped: not in the capabilities. refused: answered NO. */
  readonly startTls?: 'offered' | 'stripped' | 'refused'
  /** Plaintext in the same packet as the OK to STARTTLS. */
  readonly injected?: string
  /** What answers a log-in, after the tag. */
  readonly loginAnswer?: string
  /** Plays instead of the answer to the log-in. */
  readonly atLogin?: (session: ScriptedSession, tag: string) => void
  /** Plays instead of the answer to a STATUS. */
  readonly atStatus?: (session: ScriptedSession, tag: string) => void
  readonly flood?: (session: ScriptedSession) => void
}

/** Starts an IMAP server that accepts every password, or does what the script says. */
export async function startScriptedImapServer(script: ImapScript = {}): Promise<ScriptedServer> {
  const startTls = script.startTls ?? 'offered'
  const capabilities = (session: ScriptedSession): string =>
    `IMAP4rev1 ID AUTH=PLAIN SASL-IR${session.isSecure() || startTls === 'stripped' ? '' : ' STARTTLS'}`
  const login = (session: ScriptedSession, tag: string): void => {
    if (script.atLogin !== undefined) script.atLogin(session, tag)
    else session.write(`${tag} ${script.loginAnswer ?? 'OK logged in'}\r\n`)
  }
  const waiting = new WeakMap<ScriptedSession, string>()
  const settings = {
    ...(script.tls === undefined ? {} : { tls: script.tls }),
    isSecureFromStart: script.isSecureFromStart ?? false,
  }
  return startScriptedServer(
    {
      begin(session) {
        if (script.flood === undefined) session.write(`${script.greeting ?? '* OK ready'}\r\n`)
        else script.flood(session)
      },
      line(session, line) {
        const pending = waiting.get(session)
        if (pending !== undefined) {
          waiting.delete(session)
          login(session, pending)
          return
        }
        const [tag = '', command = '', ...rest] = line.split(' ')
        switch (command.toUpperCase()) {
          case 'CAPABILITY':
            session.write(`* CAPABILITY ${capabilities(session)}\r\n${tag} OK done\r\n`)
            return
          case 'STARTTLS':
            if (startTls === 'refused') session.write(`${tag} NO not today\r\n`)
            else {
              session.write(`${tag} OK begin\r\n${script.injected ?? ''}`)
              session.upgrade()
            }
            return
          case 'AUTHENTICATE':
            if (rest.length > 1) login(session, tag)
            else {
              waiting.set(session, tag)
              session.write('+ \r\n')
            }
            return
          case 'LOGIN':
            login(session, tag)
            return
          case 'STATUS':
            if (script.atStatus === undefined) session.write(`${tag} OK done\r\n`)
            else script.atStatus(session, tag)
            return
          case 'LOGOUT':
            session.write(`* BYE\r\n${tag} OK bye\r\n`)
            session.end()
            return
          default:
            session.write(`${tag} OK done\r\n`)
        }
      },
    },
    settings,
  )
}
