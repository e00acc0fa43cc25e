import { ActionIcon } from '@mantine/core'
import IconChartBar from '@tabler/icons-react/dist/esm/icons/IconChartBar.mjs'
import IconTable from '@tabler/icons-react/dist/esm/icons/IconTable.mjs'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import css from './chart.module.css'
import { usePhone } from './use-phone.ts'
import type { ChartOption, ChartPoint } from './chart-view.tsx'
import { SkeletonBlock } from './skeletons.tsx'
import { useKitTexts } from './use-kit-texts.ts'

const ChartView = lazy(() => import('./chart-view.tsx').then((module) => ({ default: module.ChartView })))

export type ChartTable = { head: readonly string[]; rows: readonly (readonly ReactNode[])[] }

type Props = {
  /** The message, not the topic: «Команда „Север“ отстаёт на 1,2 млн ₽: мало встреч». */
  title: ReactNode
  /** Unit, period, source. */
  hint?: ReactNode
  /** ECharts option; colours come from `chartColors()`, or from the theme when not named. */
  option: ChartOption
  /** The same figures as a table: for screen readers, for copying, for the print. */
  table: ChartTable
  height?: number
  /** A point was chosen by mouse or by Enter. */
  onPoint?: (point: ChartPoint) => void
}

/** A chart: message as the title, themed ECharts loaded when needed, arrow keys over the points, a table behind. */
export function Chart({ title, hint, option, table, height = 260, onPoint }: Props) {
  const texts = useKitTexts()
  const phone = usePhone()
  const [asTable, setAsTable] = useState(false)
  const label = asTable ? texts.chart.showChart : texts.chart.showTable
  return (
    <figure className={css.figure}>
      <figcaption className={css.caption}>
        <div>
          <strong>{title}</strong>
          {hint && <small>{hint}</small>}
        </div>
        <ActionIcon size={phone ? 44 : 28} aria-label={label} title={label} onClick={() => setAsTable(!asTable)}>
          {asTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
        </ActionIcon>
      </figcaption>
      {asTable ? (
        <div className={css.tableBox} style={{ maxHeight: height }}>
          <PlainTable table={table} />
        </div>
      ) : (
        <Suspense fallback={<SkeletonBlock height={height} />}>
          <ChartView option={option} height={height} hint={texts.chart.hint} onPoint={onPoint} />
        </Suspense>
      )}
      {!asTable && (
        <div className={css.hidden}>
          <PlainTable table={table} />
        </div>
      )}
    </figure>
  )
}

function PlainTable({ table }: { table: ChartTable }) {
  return (
    <table className={css.table}>
      <thead>
        <tr>
          {table.head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((cells, row) => (
          <tr key={row}>
            {cells.map((cell, column) => (
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
