/**
 * Why something is as it is: a code with parameters. The words live in the locale files under `reason.<code>`, so that
 * screen, lab and tests say the same.
 */
export type Reason = {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}
