import { lazy, Suspense, useMemo, useRef, type ReactNode } from 'react'
import { ChartFrame, type ChartPicture } from './chart-frame.tsx'
import css from './chart.module.css'
import type { ChartTable } from './chart-table.ts'
import type { ChartHandle, ChartOption, ChartPoint } from './chart-view.tsx'
import { SkeletonBlock } from './skeletons.tsx'
import { useKitTexts } from './use-kit-texts.ts'

export type { ChartColumnKind, ChartTable, ChartValue } from './chart-table.ts'

const ChartView = lazy(() => import('./chart-view.tsx').then((module) => ({ default: module.ChartView })))

type Props = {
  /** The message, not the topic: «Команда „Север“ отстаёт на 1,2 млн ₽: мало встреч». */
  title: ReactNode
  /** Unit, period, source. */
  hint?: ReactNode
  /** ECharts option; colours come from `chartColors()`, or from the theme when not named. */
  option: ChartOption
  /** The same figures as a table: for screen readers, for copying, for the print, for the file. */
  table: ChartTable
  height?: number
  /** Pixels below which the drawing is scrolled sideways and not squeezed: many bars on a phone. */
  minWidth?: number | undefined
  /** A point was chosen by mouse or by Enter. */
  onPoint?: ((point: ChartPoint) => void) | undefined
}

/** A chart: message as the title, themed ECharts loaded when needed, arrow keys over the points, a table behind, files of both. */
export function Chart({ title, hint, option, table, height = 260, minWidth, onPoint }: Props) {
  const texts = useKitTexts()
  const drawing = useRef<ChartHandle>(null)
  const picture = useMemo(
    (): ChartPicture => ({
      svg: async () => (await import('./chart-svg.ts')).svgOf(drawing.current?.asked()),
      png: () => drawing.current?.png() ?? '',
    }),
    [],
  )
  const drawn = (
    <Suspense fallback={<SkeletonBlock height={height} />}>
      <ChartView ref={drawing} option={option} height={height} hint={texts.chart.hint} onPoint={onPoint} />
    </Suspense>
  )
  return (
    <ChartFrame title={title} hint={hint} table={table} picture={picture} height={height}>
      {minWidth === undefined ? (
        drawn
      ) : (
        <div className={css.scroller}>
          <div style={{ minWidth }}>{drawn}</div>
        </div>
      )}
    </ChartFrame>
  )
}
