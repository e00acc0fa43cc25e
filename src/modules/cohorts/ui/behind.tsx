import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import type { Figure } from '#web/kit/figure.tsx'
import type { CohortCut } from '../contract.ts'
import { type CohortsInput, useCohortsTexts } from './use-cohorts.ts'

export interface Cell {
  of: 'leads' | 'buyers'
  /** The month of the line; undefined: all months together. */
  month?: string
  age?: number
  won?: boolean
  open?: boolean
  /** A line of a source, seller or department narrows the question; without a key that of none. */
  line?: { line: Exclude<CohortCut, 'month'>; key?: string }
}

const SHOWN = 30

/** Opens a cell as its formula and records. */
export function useBehind(input: CohortsInput) {
  const texts = useCohortsTexts()
  const format = useFormat()
  const { cut: _cut, ...filters } = input
  return (cell: Cell) => {
    const { of, month, age, won, open, line } = cell
    const ageText = age === undefined ? '' : texts.age(age)
    const title =
      of === 'leads'
        ? open
          ? texts.behind.open
          : won
            ? texts.behind.allWon
            : age === undefined
              ? texts.behind.leads
              : texts.behind.won(ageText)
        : age === undefined
          ? texts.behind.buyers
          : texts.behind.active(ageText)
    const question = {
      ...filters,
      ...line,
      of,
      ...(month && { month }),
      ...(age !== undefined && { age }),
      ...(won && { won }),
      ...(open && { open }),
    }
    return {
      key: ['cohorts', 'behind', question],
      title,
      async load(): Promise<Figure> {
        const { rows, total } = await api.cohorts.behind({ ...question, limit: SHOWN })
        return {
          title,
          value: format.number(total.n),
          formula: of === 'leads' ? texts.behind.formulaLeads : texts.behind.formulaBuyers,
          period: month ? format.period(month) : texts.filters.months(input.months),
          scope: texts.scope[of],
          parts: [{ label: texts.figures.money, value: format.money(total.amountMinor) }],
          records: rows.map((row) => ({
            id: row.id,
            label: row.label,
            detail: [row.detail, format.day(row.day)].filter(Boolean).join(' · '),
            value: format.moneyCompact(row.amountMinor),
            target: { to: row.kind === 'company' ? `/clients/${row.id}` : `/deals/${row.id}` },
          })),
        }
      },
    }
  }
}
