/** A list of reasons as catalogue keys: `reason.<code>`. */
export function reasonKeys<Words extends Readonly<Record<string, string>>>(
  words: Words,
): { [Code in keyof Words & string as `reason.${Code}`]: string } {
  return Object.fromEntries(Object.entries(words).map(([code, text]) => [`reason.${code}`, text])) as {
    [Code in keyof Words & string as `reason.${Code}`]: string
  }
}
