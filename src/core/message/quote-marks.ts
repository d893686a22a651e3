/** Lines longer than this are never a reply header; keeps every test below bounded. */
const longestHeaderLine = 400

const writeVerb =
  /(?:\bwrote|\bwrites|a [ée]crit|\bschrieb(?: am [^:]{0,80})?|\bescribi[óo]|\bha scritto|\bescreveu|\bschreef(?: [^:]{1,120})?|\bskrev(?: [^:]{1,120})?|napisa[łl](?:\(a\))?(?: [^:]{0,120})?|\bkirjoitti|[íi]rta|yazd[ıi]|написал(?:\(?а\)?)?)\s?:?[\s*_-]{0,12}$/iu

const opener =
  /^[\s*_-]{0,12}(?:On|Le|Am|El|Il|Em|Op|Den|Dnia|W dniu|Pada|mån|tir|ons|tor|fre|lör|sön|pe|ma|ti|ke|to|la|su|\d{1,4}[./\s-]|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Lun|Mar|Mer|Jeu|Ven|Sam|Dim)/u

/** A date-and-person line that ends in a colon and has no verb: Gmail of old, Yandex, mail.ru. */
const datedPerson = /\d{1,2}[:.h]\d{2}.{0,300}[@<].{0,200}>?\)?\s?:\s{0,4}$/u

const replySeparator =
  /^[\s>*_=-]{0,80}(?:original message|original appointment|reply message|message d['’]origine|message original|message initial|mensaje original|mensagem original|messaggio originale|ursprüngliche nachricht|originalnachricht|oprindelig (?:besked|meddelelse)|ursprungligt meddelande|oorspronkelijk bericht|alkuperäinen viesti|opprinnelig melding)\s{0,4}:?[\s*_=-]{0,80}$/iu

const forwardSeparator =
  /^[\s>*_=-]{0,80}(?:forwarded message|begin forwarded message|forwarded by .{1,160}|message transf[ée]r[ée]|d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée])|transf[ée]r[ée] par .{1,160}|mensaje reenviado|inicio del mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato|weitergeleitete nachricht|anfang der weitergeleiteten nachricht)\s{0,4}:?[\s*_=-]{0,80}$/iu

const labels: readonly (readonly [kind: 'from' | 'date' | 'to' | 'subject' | 'copy', pattern: RegExp])[] = [
  ['from', /^[\s>*_]{0,8}(?:from|de|von|da|van|fra|från|od|lähettäjä|expéditeur)\s?:/iu],
  [
    'date',
    /^[\s>*_]{0,8}(?:sent|date|envoy[ée](?: le)?|message du|gesendet|datum|enviado(?: el)?|fecha|inviato|data|verzonden|sendt|dato|skickat)\s?:/iu,
  ],
  ['to', /^[\s>*_]{0,8}(?:to|[àa]|an|para|a|aan|til|till)\s?:/iu],
  ['subject', /^[\s>*_]{0,8}(?:subject|objet|sujet|betreff|asunto|oggetto|assunto|onderwerp|emne|ämne)\s?:/iu],
  ['copy', /^[\s>*_]{0,8}(?:cc|copie(?: à)?|kopie)\s?:/iu],
]

/** What starts at a line: a quoted reply, a forwarded mail, or nothing; `lines` is how many lines its heading takes. */
export type QuoteHeading = { readonly kind: 'reply' | 'forward'; readonly lines: number }

/**
 * Tells whether the heading of a quoted or forwarded mail starts at a line.
 *
 * Knows what mail programs write above a quote in French, English, German, Spanish, Italian and a few more. Looks at six
 * lines at most, none longer than 400 characters, so that it costs the same for any text.
 */
export function quoteHeadingAt(lines: readonly string[], index: number): QuoteHeading | undefined {
  const line = lines[index] ?? ''
  if (line.length > longestHeaderLine || line.length < 3) return undefined
  if (forwardSeparator.test(line)) return { kind: 'forward', lines: 1 }
  if (replySeparator.test(line)) return { kind: 'reply', lines: 1 }
  if (opener.test(line)) {
    const taken = writtenBy(lines, index)
    if (taken > 0) return { kind: 'reply', lines: taken }
  }
  if (isDatedPerson(line)) return { kind: 'reply', lines: 1 }
  if (line.includes('@') && /\d/u.test(line) && endsInVerb(line)) return { kind: 'reply', lines: 1 }
  const block = headerBlock(lines, index)
  return block > 0 ? { kind: 'reply', lines: block } : undefined
}

