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
import { useEffect, useRef } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import css from './chart.module.css'
import { chartColors } from './chart-colors.ts'

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

type Props = { option: ChartOption; height: number; hint: string; onPoint: ((point: ChartPoint) => void) | undefined }

const fontFamily = "'Golos Text Variable', system-ui, sans-serif"

function themed() {
  const colors = chartColors()
  const axis = {
    axisLine: { lineStyle: { color: colors.line } },
    axisTick: { show: false },
    axisLabel: { color: colors.text2, fontSize: 12, fontFamily },
    splitLine: { lineStyle: { color: colors.gridLine } },
    nameTextStyle: { color: colors.text2 },
  }
  return {
    color: [colors.fact, colors.forecast, colors.text3, colors.info, colors.behind, colors.ahead],
    textStyle: { fontFamily, color: colors.text },
    grid: { left: 8, right: 16, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    timeAxis: { ...axis, splitLine: { show: false } },
    tooltip: {
      backgroundColor: colors.raised,
      borderColor: colors.line,
      textStyle: { color: colors.text, fontSize: 13, fontFamily },
      extraCssText: 'box-shadow: var(--shadow); font-variant-numeric: tabular-nums;',
    },
    legend: { textStyle: { color: colors.text2, fontSize: 12 }, itemHeight: 8, itemWidth: 14 },
    line: { symbolSize: 5, lineStyle: { width: 2 } },
    bar: { barMaxWidth: 36 },
  }
}

/** The drawing itself: its own chunk, because ECharts weighs as much as the rest of the application. */
export function ChartView({ option, height, hint, onPoint }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | undefined>(undefined)
  const point = useRef({ seriesIndex: 0, dataIndex: -1 })
  const chosen = useRef(onPoint)
  chosen.current = onPoint
  const scheme = useComputedColorScheme('light')
  const { language } = useLanguage()

  useEffect(() => {
    if (!box.current) return
    const drawn = init(box.current, themed(), { locale: language === 'ru' ? 'RU' : 'EN' })
    chart.current = drawn
    drawn.on('click', (event) => {
      chosen.current?.({ seriesIndex: event.seriesIndex ?? 0, dataIndex: event.dataIndex, name: event.name })
    })
    const watcher = new ResizeObserver(() => drawn.resize())
    watcher.observe(box.current)
    return () => {
      watcher.disconnect()
      drawn.dispose()
      chart.current = undefined
    }
  }, [scheme, language])
  useEffect(() => {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    chart.current?.setOption({ animation: !still, animationDuration: 200, ...option }, { notMerge: true })
  }, [option, scheme, language])

  const onKeyDown = (event: React.KeyboardEvent) => {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const { seriesIndex, dataIndex } = point.current
    if (event.key === 'Enter' && dataIndex >= 0) chosen.current?.({ seriesIndex, dataIndex, name: '' })
    if (event.key === 'Escape') chart.current?.dispatchAction({ type: 'hideTip' })
    if (move === undefined) return
    event.preventDefault()
    point.current = { seriesIndex, dataIndex: Math.max(0, dataIndex + move) }
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
