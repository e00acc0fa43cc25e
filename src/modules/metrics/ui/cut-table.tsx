import { useFormat } from '#web/i18n/use-format.tsx'
import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { MetricUnit } from '../calc/declarations.ts'
import { CellGrid, saidIn } from '#web/kit/cell-grid.tsx'
import { ChartFrame } from '#web/kit/chart-frame.tsx'
import type { ChartColumnKind, ChartTable } from '#web/kit/chart-table.ts'
import { gridSvg } from '#web/kit/grid-svg.ts'
import { saveFile } from '#web/kit/save-file.ts'
import { csvOfTable } from './csv.ts'
import type { Cut } from './grid.ts'
import css from './metrics.module.css'
import { useMetricsTexts } from './use-metrics.ts'

/** More lines than this are for a file. */
const MOST_LINES = 300

type Props = {
  title: string
  cut: Cut
  units: readonly MetricUnit[]
  onCell: (rowId: string, columnId: string) => void
}

const KINDS: Record<MetricUnit, ChartColumnKind> = {
  money: 'money',
  moneyPerDay: 'money',
  share: 'share',
  ratio: 'share',
  count: 'number',
  days: 'number',
  minutes: 'number',
}

/** The figures as a table shaded by size; each cell opens. The file holds them as numbers. */
export function CutTable({ title, cut, units, onCell }: Props) {
  const texts = useMetricsTexts()
  const format = useFormat()
  const table = useMemo(
    (): ChartTable => ({
      head: [cut.corner, ...cut.columns.map(({ label }) => label)],
      rows: cut.lines.map((line) => [line.label, ...line.cells.map(saidIn)]),
      values: cut.lines.map((line) => [line.label, ...line.cells.map(({ value }) => value)]),
      kinds: ['text', ...cut.columns.map((_, place) => KINDS[units[place] ?? units[0] ?? 'count'])],
    }),
    [cut, units],
  )
  const lines = cut.lines.length > MOST_LINES ? [...cut.lines.slice(0, MOST_LINES), ...cut.lines.slice(-1)] : cut.lines
  return (
    <>
      <ChartFrame
        title={title}
        hint={texts.tableHint}
        table={table}
        picture={{ svg: () => gridSvg({ corner: cut.corner, columns: cut.columns, lines }) }}
        height={600}
        isTable
      >
        <CellGrid corner={cut.corner} columns={cut.columns} lines={lines} label={title} onCell={onCell} />
      </ChartFrame>
      <div className={css.files} data-no-print>
        {cut.lines.length > MOST_LINES && <span>{texts.more(MOST_LINES)}</span>}
        <Button
          variant="subtle"
          onClick={() =>
            saveFile(`${title}.csv`, new Blob([csvOfTable(table, format)], { type: 'text/csv;charset=utf-8' }))
          }
        >
          {texts.csv}
        </Button>
      </div>
    </>
  )
}