/** How many lines "On … wrote:" takes from here, four at most; 0 where it is none. */
function writtenBy(lines: readonly string[], index: number): number {
  let joined = ''
  for (let taken = 1; taken <= 4; taken += 1) {
    const line = lines[index + taken - 1]
    if (line === undefined || line.trim() === '' || line.startsWith('>')) return 0
    joined = `${joined} ${line}`
    if (joined.length > longestHeaderLine) return 0
    const dated = /\d/u.test(joined)
    if (dated && endsInVerb(joined)) return taken
    if (taken > 1 && dated && isDatedPerson(joined)) return taken
  }
  return 0
}

function endsInVerb(heading: string): boolean {
  const end = heading.slice(-12)
  return (end.includes(':') || end.includes('wrote')) && writeVerb.test(heading.slice(-160))
}

function isDatedPerson(heading: string): boolean {
  return heading.slice(-6).includes(':') && datedPerson.test(heading)
}

/**
 * How many lines an Outlook-like block (From, Sent, To, Subject) takes; 0 where it is none. Asks for a sender and two more
 * labels, one of them a date or an addressee: "From / Subject" alone is what website forms write.
 */
function headerBlock(lines: readonly string[], index: number): number {
  if (labelOf(lines[index] ?? '') === undefined) return 0
  const seen = new Set<string>()
  let end = index
  for (let at = index; at < Math.min(lines.length, index + 8); at += 1) {
    const line = lines[at] ?? ''
    const label = labelOf(line)
    if (label === undefined) {
      if (at - end > 1) break
      continue
    }
    seen.add(label)
    if (label === 'to' && /\b(?:subject|objet|betreff)\s?:/iu.test(line.slice(0, longestHeaderLine))) seen.add('subject')
    end = at
  }
  const whole = seen.has('from') && seen.size >= 3 && (seen.has('date') || seen.has('to'))
  return whole ? end - index + 1 : 0
}

function labelOf(line: string): string | undefined {
  const start = line.slice(0, 60)
  if (!start.includes(':')) return undefined
  return labels.find(([, pattern]) => pattern.test(start))?.[0]
}

const sentFrom =
  /^[\s*_]{0,4}(?:sent (?:from|via|with|using) (?:my |yahoo|outlook|mail for|proton|samsung|the all-new|gmail|sparrow|typeapp|blackberry|windows|aol|mailbird|spark)|envoy[ée] (?:de(?:puis)?|avec|à partir de|via) (?:mon |ma |l['’]|yahoo|outlook|courrier|mail|proton|orange|la messagerie|gmail|un )|get outlook for|t[ée]l[ée]charge[rz] outlook|obtenez? outlook|provenance : courrier|von meinem .{1,40} gesendet|gesendet (?:mit|von)|diese nachricht wurde von meinem|enviado (?:desde|do) (?:mi|meu) |inviato da(?:l mio|lla mia)? |verstuurd vanaf mijn )[^,.!?]{0,70}\.?\s{0,4}$/iu

/** Tells whether a line is the foot that a phone or a mail program adds: "Sent from my iPhone". */
export function isDeviceFoot(line: string): boolean {
  return line.length <= 200 && sentFrom.test(line.replace(/<[^<>]{1,120}>/gu, ''))
}

/** Tells whether a line is the mark that opens a signature: "-- " (RFC 3676 section 4.3), a lone dash rule, "__". */
export function isSignatureMark(line: string): boolean {
  return line.length <= 40 && /^(?:--\s{0,4}|[—–]{1,30}\s{0,4}|__\s{0,4})$/u.test(line)
}

/** Tells whether a line is a rule between two mails: dashes, underscores, equal signs or stars only. */
export function isRule(line: string): boolean {
  return line.length <= 200 && /^\s{0,8}[-_=*]{3,}\s{0,8}$/u.test(line)
}
