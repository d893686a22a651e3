import type { ReactNode } from 'react'

/** An empty or failed state: a sentence worth reading, and the next step. */
export function Empty({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <CounterBell />
      <p className="empty-title">{title}</p>
      {text === undefined ? null : <p className="empty-text">{text}</p>}
      {children}
    </div>
  )
}

/** The counter bell, the product's mark; one line weight. */
export function CounterBell({ size = 40 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M5 22a11 11 0 0 1 22 0Z" />
      <path d="M3 26h26" />
      <path d="M16 11V7" />
      <path d="M13.5 6.5h5" />
    </svg>
  )
}
