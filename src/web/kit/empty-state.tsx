import type { ReactNode } from 'react'
import type { NavIcon } from './routing.tsx'
import css from './states.module.css'

type Props = {
  icon?: NavIcon
  /** What this page will show. */
  title: string
  text?: ReactNode
  /** The steps to get there, two at best. */
  steps?: readonly string[]
  /** The button of the first step. */
  action?: ReactNode
}

/** A page without data teaches: what will be here and the first step. */
export function EmptyState({ icon: Icon, title, text, steps, action }: Props) {
  return (
    <div className={css.empty}>
      {Icon && <Icon size={28} stroke={1.5} />}
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {steps && (
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {action && <div className={css.firstStep}>{action}</div>}
    </div>
  )
}
