import { minorOf, wholeOf } from '#core/money/currency.ts'
import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Chart } from '#web/kit/chart.tsx'
import { useChartColors } from '#web/kit/use-chart-colors.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Section } from '#web/kit/page.tsx'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import css from './sources.module.css'
import { type SourcesInput, usePayback, useSourcesTexts } from './use-sources.ts'

/** Cumulative gross profit of a client by month of life against what he cost. */
export function PaybackChart({
  input,
  sourceId,
  name,
}: {
  input: SourcesInput
  sourceId: string | undefined
  name: string
}) {
  const texts = useSourcesTexts()
  const words = texts.payback
  const format = useFormat()
  const { data, error, refetch } = usePayback(input, sourceId)
  const colors = useChartColors()
  const option = useMemo(() => {
    if (!data) return {}
    const rouble = (minor: number | null) => (minor === null ? null : wholeOf(minor, format.currency))
    const line = (minor: number | null, label: string, color: string, position: 'insideStartBottom' | 'insideEndTop') =>
      minor === null
        ? []
        : [
            {
              yAxis: wholeOf(minor, format.currency),
              lineStyle: { color, type: 'dashed' as const },
              label: { formatter: `${label} ${format.moneyCompact(minor)}`, position, color },
            },
          ]
    const isProfit = data.margin !== null
    return {
      grid: { left: 8, right: 16, top: 24, bottom: 28, containLabel: true },
      tooltip: {
        trigger: 'axis' as const,
        valueFormatter: (value: unknown) =>
          format.moneyCompact(typeof value === 'number' ? minorOf(value, format.currency) : null),
      },
      xAxis: {
        type: 'category' as const,
        data: data.points.map(({ month }) => String(month)),
        name: words.month,
        nameLocation: 'middle' as const,
        nameGap: 28,
      },
      yAxis: {
        type: 'value' as const,
        axisLabel: { formatter: (value: number) => format.moneyOnAxis(minorOf(value, format.currency)) },
      },
      series: [
        {
          type: 'line' as const,
          name: isProfit ? words.profit : words.revenue,
          data: data.points.map((point) => ({
            value: rouble(isProfit ? point.profitMinor : point.revenueMinor),
            symbol: point.mature ? ('circle' as const) : ('emptyCircle' as const),
          })),
          symbolSize: 7,
          markLine: {
            symbol: 'none',
            silent: true,
            data: [
              ...line(data.cacPaidMinor, words.paid, colors.behind, 'insideStartBottom'),
              ...line(data.cacLoadedMinor, words.loaded, colors.bad, 'insideEndTop'),
            ],
          },
        },
      ],
    }
  }, [colors, data, format, words])
  if (error && !data) return <ErrorState error={error} onRepeat={() => void refetch()} />
  if (!data) return <SkeletonBlock height={300} />
  if (data.clients === 0) {
    return (
      <Section title={words.title.unknown(name)}>
        <p className={css.quiet}>{words.empty}</p>
      </Section>
    )
  }
  const title =
    data.paidMonth !== null
      ? words.title.paid(data.paidMonth, name)
      : data.cacPaidMinor === null || data.margin === null
        ? words.title.unknown(name)
        : words.title.notYet(name)
  return (
    <Section>
      <Chart
        title={title}
        hint={words.hint(format.counted(data.clients, words.clientForms))}
        option={option}
        height={300}
        table={{
          head: [words.month, words.clients, words.revenue, words.profit, words.paid, words.loaded],
          kinds: ['text', 'number', 'money', 'money', 'money', 'money'],
          values: data.points.map((point) => [
            point.mature ? String(point.month) : `${point.month} (${words.immature})`,
            point.clients,
            point.revenueMinor,
            point.profitMinor,
            data.cacPaidMinor,
            data.cacLoadedMinor,
          ]),
          rows: data.points.map((point) => [
            point.mature ? String(point.month) : `${point.month} (${words.immature})`,
            format.number(point.clients),
            format.money(point.revenueMinor),
            format.money(point.profitMinor),
            format.money(data.cacPaidMinor),
            format.money(data.cacLoadedMinor),
          ]),
        }}
      />
    </Section>
  )
}
