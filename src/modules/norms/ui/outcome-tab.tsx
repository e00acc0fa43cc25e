import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Chart } from '#web/kit/chart.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Section } from '#web/kit/page.tsx'
import { useGo } from '#web/kit/routing.tsx'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import type { NormKind } from '../contract.ts'
import { useNormsTexts } from './use-norms.ts'

/** Contacts of a day worked against sales of a day worked: a norm that moves nothing is seen. */
export function OutcomeTab({ period, kind }: { period: string; kind: NormKind }) {
  const texts = useNormsTexts()
  const format = useFormat()
  const go = useGo()
  const words = texts.outcome
  const { data, error, refetch } = useQuery({
    queryKey: ['norms', 'outcome', period, kind],
    queryFn: () => api.norms.outcome({ period, kind }),
  })
  const points = useMemo(() => data?.points ?? [], [data])
  const option = useMemo(
    () => ({
      grid: { left: 72, right: 24, top: 16, bottom: 48 },
      tooltip: {
        trigger: 'item' as const,
        formatter: (point: unknown) => {
          const [x, y, name] = (point as { value: [number, number, string] }).value
          return `${name}<br>${format.number(x, { digits: 1 })} · ${format.moneyCompact(y)}`
        },
      },
      xAxis: { type: 'value' as const, name: words.x, nameLocation: 'middle' as const, nameGap: 28, min: 0 },
      yAxis: { type: 'value' as const, axisLabel: { formatter: format.moneyOnAxis } },
      series: [
        {
          type: 'scatter' as const,
          symbolSize: 11,
          data: points.map(({ perDay, salesPerDayMinor, name }) => [perDay, salesPerDayMinor, name]),
        },
      ],
    }),
    [points, words, format],
  )
  if (error) return <ErrorState error={error} onRepeat={() => void refetch()} />
  if (!data) return <SkeletonBlock height={380} />
  const { correlation } = data
  const two = (value: number) => format.number(value, { digits: 2 })
  return (
    <Section title={words.verdicts[data.verdict](texts.kinds[kind])}>
      <Chart
        title={words.y}
        hint={
          correlation
            ? words.hint(two(correlation.r), two(correlation.low), two(correlation.high), format.number(correlation.n))
            : undefined
        }
        option={option}
        height={380}
        table={{
          head: [
            words.columns.name,
            words.columns.perDay,
            words.columns.sales,
            words.columns.fulfilment,
            words.columns.won,
            words.columns.days,
          ],
          rows: points.map((point) => [
            point.name,
            format.number(point.perDay, { digits: 1 }),
            format.money(point.salesPerDayMinor),
            format.share(point.fulfilment, { digits: 0 }),
            format.number(point.won),
            format.number(point.daysWorked),
          ]),
        }}
        onPoint={(point) => {
          const one = points[point.dataIndex]
          if (one) go({ to: `/decomposition/${one.personId}` })
        }}
      />
    </Section>
  )
}
