/** Characters that nobody sees, or that turn the direction of what follows (Unicode format characters, fillers). */
const unseen = /[\p{Cf}\p{Cs}\u034F\u115F\u1160\u180B-\u180F\u3164\uFFA0]/gu

/** Joiners that do belong: between the parts of an emoji, and inside scripts that are written with them. */
const joinedBefore =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Syriac}]$/u

/** A line of a stranger's that is longer is cut. */
const longestLine = 2000

/**
 * One line from a stranger (a name, a subject, a file name) as it may be shown: no control character, nothing unseen,
 * nothing that turns the direction of writing, one space at a time; 2,000 characters at most.
 */
export function shownText(line: string): string {
  return line
    .slice(0, longestLine * 4)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(unseen, (character, at: number, whole: string) =>
      (character === '\u200D' || character === '\u200C') && joinedBefore.test(whole.slice(Math.max(0, at - 2), at)) ? character : '',
    )
    .replace(/(\p{M}{6})\p{M}+/gu, '$1')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, longestLine)
}
