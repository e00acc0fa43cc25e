import type { ReactNode } from 'react'
import css from './action-lines.module.css'

/** Records one under another, each with its buttons at the right; on a phone the buttons stand below. */
export function ActionLines({ children }: { children: ReactNode }) {
  return <ul className={css.lines}>{children}</ul>
}

/** One record of the list: what it is, and what can be done with it. */
export function ActionLine({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <li>
      {children}
      {actions && <span className={css.actions}>{actions}</span>}
    </li>
  )
}

/** Buttons under a list, a form or a step; the main one first. */
export function ButtonRow({ children, below = false }: { children: ReactNode; below?: boolean }) {
  return (
    <div className={css.buttons} data-below={below || undefined}>
      {children}
    </div>
  )
}

/** A quiet sentence: that a list is empty, or what a step does. */
export function Note({ children }: { children: ReactNode }) {
  return <p className={css.note}>{children}</p>
}
