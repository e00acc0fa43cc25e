import { Alert } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { EditableGrid } from '#web/kit/grid/editable-grid.tsx'
import { useTypedCells } from '#web/kit/grid/use-typed-cells.ts'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import { type Article, articles } from '../contract.ts'
import { monthsOf } from './months.ts'
import { type CostsYear, useSpendSettled, useSpendTexts } from './use-spend.ts'

/** What winning clients costs besides advertising, by article and month. */
export function CostsGrid({ year, data }: { year: number; data: CostsYear }) {
  const texts = useSpendTexts()
  const format = useFormat()
  const errorText = useErrorText()
  const { today } = useViewer()
  const client = useQueryClient()
  const cellOf = (article: string, month: string) =>
    data.cells.find((cell) => cell.article === article && cell.month === month)
  const settle = useSpendSettled()
  const typed = useTypedCells('costs', {
    settle,
    save: (changes) => {
      const { cells } = client.getQueryData<CostsYear>(['spend', 'costs', year]) ?? data
      return api.spend.setCosts({
        cells: changes.map(({ row, column, after }) => ({
          article: row as Article,
          month: column,
          amountMinor: after,
          version: cells.find(({ article, month }) => article === row && month === column)?.version ?? 0,
        })),
      })
    },
  })
  return (
    <>
      {typed.error !== undefined && (
        <Alert color="red" role="alert" withCloseButton closeButtonLabel={texts.close} onClose={typed.forget}>
          {errorText(typed.error)}
        </Alert>
      )}
      <EditableGrid
        label={texts.costs.title}
        corner={texts.costs.corner}
        rows={articles.map((article) => ({
          id: article,
          label: texts.costs.articles[article],
          readOnly: !data.may.write,
        }))}
        columns={monthsOf(year).map((month) => ({ id: month, label: format.monthShort(month) }))}
        value={(row, month) => typed.shown(row, month, cellOf(row, month)?.amountMinor ?? null)}
        onChange={typed.change}
        startColumn={today.slice(0, 7)}
      />
    </>
  )
}
