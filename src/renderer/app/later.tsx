import { startTransition, useEffect, useState, type ReactNode } from 'react'

const latestMs = 1_000

/** What is not seen at first: it is made once the window has nothing else to do, so that the first rows come sooner. */
export function Later({ children }: { children: ReactNode }) {
  const [isTime, setTime] = useState(false)
  useEffect(() => {
    const waiting = requestIdleCallback(
      () => {
        startTransition(() => {
          setTime(true)
        })
      },
      { timeout: latestMs },
    )
    return () => {
      cancelIdleCallback(waiting)
    }
  }, [])
  return isTime ? children : null
}
