import { hasUid, noUids, parseUidSet, type UidSet } from '#core/sync/uid-set.ts'
import type { FolderRow, MessageRow } from '../schema.ts'

/** What the deletion brake holds, as it stands now: a person may have said yes to it since the cursor was read. */
export function heldNow(folder: FolderRow, before: FolderRow | undefined): FolderRow['held'] {
  return before === undefined ? folder.held : before.held
}

/** The UIDs that the deletion brake holds under a folder's present numbering. */
export function heldUids(folder: FolderRow | undefined): UidSet {
  const held = folder?.held ?? null
  return held === null || held.uidValidity !== folder?.uidValidity ? noUids : parseUidSet(held.uids)
}

/** Whether a message surely lies in a folder: a place that the brake holds may be one that it has left. */
export function liesIn(row: MessageRow, view: { readonly folder: string; readonly uidValidity: string }, held: UidSet): boolean {
  return row.places.some((place) => place.folder === view.folder && place.uidValidity === view.uidValidity && !hasUid(held, place.uid))
}
