/** A command that waits for its answer. `name` is without UID: `UID FETCH` is a FETCH. */
export type ActiveCommand = { readonly tag: string; readonly name: string; readonly text: string; readonly connection: number }

/** What bends a session: each part gives null where it has nothing to say. */
export type Rule = {
  /** What the server offers, changed. */
  readonly capabilities?: (offered: readonly string[]) => string[]
  /** Our own answer to a command (without its tag), which the server then never sees; `BYE …` ends the connection. */
  readonly command?: (command: ActiveCommand) => string | null
  /** What stands in place of one line of the server's, without CRLF. */
  readonly answer?: (line: string, command: ActiveCommand | null) => readonly string[] | null
}

/** What a client can only ask for, and a server only say, where the capability is there. */
const capabilityUse: Readonly<Record<string, { readonly asked?: RegExp; readonly said?: RegExp }>> = {
  CONDSTORE: {
    asked: /\((?:CONDSTORE|CHANGEDSINCE)\b|\bCHANGEDSINCE\b|\bUNCHANGEDSINCE\b|\bHIGHESTMODSEQ\b|\bMODSEQ\b|^ENABLE CONDSTORE/i,
    said: /^\* OK \[(?:HIGHESTMODSEQ|NOMODSEQ)\b/i,
  },
  QRESYNC: { asked: /\(QRESYNC\b|\bVANISHED\b|^ENABLE .*QRESYNC/i, said: /^\* VANISHED\b/i },
  ENABLE: { asked: /^ENABLE\b/i },
  IDLE: { asked: /^IDLE\b/i },
  MOVE: { asked: /^(?:UID )?MOVE\b/i },
  UIDPLUS: { asked: /^UID EXPUNGE\b/i },
  ESEARCH: { asked: /^(?:UID )?SEARCH RETURN\b/i },
  'LIST-STATUS': { asked: /^LIST .*\bRETURN \(.*\bSTATUS\b/i },
  'SPECIAL-USE': { asked: /^LIST .*\bSPECIAL-USE\b/i },
  NAMESPACE: { asked: /^NAMESPACE\b/i },
  ID: { asked: /^ID\b/i },
  'COMPRESS=DEFLATE': { asked: /^COMPRESS\b/i },
  UNSELECT: { asked: /^UNSELECT\b/i },
}

/** A server that never had these: it does not offer them, does not know their commands, and says nothing that belongs to them. */
export function withoutCapabilities(...names: readonly string[]): Rule {
  const missing = new Set(names.map((name) => name.toUpperCase()))
  const uses = [...missing].map((name) => capabilityUse[name] ?? {})
  return {
    capabilities: (offered) => offered.filter((name) => !missing.has(name.toUpperCase())),
    command: ({ text }) => (uses.some((use) => use.asked?.test(text) === true) ? 'BAD Unknown command or argument' : null),
    answer: (line) => {
      if (uses.some((use) => use.said?.test(line) === true)) return []
      return missing.has('UIDPLUS') && /\[(?:APPENDUID|COPYUID)\b/i.test(line)
        ? [line.replace(/\[(?:APPENDUID|COPYUID)[^\]]*\] ?/i, '')]
        : null
    },
  }
}

/** Says yes so many times, then no. */
function countdown(times: number): () => boolean {
  let left = times
  return () => {
    if (left <= 0) return false
    left -= 1
    return true
  }
}

/** Answers a command in the server's place: `NO [THROTTLED] …`, `NO [LIMIT] …`, `BYE …`; the next `times` times. */
export function refuse(name: string, answer: string, times = Infinity): Rule {
  const isDue = countdown(times)
  return { command: (command) => (command.name === name && isDue() ? answer : null) }
}

/** Lets only so many connections log in; further ones are refused with [LIMIT], as Dovecot and Gmail do. */
export function connectionLimit(most: number, open: () => readonly number[]): Rule {
  return {
    command: ({ name, connection }) =>
      (name === 'LOGIN' || name === 'AUTHENTICATE') && open().filter((other) => other < connection).length >= most
        ? 'NO [LIMIT] Maximum number of connections from user+IP exceeded'
        : null,
  }
}

/** SEARCH names only the first part of what it found (0: nothing), and says OK. */
export function shortSearch(keep: number, times = Infinity): Rule {
  const isDue = countdown(times)
  const cut = (all: readonly number[]): readonly number[] => all.slice(0, Math.floor(all.length * keep))
  return {
    answer: (line) => {
      if (/^\* SEARCH\b/i.test(line)) {
        const uids = (line.match(/\d+/g) ?? []).map(Number)
        return uids.length > 0 && isDue() ? [`* SEARCH ${cut(uids).join(' ')}`.trimEnd()] : null
      }
      const extended = /^(\* ESEARCH .*?)ALL (\S+)(.*)$/i.exec(line)
      if (extended === null || !isDue()) return null
      const [, before = '', set = '', after = ''] = extended
      const kept = cut(uidsOfSet(set))
      return [kept.length === 0 ? `${before}${after}`.trimEnd() : `${before}ALL ${kept.join(',')}${after}`]
    },
  }
}

/** The numbers of a set like `1:3,7`. */
export function uidsOfSet(set: string): number[] {
  return set.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split(':').map(Number)
    return Array.from({ length: Math.abs(last - first) + 1 }, (_, index) => Math.min(first, last) + index)
  })
}

/** Bends a figure of SELECT and STATUS: `null` leaves it out. The next `times` times that it is said. */
export function figure(
  name: 'EXISTS' | 'HIGHESTMODSEQ' | 'UIDNEXT' | 'UIDVALIDITY',
  change: (value: bigint) => bigint | null,
  times = Infinity,
): Rule {
  const isDue = countdown(times)
  const patterns =
    name === 'EXISTS'
      ? [/^(\* )(\d+)( EXISTS)$/i, /^(\* STATUS .*\bMESSAGES )(\d+)(.*)$/i]
      : [new RegExp(`^(\\* (?:OK \\[|STATUS .*\\b)${name} )(\\d+)(.*)$`, 'i')]
  return {
    answer: (line) => {
      for (const pattern of patterns) {
        const found = pattern.exec(line)
        if (found === null || !isDue()) continue
        const [, before = '', value = '', after = ''] = found
        const changed = change(BigInt(value))
        if (changed !== null) return [`${before}${changed}${after}`]
        return line.startsWith('* STATUS') ? [`${before.replace(/\s*\S+ $/, '')}${after}`.replace('( ', '(')] : []
      }
      return null
    },
  }
}

/** Says these lines just before the tagged answer to a command; after IDLE's `+` for IDLE. The next `times` times. */
export function inject(name: string, lines: readonly string[], times = 1): Rule {
  const isDue = countdown(times)
  return {
    answer: (line, command) => {
      if (command?.name !== name) return null
      if (name === 'IDLE') return line.startsWith('+') && isDue() ? [line, ...lines] : null
      return line.startsWith(`${command.tag} `) && isDue() ? [...lines, line] : null
    },
  }
}

/** All rules as one, in order. */
export function applyRules(
  rules: Iterable<Rule>,
): Required<Pick<Rule, 'capabilities' | 'command'>> & { answer: (line: string, command: ActiveCommand | null) => readonly string[] } {
  return {
    capabilities: (offered) => [...rules].reduce<string[]>((left, rule) => rule.capabilities?.(left) ?? left, [...offered]),
    command: (command) => {
      for (const rule of rules) {
        const answer = rule.command?.(command)
        if (answer !== null && answer !== undefined) return answer
      }
      return null
    },
    answer: (line, command) =>
      [...rules].reduce<readonly string[]>((lines, rule) => lines.flatMap((one) => rule.answer?.(one, command) ?? [one]), [line]),
  }
}
