import { useId, type ReactNode } from 'react'

/** One section of the settings: its fields, and beside them what they do. */
export function Section({ title, effect, children }: { title: string; effect?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className="settings-section" aria-labelledby={id}>
      <h2 className="settings-title" id={id}>
        {title}
      </h2>
      <div className="settings-fields">{children}</div>
      {effect === undefined ? null : <aside className="settings-effect">{effect}</aside>}
    </section>
  )
}
