import type { ReactNode } from 'react'
import { addDays, type Day } from '#core/calendar/day.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { type Figure, FigureLink } from '#web/kit/figure.tsx'
import { type SourceLine, type SourcesInput, type SourcesTable, useSourcesTexts } from './use-sources.ts'

export type Opens = 'leads' | 'won' | 'sales' | 'clients' | 'spend' | 'stage'

const SHOWN = 20

interface Of {
  /** The line; null: the total. */
  line: SourceLine | null
  cut: 'source' | 'month'
  input: SourcesInput
  table: SourcesTable
}

/** A figure of the table that opens as its records. */
export function Records({
  of: { line, cut, input, table },
  figure,
  stageId,
  title,
  children,
}: {
  of: Of
  figure: Opens
  stageId?: string
  title: string
  children: ReactNode
}) {
  const texts = useSourcesTexts()
  const format = useFormat()
  const name = line ? (line.name ?? texts.noSource) : texts.total
  const question = {
    ...input,
    ...(line && cut === 'month' && line.key ? { month: line.key } : {}),
    ...(line && cut === 'source' ? (line.key ? { sourceIds: [line.key] } : { noSource: true }) : {}),
    ...(stageId && { stageId }),
  }
  const load = async (): Promise<Figure> => {
    const { days, rows, total } = await api.sources.behind({ ...question, figure, limit: SHOWN })
    return {
      title,
      value: children,
      formula: texts.formulas[figure],
      period:
        figure === 'spend'
          ? texts.spendOf(format.day(days.start), format.day(addDays(days.end as Day, -1)))
          : format.period(question.month ?? question.period),
      scope: [cut === 'month' && line?.key ? format.period(line.key) : name, texts.scope[table.scope]].join(' · '),
      parts: [{ label: format.number(total.n), value: format.money(total.amountMinor) }],
      records: rows.map((row) => ({
        id: row.id,
        label: row.label,
        detail: [row.detail, row.day && format.day(row.day)].filter(Boolean).join(' · '),
        value: format.moneyCompact(row.amountMinor),
        ...(row.kind === 'deal' && { target: { to: `/deals/${row.id}` } }),
        ...(row.kind === 'company' && { target: { to: `/clients/${row.id}` } }),
        ...(row.kind === 'spend' && { target: { to: '/sources/spend' } }),
      })),
    }
  }
  return (
    <FigureLink figure={{ key: ['sources', 'behind', question, figure], title: `${title}: ${name}`, load }}>
      {children}
    </FigureLink>
  )
}

/** A figure that is reckoned from others: opens as its formula with the parts. */
export function Reckoned({
  title,
  formula,
  value,
  parts,
  scope,
  period,
}: {
  title: string
  formula: string
  value: ReactNode
  parts: readonly { label: string; value: ReactNode }[]
  scope: string
  period: string
}) {
  return <FigureLink figure={{ title, value, formula, period, scope, parts }}>{value}</FigureLink>
}
