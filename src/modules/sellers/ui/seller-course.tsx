import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Chart } from '#web/kit/chart.tsx'
import { useChartColors } from '#web/kit/use-chart-colors.ts'
import type { Profile } from './seller-page.tsx'
import { useSellersTexts } from './use-sellers.ts'

/** Twelve months of sales against plan: fact solid, plan in outline. */
export function SellerCourse({ profile }: { profile: Profile }) {
  const words = useSellersTexts().profile
  const format = useFormat()
  const colors = useChartColors()
  const { months, person } = profile
  const option = useMemo(() => {
    return {
      grid: { left: 8, right: 8, top: 12, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: {
        trigger: 'axis',
        valueFormatter: (value: unknown) => (typeof value === 'number' ? format.moneyCompact(value) : format.noData),
      },
      xAxis: { type: 'category', data: months.map(({ month }) => format.monthShort(month)) },
      yAxis: {
        type: 'value',
        splitNumber: 4,
        axisLabel: { formatter: (value: number) => format.amountCompact(value) },
      },
      series: [
        {
          type: 'bar',
          name: words.fact,
          data: months.map(({ salesMinor }) => salesMinor),
          itemStyle: { color: colors.fact },
          barWidth: '48%',
        },
        {
          type: 'bar',
          name: words.plan,
          data: months.map(({ planMinor }) => planMinor),
          itemStyle: { color: 'transparent', borderColor: colors.planEdge, borderWidth: 1.5 },
          barWidth: '70%',
          barGap: '-122%',
        },
      ],
    }
  }, [months, format, colors, words])
  const met = months.filter(({ salesMinor, planMinor }) => planMinor !== null && salesMinor >= planMinor).length
  const planned = months.filter(({ planMinor }) => planMinor !== null).length
  const best = months.toSorted((one, two) => two.salesMinor - one.salesMinor)[0]
  const title =
    best === undefined || best.salesMinor <= 0
      ? words.nothingSold(person.name)
      : words.courseTitle({
          met,
          planned,
          month: format.month(best.month),
          money: format.moneyCompact(best.salesMinor),
        })
  return (
    <Chart
      title={title}
      option={option}
      height={240}
      table={{
        head: [words.month, words.fact, words.plan, words.won, words.check, words.winRate, words.meetings],
        rows: months.map((one) => [
          format.month(one.month),
          format.money(one.salesMinor),
          format.money(one.planMinor),
          format.number(one.won),
          format.money(one.averageCheckMinor),
          `${format.share(one.winRate)} (${format.number(one.closed)})`,
          format.number(one.meetings),
        ]),
        values: months.map((one) => [
          format.month(one.month),
          one.salesMinor,
          one.planMinor,
          one.won,
          one.averageCheckMinor,
          one.winRate,
          one.meetings,
        ]),
        kinds: ['text', 'money', 'money', 'number', 'money', 'share', 'number'],
      }}
    />
  )
}
