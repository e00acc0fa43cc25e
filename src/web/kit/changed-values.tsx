import type { ReactNode } from 'react'
import css from './changed-values.module.css'

const ARROW = '→'

export interface ChangedValue {
  key: string
  label: string
  from: ReactNode
  to: ReactNode
  /** Stands instead of both values, which are no longer known. */
  erased?: string | undefined
}

/** What a change has made of each field: the old value struck out, then the new one. */
export function ChangedValues({ values }: { values: readonly ChangedValue[] }) {
  return (
    <dl className={css.changes}>
      {values.map(({ key, label, from, to, erased }) => (
        <div key={key}>
          <dt>{label}</dt>
          {erased ? (
            <dd className={css.erased}>{erased}</dd>
          ) : (
            <dd>
              <s>{from}</s> <span aria-hidden>{ARROW}</span> {to}
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
