import type { ReactNode } from 'react'
import css from './figure-row.module.css'

export type RowFigure = {
  id: string
  label: string
  /** Usually a FigureLink around a MoneyCell. */
  value: ReactNode
  /** Under the figure: a comparison, a share of the plan, «должно быть 8,4 млн ₽». */
  detail?: ReactNode
  tone?: 'ahead' | 'behind' | 'bad' | undefined
}

/** Figures side by side without boxes around them: label, figure, a quiet line below. */
export function FigureRow({ figures }: { figures: readonly RowFigure[] }) {
  return (
    <dl className={css.row}>
      {figures.map((figure) => (
        <div key={figure.id} data-tone={figure.tone}>
          <dt>{figure.label}</dt>
          <dd>{figure.value}</dd>
          {figure.detail !== undefined && <dd className={css.detail}>{figure.detail}</dd>}
        </div>
      ))}
    </dl>
  )
}
