const bytesPerLine = 8

/**
 * A certificate's SHA-256 fingerprint as people compare it: pairs in capitals, eight to a line.
 *
 * Takes hex with or without colons, in any case.
 */
export function fingerprintLines(hex: string): readonly string[] {
  const pairs =
    hex
      .replaceAll(/[^0-9a-f]/gi, '')
      .toUpperCase()
      .match(/.{1,2}/g) ?? []
  const lines: string[] = []
  for (let at = 0; at < pairs.length; at += bytesPerLine) lines.push(pairs.slice(at, at + bytesPerLine).join(':'))
  return lines
}
