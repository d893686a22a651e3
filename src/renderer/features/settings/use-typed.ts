import { useState } from 'react'

/**
 * What is being typed over a stored value; starts anew whenever the store has another one, except while `isHeld`.
 *
 * A value that comes back from the store must not overtake the fingers.
 */
export function useTyped<Value>(stored: Value, isHeld = false): [Value, (typed: Value) => void] {
  const key = JSON.stringify(stored)
  const [state, setState] = useState({ key, typed: stored })
  const current = state.key === key || isHeld ? state : { key, typed: stored }
  if (state.key !== key) setState({ key, typed: current.typed })
  return [current.typed, (typed) => setState({ key, typed })]
}
