import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ErrorState } from './error-state.tsx'
import css from './figure.module.css'
import { Link, type Target } from './routing.tsx'
import { SidePanel } from './side-panel.tsx'
import { SkeletonText } from './skeletons.tsx'
import { useKitTexts } from './use-kit-texts.ts'

export type FigurePart = { label: string; value: ReactNode; hint?: string; target?: Target }
export type FigureRecord = { id: string; label: string; detail?: string; value: ReactNode; target?: Target }

/** Everything that stands behind a number. */
export type Figure = {
  title: string
  value: ReactNode
  /** In words: «Сумма выигранных сделок / план × 100 %». */
  formula: string
  period: string
  scope: string
  note?: ReactNode
  parts?: readonly FigurePart[]
  records?: readonly FigureRecord[]
  /** The full list behind it, with the same filters. */
  list?: Target
  /** What else belongs here: a setting of this figure, an advice. */
  more?: ReactNode
}

type LinkProps = {
  /** The figure at hand, or how to fetch it when the panel opens. */
  figure: Figure | { key: readonly unknown[]; title: string; load: () => Promise<Figure> }
  children: ReactNode
  className?: string | undefined
}

/** A number that opens: dotted underline on hover, a side panel with formula, parts and records on click. */
export function FigureLink({ figure, children, className }: LinkProps) {
  const texts = useKitTexts()
  const [opened, setOpened] = useState(false)
  return (
    <>
      <button
        type="button"
        className={className ? `${css.link} ${className}` : css.link}
        title={texts.figure.open}
        aria-haspopup="dialog"
        onClick={(event) => {
          event.stopPropagation()
          setOpened(true)
        }}
      >
        {children}
      </button>
      {opened && (
        <SidePanel opened onClose={() => setOpened(false)} title={figure.title}>
          {'load' in figure ? (
            <LoadedFigure queryKey={figure.key} load={figure.load} />
          ) : (
            <FigurePanel figure={figure} />
          )}
        </SidePanel>
      )}
    </>
  )
}

function LoadedFigure({ queryKey, load }: { queryKey: readonly unknown[]; load: () => Promise<Figure> }) {
  const query = useQuery({ queryKey: ['figure', ...queryKey], queryFn: load })
  if (query.error) return <ErrorState error={query.error} onRepeat={() => void query.refetch()} />
  return query.data ? <FigurePanel figure={query.data} /> : <SkeletonText lines={8} />
}

/** The content of the panel behind a number; also usable on a page of its own. */
export function FigurePanel({ figure }: { figure: Figure }) {
  const texts = useKitTexts()
  return (
    <div className={css.panel}>
      <div className={css.value}>{figure.value}</div>
      <dl className={css.facts}>
        <dt>{texts.figure.formula}</dt>
        <dd>{figure.formula}</dd>
        <dt>{texts.figure.period}</dt>
        <dd>{figure.period}</dd>
        <dt>{texts.figure.scope}</dt>
        <dd>{figure.scope}</dd>
      </dl>
      {figure.note && <p className={css.note}>{figure.note}</p>}
      {figure.parts && figure.parts.length > 0 && (
        <section>
          <h3>{texts.figure.parts}</h3>
          <ul className={css.rows}>
            {figure.parts.map((part) => (
              <li key={part.label} title={part.hint}>
                <span>{part.target ? <Link {...part.target}>{part.label}</Link> : part.label}</span>
                <span>{part.value}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {figure.records && figure.records.length > 0 && (
        <section>
          <h3>{texts.figure.records}</h3>
          <ul className={css.rows}>
            {figure.records.map((record) => (
              <li key={record.id}>
                <span>
                  {record.target ? <Link {...record.target}>{record.label}</Link> : record.label}
                  {record.detail && <small>{record.detail}</small>}
                </span>
                <span>{record.value}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {figure.list && <Link {...figure.list}>{texts.figure.allRecords}</Link>}
      {figure.more}
    </div>
  )
}
