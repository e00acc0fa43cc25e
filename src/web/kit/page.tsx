import { useEffect, type ReactNode } from 'react'
import css from './page.module.css'
import { useOptionalTitle } from './page-title.tsx'

type Props = {
  title: string
  /** Period and scope, one line: «Ноябрь 2026 · Отдел „Север“ · 14-й из 20 рабочих дней». */
  scope?: ReactNode
  /** Buttons at the right of the title; the main one last. */
  actions?: ReactNode
  /** One filter bar, its state in the address. */
  filters?: ReactNode
  /** `fill`: content takes the rest of the window and scrolls inside (lists, boards, grids). */
  layout?: 'flow' | 'fill'
  /** Forms and articles read better narrow. */
  width?: 'full' | 'narrow'
  children: ReactNode
}

/** The frame of every page: title line, filter bar, content; at most 1,680 px wide. */
export function Page({ title, scope, actions, filters, layout = 'flow', width = 'full', children }: Props) {
  const setTitle = useOptionalTitle()
  useEffect(() => setTitle(title), [setTitle, title])
  return (
    <div className={css.page} data-layout={layout} data-width={width}>
      <header className={css.header}>
        <div className={css.titles}>
          <h1 className={css.title}>{title}</h1>
          {scope && <div className={css.scope}>{scope}</div>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {filters && <div className={css.filters}>{filters}</div>}
      <div className={css.content}>{children}</div>
    </div>
  )
}

type SectionProps = {
  /** None where a chart inside says it already. */
  title?: ReactNode
  hint?: ReactNode
  actions?: ReactNode
  flush?: boolean
  children: ReactNode
}

/** A block of a page: a heading and a surface; never one inside another. `flush` lets a table reach the edges. */
export function Section({ title, hint, actions, flush = false, children }: SectionProps) {
  return (
    <section className={css.section} data-flush={flush || undefined}>
      {(title || hint || actions) && (
        <div className={css.sectionHead}>
          {title && <h2>{title}</h2>}
          {hint && <span className={css.scope}>{hint}</span>}
          {actions && <div className={css.actions}>{actions}</div>}
        </div>
      )}
      <div className={css.sectionBody}>{children}</div>
    </section>
  )
}
