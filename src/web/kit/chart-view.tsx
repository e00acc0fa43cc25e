import { useComputedColorScheme } from '@mantine/core'
import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { init, registerLocale, use, type ECharts, type EChartsCoreOption } from 'echarts/core'
import langRU from 'echarts/lib/i18n/langRU.js'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import css from './chart.module.css'
import { chartColors } from './chart-colors.ts'
import { chartTheme } from './chart-theme.ts'
import { isPrinting } from './use-printing.ts'

use([
  BarChart,
  LineChart,
  ScatterChart,
  HeatmapChart,
  CustomChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  MarkLineComponent,
  MarkAreaComponent,
  MarkPointComponent,
  VisualMapComponent,
  AriaComponent,
  CanvasRenderer,
])
registerLocale('RU', langRU as never)

export type ChartOption = EChartsCoreOption
export type ChartPoint = { seriesIndex: number; dataIndex: number; name: string }

/** What the frame takes from a drawing for a file. */
export type ChartHandle = {
  asked: () => { option: ChartOption; width: number; height: number } | undefined
  /** A `data:` address, twice as fine as the screen. */
  png: () => string
}

type Props = {
  option: ChartOption
  height: number
  hint: string
  onPoint: ((point: ChartPoint) => void) | undefined
  ref?: Ref<ChartHandle>
}

/** Of an A4 sheet without its margins, CSS pixels. */
const PAPER_WIDTH = 690

/** The drawing itself: its own chunk, because ECharts weighs as much as the rest of the application. */
export function ChartView({ option, height, hint, onPoint, ref }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | undefined>(undefined)
  const point = useRef({ seriesIndex: 0, dataIndex: -1 })
  const chosen = useRef(onPoint)
  chosen.current = onPoint
  const scheme = useComputedColorScheme('light')
  const { language } = useLanguage()

  useEffect(() => {
    if (!box.current) return
    const drawn = init(box.current, chartTheme(), { locale: language === 'ru' ? 'RU' : 'EN' })
    chart.current = drawn
    // A dark page is drawn anew in light colours once the printing has begun: such a chart hears of no beginning.
    if (isPrinting()) drawn.resize({ width: PAPER_WIDTH })
    drawn.on('click', (event) => {
      chosen.current?.({ seriesIndex: event.seriesIndex ?? 0, dataIndex: event.dataIndex, name: event.name })
    })
    const watcher = new ResizeObserver(() => drawn.resize())
    watcher.observe(box.current)
    // Paper is narrower than the window, and it is printed at once: no waiting for an animation.
    const toPaper = () => {
      drawn.setOption({ animation: false })
      if (drawn.getWidth() > PAPER_WIDTH) drawn.resize({ width: PAPER_WIDTH })
      drawn.getZr().flush()
    }
    const fromPaper = () => drawn.resize({ width: 'auto' })
    window.addEventListener('beforeprint', toPaper)
    window.addEventListener('afterprint', fromPaper)
    return () => {
      watcher.disconnect()
      window.removeEventListener('beforeprint', toPaper)
      window.removeEventListener('afterprint', fromPaper)
      drawn.dispose()
      chart.current = undefined
    }
  }, [scheme, language])
  useEffect(() => {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    const animation = !still && !isPrinting()
    chart.current?.setOption({ animation, animationDuration: 200, ...option }, { notMerge: true })
    if (isPrinting()) chart.current?.getZr().flush()
  }, [option, scheme, language])

  useImperativeHandle(
    ref,
    () => ({
      asked: () => chart.current && { option, width: chart.current.getWidth(), height: chart.current.getHeight() },
      png: () =>
        chart.current?.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: chartColors().surface }) ?? '',
    }),
    [option],
  )

  const onKeyDown = (event: React.KeyboardEvent) => {
    const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key]
    const { seriesIndex, dataIndex } = point.current
    if (event.key === 'Enter' && dataIndex >= 0) chosen.current?.({ seriesIndex, dataIndex, name: '' })
    if (event.key === 'Escape') chart.current?.dispatchAction({ type: 'hideTip' })
    if (move === undefined) return
    event.preventDefault()
    point.current = { seriesIndex, dataIndex: Math.min(lastOf(option, seriesIndex), Math.max(0, dataIndex + move)) }
    chart.current?.dispatchAction({ type: 'showTip', ...point.current })
  }

  return (
    <div
      ref={box}
      className={css.canvas}
      style={{ height }}
      tabIndex={0}
      role="img"
      aria-label={hint}
      onKeyDown={onKeyDown}
    />
  )
}

/** The last point of a series; where the option does not say, there is no end. */
function lastOf(option: ChartOption, seriesIndex: number): number {
  const series: unknown = Array.isArray(option.series) ? option.series[seriesIndex] : option.series
  const { data } = (series ?? {}) as { data?: unknown }
  return Array.isArray(data) ? data.length - 1 : Number.MAX_SAFE_INTEGER
}
