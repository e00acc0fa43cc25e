import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Chart } from '#web/kit/chart.tsx'
import { useChartColors } from '#web/kit/use-chart-colors.ts'
import { Section } from '#web/kit/page.tsx'
import { useLossesTexts, type View } from './use-losses.ts'

/** More colours than that nobody tells apart. */
const MOST = 4

/** Lost money by reason over time, the dearest reasons by name. */
export function ReasonsOverTime({ data }: { data: View | undefined }) {
  const texts = useLossesTexts()
  const format = useFormat()
  const drawn = useMemo(() => {
    const named = (data?.reasons ?? []).slice(0, MOST)
    const days = [...new Set(data?.overTime.map(({ day }) => day))].toSorted()
    const write = (day: string) => (data?.step === 'month' ? format.monthShort(day.slice(0, 7)) : format.day(day))
    const valueOf = (day: string, isMine: (reasonId: string | null) => boolean) =>
      (data?.overTime ?? [])
        .filter((one) => one.day === day && isMine(one.reasonId))
        .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    const series = [
      ...named.map(({ id, name }) => ({
        name: name ?? texts.reasons.without,
        isRest: false,
        values: days.map((day) => valueOf(day, (reasonId) => reasonId === id)),
      })),
      {
        name: texts.overTime.others,
        isRest: true,
        values: days.map((day) => valueOf(day, (reasonId) => !named.some(({ id }) => id === reasonId))),
      },
    ].filter(({ values }) => values.some((value) => value !== 0))
    return { days: days.map(write), series }
  }, [data, texts, format])
  const { previous } = useChartColors()
  const option = useMemo(
    () => ({
      grid: { left: 72, right: 12, top: 64, bottom: 28 },
      legend: { top: 0 },
      tooltip: { trigger: 'axis' as const, valueFormatter: (value: unknown) => format.moneyCompact(Number(value)) },
      xAxis: { type: 'category' as const, data: drawn.days },
      yAxis: { type: 'value' as const, axisLabel: { formatter: format.moneyOnAxis } },
      series: drawn.series.map(({ name, values, isRest }) => ({
        type: 'bar' as const,
        name,
        stack: 'lost',
        data: values,
        barMaxWidth: 72,
        // What has no name of its own has no colour of its own either.
        ...(isRest && { itemStyle: { color: previous } }),
      })),
    }),
    [drawn, format, previous],
  )
  const [main] = data?.reasons ?? []
  const title =
    main && main.id !== null ? texts.message.reason(main.name ?? '', format.share(main.share)) : texts.overTime.title
  return (
    <Section>
      <Chart
        title={title}
        hint={texts.overTime.hint}
        option={option}
        height={280}
        table={{
          head: ['', ...drawn.series.map(({ name }) => name)],
          rows: drawn.days.map((day, index) => [
            day,
            ...drawn.series.map(({ values }) => format.money(values[index] ?? 0)),
          ]),
          values: drawn.days.map((day, index) => [day, ...drawn.series.map(({ values }) => values[index] ?? 0)]),
          kinds: ['text', ...drawn.series.map(() => 'money' as const)],
        }}
      />
    </Section>
  )
}
