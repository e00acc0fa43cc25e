import { useComputedColorScheme } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { useFormat } from '../i18n/use-format.tsx'
import { Chart } from './chart.tsx'
import { chartColors, scenarioStyle } from './chart-colors.ts'
import { useKitTexts } from './use-kit-texts.ts'

export type PlanFactPoint = {
  id: string
  label: string
  plan: number | null
  fact: number | null
  /** Expected total of an unfinished period. */
  forecast?: number | null
  previous?: number | null
}

type Props = {
  title: ReactNode
  hint?: ReactNode
  points: readonly PlanFactPoint[]
  /** Money by default. */
  write?: (value: number) => string
  height?: number
  onPoint?: (point: PlanFactPoint) => void
}

/** Plan and fact by periods, IBCS: fact solid inside the outlined plan, forecast hatched on top, last year grey behind. */
export function PlanFactChart({ title, hint, points, write, height, onPoint }: Props) {
  const texts = useKitTexts()
  const format = useFormat()
  const scheme = useComputedColorScheme('light')
  const say = write ?? format.moneyCompact
  const option = useMemo(() => {
    // The canvas takes colours as values: read again when the theme changes.
    void scheme
    const colors = chartColors()
    const axis = { type: 'category', data: points.map((point) => point.label) }
    const bars = (name: string, scenario: Parameters<typeof scenarioStyle>[0], width: string, xAxisIndex: number) => ({
      type: 'bar',
      name,
      xAxisIndex,
      barWidth: width,
      barMaxWidth: 44,
      barGap: '-100%',
      stack: scenario === 'fact' || scenario === 'forecast' ? 'fact' : scenario,
      itemStyle: scenarioStyle(scenario, colors),
    })
    const { fact, plan, forecast, previous } = texts.scenario
    const rest = (point: PlanFactPoint) =>
      point.forecast == null ? null : Math.max(0, point.forecast - (point.fact ?? 0))
    return {
      tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => (typeof value === 'number' ? say(value) : '') },
      xAxis: [axis, { ...axis, show: false }, { ...axis, show: false }],
      yAxis: { type: 'value', axisLabel: { formatter: (value: number) => say(value) } },
      series: [
        { ...bars(previous, 'previous', '72%', 2), data: points.map((point) => point.previous ?? null) },
        { ...bars(plan, 'plan', '60%', 1), data: points.map((point) => point.plan) },
        { ...bars(fact, 'fact', '36%', 0), data: points.map((point) => point.fact) },
        { ...bars(forecast, 'forecast', '36%', 0), data: points.map(rest) },
      ].filter((series) => series.data.some((value) => value !== null)),
    }
  }, [points, say, scheme, texts])
  const cell = (value: number | null | undefined) => (value == null ? format.noData : say(value))
  const { scenario } = texts
  return (
    <Chart
      title={title}
      hint={hint}
      option={option}
      height={height ?? 260}
      table={{
        head: ['', scenario.plan, scenario.fact, scenario.forecast, scenario.previous],
        rows: points.map((point) => [
          point.label,
          cell(point.plan),
          cell(point.fact),
          cell(point.forecast),
          cell(point.previous),
        ]),
      }}
      {...(onPoint && {
        onPoint: ({ dataIndex }) => {
          const point = points[dataIndex]
          if (point) onPoint(point)
        },
      })}
    />
  )
}
