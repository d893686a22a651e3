/** A linkified address is one run of characters without a space. */
function isUrl(token: string): boolean {
  return token.includes('://') || /^\W*(?:www\.|mailto:)/i.test(token) || /^[^?]*\.[^?]*\//.test(token)
}

/**
 * Whether a text holds a question mark outside urls.
 *
 * A question mark inside a url starts its query; one at its very end closes the sentence around it.
 */
export function asksBack(ownText: string): boolean {
  return ownText
    .split(/\s+/)
    .filter((token) => token.includes('?') || token.includes('？'))
    .some((token) => !isUrl(token) || /[?？][)\]>"'»”’.!?]*$/.test(token.slice(-8)))
}
