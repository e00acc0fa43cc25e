import { Alert } from '@mantine/core'
import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { EditableGrid } from '#web/kit/grid/editable-grid.tsx'
import type { GridRow } from '#web/kit/grid/grid-model.ts'
import { useTypedCells } from '#web/kit/grid/use-typed-cells.ts'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import { knownSum } from '#web/kit/grid/known-sum.ts'
import { monthsOf, spanOf } from './months.ts'
import { type SpendYear, useSpendSettled, useSpendTexts } from './use-spend.ts'

const SEPARATOR = '|'

/** A year of advertising: a line a source, and below it its campaigns; a month is typed as one sum. */
export function SpendGrid({ year, data }: { year: number; data: SpendYear }) {
  const texts = useSpendTexts()
  const format = useFormat()
  const errorText = useErrorText()
  const { today } = useViewer()
  const lines = useMemo(() => linesOf(data), [data])
  const rows = useMemo(
    () =>
      rowsOf(
        data,
        texts.grid.whole,
        !data.may.write,
        monthsOf(year).filter((month) => month > today.slice(0, 7)),
      ),
    [data, texts, year, today],
  )
  const settle = useSpendSettled()
  const typed = useTypedCells('spend', {
    settle,
    async save(changes) {
      for (const { row, column, before, after } of changes) {
        const [sourceId, campaign] = parts(row)
        await api.spend.spread({
          sourceId,
          campaign,
          ...spanOf(column, today),
          amountMinor: after,
          seenMinor: before ?? 0,
        })
      }
    },
  })
  const valueOf = (row: string, month: string): number | null => {
    if (row.includes(SEPARATOR)) return typed.shown(row, month, lines.get(row)?.[month]?.amountMinor ?? null)
    const own = rows.filter(({ id }) => id.startsWith(`${row}${SEPARATOR}`)).map(({ id }) => valueOf(id, month))
    return knownSum(own)
  }
  const leaves = rows.filter(({ id }) => id.includes(SEPARATOR))
  return (
    <>
      {typed.error !== undefined && (
        <Alert color="red" role="alert" withCloseButton closeButtonLabel={texts.close} onClose={typed.forget}>
          {errorText(typed.error)}
        </Alert>
      )}
      <EditableGrid
        label={texts.grid.title}
        corner={texts.grid.corner}
        rows={rows}
        columns={monthsOf(year).map((month) => ({ id: month, label: format.monthShort(month) }))}
        value={valueOf}
        onChange={typed.change}
        total={(month) => knownSum(leaves.map(({ id }) => valueOf(id, month)))}
        mark={(row, month) =>
          lines.get(row)?.[month]?.foreign ? { tone: 'changed', text: texts.grid.foreign } : undefined
        }
        startColumn={today.slice(0, 7)}
      />
    </>
  )
}

const parts = (row: string): [string, string] => {
  const at = row.indexOf(SEPARATOR)
  return [row.slice(0, at), row.slice(at + 1)]
}

function linesOf({ rows }: SpendYear) {
  return new Map(rows.map(({ sourceId, campaign, months }) => [`${sourceId}${SEPARATOR}${campaign}`, months]))
}

/** Sources in use, and of each its campaigns below a sum; a source without campaigns is one line to type in. */
function rowsOf({ sources, rows }: SpendYear, whole: string, readOnly: boolean, closed: readonly string[]): GridRow[] {
  return sources
    .filter(({ id, archived }) => !archived || rows.some(({ sourceId }) => sourceId === id))
    .flatMap(({ id, name }): GridRow[] => {
      const campaigns = rows.filter(({ sourceId }) => sourceId === id).map(({ campaign }) => campaign)
      const leaf = { readOnly, closed }
      if (campaigns.every((campaign) => campaign === '')) return [{ id: `${id}${SEPARATOR}`, label: name, ...leaf }]
      return [
        { id, label: name, kind: 'sum' },
        ...[...new Set([...campaigns.filter((one) => one !== ''), ''])].map((campaign) => ({
          id: `${id}${SEPARATOR}${campaign}`,
          label: campaign || whole,
          level: 1,
          ...leaf,
        })),
      ]
    })
}
