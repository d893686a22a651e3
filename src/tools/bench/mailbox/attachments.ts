import { Dice } from './dice.ts'

const lineBytes = 57
const poolLines = 40_000

/** Base64 lines of about 2 MB that no compression makes smaller, as in photographs; made at first use. */
let pool: Buffer | null = null

function photograph(): Buffer {
  if (pool !== null) return pool
  const dice = new Dice(777)
  const raw = Buffer.alloc(lineBytes * poolLines)
  for (let at = 0; at + 4 <= raw.length; at += 4) raw.writeUInt32LE(Math.floor(dice.roll() * 4_294_967_296), at)
  pool = Buffer.from(raw.toString('base64').replaceAll(/(.{76})/g, '$1\n'), 'latin1')
  return pool
}

/** A file of 20 kB to 2 MB, small ones more often: its part's headers, and its lines. */
export function attachedFile(dice: Dice): { head: string; lines: Buffer } {
  const size = Math.round(20_000 * 100 ** dice.roll())
  const isPdf = dice.roll() < 0.4
  const name = isPdf
    ? `${dice.pick(['facture', 'invoice', 'devis', 'label'])}${dice.between(100, 9999)}.pdf`
    : `${dice.pick(['IMG_', 'photo', 'DSC'])}${dice.between(100, 9999)}.jpg`
  const lines = Math.ceil(size / lineBytes)
  const from = dice.between(0, poolLines - lines - 1)
  return {
    head: `Content-Type: ${isPdf ? 'application/pdf' : 'image/jpeg'}; name="${name}"\nContent-Disposition: attachment; filename="${name}"; size=${size}\nContent-Transfer-Encoding: base64\n\n`,
    lines: photograph().subarray(from * 77, (from + lines) * 77),
  }
}
