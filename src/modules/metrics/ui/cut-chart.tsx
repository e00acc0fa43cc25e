import { useMemo } from 'react'
import { minorOf } from '#core/money/currency.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Chart } from '#web/kit/chart.tsx'
import { useChartColors } from '#web/kit/use-chart-colors.ts'
import { Section } from '#web/kit/page.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import type { MetricKey } from '../calc/declarations.ts'
import { timeDimensions } from '../calc/declarations.ts'
import type { Declared } from '../contract.ts'
import { type Table, useMetricsTexts, useWriteFigure } from './use-metrics.ts'

/** So many bars and lines can still be told apart. */
const MOST_BARS = 30
const MOST_SERIES = 6
/** More names than this do not fit below upright bars: the bars lie, each beside its name. */
const MOST_UPRIGHT = 8
const MOST_UPRIGHT_ON_PHONE = 3

type Props = {
  table: Table
  dimensions: readonly string[]
  metric: MetricKey
  declared: Declared | undefined
  names: readonly string[]
}

/** The first metric as a drawing: a course over time as a line, everything else as bars; the second cut as series. */
export function CutChart({ table, dimensions, metric, declared, names }: Props) {
  const texts = useMetricsTexts()
  const write = useWriteFigure()
  const format = useFormat()
  const colors = useChartColors()
  const phone = usePhone()
  const unit = declared?.unit ?? 'count'
  const hasSeries = dimensions.length > 1
  // Time lies along the axis, whichever cut it is.
  const [across, along] = hasSeries && isOfTime(dimensions[1]) && !isOfTime(dimensions[0]) ? [1, 0] : [0, 1]
  const isTime = isOfTime(dimensions[across])
  const drawn = useMemo(() => {
    const isMoney = unit === 'money' || unit === 'moneyPerDay'
    const scale = isMoney ? minorOf(1, format.currency) : 1
    const at = (value: number | null | undefined) => (value == null ? null : value / scale)
    const points = [...new Map(table.rows.map((row) => [row.keys[across] ?? '', row.labels[across] ?? '']))].slice(
      0,
      MOST_BARS,
    )
    const groups = hasSeries
      ? [...new Map(table.rows.map((row) => [row.keys[along] ?? '', row.labels[along] ?? '']))].slice(0, MOST_SERIES)
      : [['', declared?.label ?? metric] as [string, string]]
    const byKey = new Map(
      table.rows.map((row) => [`${row.keys[across] ?? ''} ${row.keys[along] ?? ''}`, row.figures[metric]]),
    )
    const values = groups.map(([group]) => points.map(([key]) => at(byKey.get(`${key} ${group}`)?.value)))
    const compared = hasSeries ? null : points.map(([key]) => at(byKey.get(`${key} `)?.compared))
    const hasCompared = compared?.some((value) => value !== null) ?? false
    const palette = [colors.fact, colors.forecast, colors.info, colors.ahead, colors.behind, colors.previous]
    const type = isTime && points.length > 14 ? ('line' as const) : ('bar' as const)
    const series = [
      ...values.map((data, place) => ({
        type,
        name: groups[place]?.[1] ?? '',
        data,
        itemStyle: { color: palette[place] },
        ...(type === 'line' && { symbol: 'none', lineStyle: { width: 2 } }),
      })),
      ...(hasCompared && compared
        ? [
            {
              type,
              name: texts.wasThen,
              data: compared,
              itemStyle: { color: colors.previous },
              ...(type === 'line' && { symbol: 'none' }),
            },
          ]
        : []),
    ]
    const isLying = !isTime && points.length > (phone ? MOST_UPRIGHT_ON_PHONE : MOST_UPRIGHT)
    const said = (value: unknown) => (typeof value === 'number' ? write(value * scale, unit) : '')
    const categories = { type: 'category' as const, data: points.map(([, label]) => label) }
    const onAxis = (value: number) => (unit === 'money' ? format.moneyOnAxis(value * scale) : said(value))
    const figures = { type: 'value' as const, axisLabel: { formatter: onAxis, hideOverlap: true } }
    return {
      option: {
        grid: { left: 8, right: 8, top: series.length > 1 ? 32 : 12, bottom: 8, containLabel: true },
        legend: { show: series.length > 1, top: 0 },
        tooltip: { trigger: 'axis' as const, valueFormatter: said },
        ...(isLying
          ? {
              // The first line of the table stands on top.
              yAxis: {
                ...categories,
                inverse: true,
                axisLabel: { width: phone ? 110 : 150, overflow: 'truncate' as const, interval: 0 },
              },
              xAxis: figures,
            }
          : {
              xAxis: {
                ...categories,
                axisLabel: isTime
                  ? { hideOverlap: true }
                  : // Few enough to be named all: a long name takes two lines.
                    { interval: 0, width: 76, lineHeight: 15, overflow: 'break' as const },
              },
              yAxis: figures,
            }),
        series,
      },
      table: {
        head: ['', ...series.map(({ name }) => name)],
        rows: points.map(([, label], place) => [label, ...series.map(({ data }) => said(data[place]))]),
        values: points.map(([, label], place) => [
          label,
          ...series.map(({ data }) => (data[place] == null ? null : Number(data[place]) * scale)),
        ]),
        kinds: [
          'text' as const,
          ...series.map(() =>
            isMoney ? ('money' as const) : unit === 'share' ? ('share' as const) : ('number' as const),
          ),
        ],
      },
      count: points.length,
      height: isLying ? 48 + points.length * (series.length > 1 ? 14 + 8 * Math.min(series.length, 3) : 22) : 280,
    }
  }, [table, metric, declared, unit, hasSeries, across, along, isTime, write, format, colors, texts, phone])
  if (drawn.count < 2) return null
  return (
    <Section>
      <Chart
        title={texts.chart(declared?.label ?? metric, names.join(' × '))}
        option={drawn.option}
        table={drawn.table}
        height={drawn.height}
      />
    </Section>
  )
}

function isOfTime(dimension: string | undefined): boolean {
  return (timeDimensions as readonly string[]).includes(dimension ?? '')
}
