/** What a folder is for, as far as it says where a message lies. */
type FolderUse = 'inbox' | 'sent' | 'archive' | 'junk' | 'other'

/** Where a conversation lies, in one word; `nowhere` while the server has none of it (any more). */
export type LiesWhere = FolderUse | 'nowhere'

/** What telling where messages lie needs: their places, and moves that the server has not been told of yet. */
export type PlacedMessage = {
  readonly key: string
  readonly direction: 'in' | 'out'
  readonly places: readonly { readonly folder: string }[]
}
export type WaitingMove = { readonly key: string; readonly from: string; readonly to: string }

/** The first of these that any of it lies in: what a person would look for first. */
const order: readonly FolderUse[] = ['inbox', 'other', 'archive', 'junk', 'sent']

/**
 * Where what came in lies, as it will be once waiting moves are done; the sent part counts only where nothing came in.
 *
 * A conversation is in the inbox while any message of it is, and in the spam folder only where all of it is.
 */
export function liesWhere(
  messages: readonly PlacedMessage[],
  moves: readonly WaitingMove[],
  useOf: (folder: string) => FolderUse | undefined,
): { readonly lies: LiesWhere; readonly folders: readonly string[] } {
  const received = messages.filter((message) => message.direction === 'in')
  const counted = received.length > 0 ? received : messages
  const folders = [...new Set(counted.flatMap((message) => foldersOf(message, moves)))]
  const uses = new Set(folders.map(useOf))
  return { lies: order.find((use) => uses.has(use)) ?? 'nowhere', folders }
}

function foldersOf(message: PlacedMessage, moves: readonly WaitingMove[]): string[] {
  const move = moves.findLast(({ key }) => key === message.key)
  return message.places.map(({ folder }) => (folder === move?.from ? move.to : folder))
}
