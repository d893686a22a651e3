import { useState } from 'react'
import type { Evidence as Piece, Verdict } from '#core/model/lane.ts'
import { sayReason } from '#locale/say-reason.ts'
import { useTimeContext } from '../../store/live.ts'
import { useWords } from '../../ui/use-words.ts'

/** From these weights on a piece of evidence speaks clearly, and strongly. */
const clearly = 0.8
const strongly = 1.8
/** A veto weighs more than all the rest. */
const settles = 9

/** Everything a message's lane rests on, each piece with its weight in words; folded until somebody asks. */
export function Evidence({ verdict }: { verdict: Verdict }) {
  const t = useWords()
  const time = useTimeContext()
  const [isOpen, setOpen] = useState(false)
  if (verdict.reasons.length === 0) return null
  return (
    <div className="evidence">
      <button
        type="button"
        className="text-button"
        aria-expanded={isOpen}
        data-evidence={isOpen ? 'open' : 'closed'}
        onClick={() => {
          setOpen(!isOpen)
        }}
      >
        {t(isOpen ? 'evidence.hide' : 'evidence.show')}
      </button>
      {isOpen ? (
        <>
          <ul className="evidence-list">
            {verdict.reasons.map((piece) => (
              <li key={piece.signal}>
                {sayReason(piece.reason, time)}
                {piece.weight === 0 ? null : <span className="quiet"> – {sayWeight(piece, t)}</span>}
              </li>
            ))}
          </ul>
          <p className="quiet evidence-line">
            {t('evidence.likelihood', { percent: Math.min(99, Math.max(1, Math.round(verdict.score * 100))) })}
          </p>
        </>
      ) : null}
    </div>
  )
}

function sayWeight({ weight }: Piece, t: ReturnType<typeof useWords>): string {
  const size = Math.abs(weight)
  if (size >= settles) return t('evidence.settles')
  const side = t(weight > 0 ? 'evidence.for-pitch' : 'evidence.for-customer')
  return `${side} ${t(size >= strongly ? 'evidence.strong' : size >= clearly ? 'evidence.clearly' : 'evidence.little')}`
}
