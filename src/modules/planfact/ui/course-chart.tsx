import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import { type Format, useFormat } from '#web/i18n/use-format.tsx'
import { Chart } from '#web/kit/chart.tsx'
import { chartColors } from '#web/kit/chart-colors.ts'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import type { PlanFactRow } from '../contract.ts'
import type { PlanfactTexts } from '../texts.ru.ts'
import { useCourse, usePlanfactTexts } from './use-planfact.ts'

type Props = { line: PlanFactRow | undefined; period: string; today: string; withLastYear: boolean }

const HEIGHT = 220

/** Fact growing day by day against what was due, for one line; the title says how it stands. */
export function CourseChart({ line, period, today, withLastYear }: Props) {
  const texts = usePlanfactTexts()
  const words = texts.chart
  const format = useFormat()
  const scheme = useComputedColorScheme('light')
  const { data } = useCourse(line, period)
  const option = useMemo(() => {
    // The canvas takes colours as values: read again when the theme changes.
    void scheme
    const colors = chartColors()
    const days = data?.days ?? []
    const money = (value: unknown) => (typeof value === 'number' ? format.moneyCompact(value) : '')
    const drawn = (name: string, values: (number | null)[], color: string, width: number, more: object = {}) => ({
      type: 'line',
      name,
      data: values,
      showSymbol: days.length < 20,
      symbolSize: 4,
      lineStyle: { width, color },
      itemStyle: { color },
      endLabel: {
        show: true,
        formatter: '{a}',
        color: colors.text2,
        fontSize: 12,
        backgroundColor: colors.surface,
        padding: [1, 3],
      },
      ...more,
    })
    const now = days.findIndex(({ day }) => day === today)
    const mark = {
      symbol: 'none',
      silent: true,
      label: { formatter: words.today, color: colors.text3, fontSize: 11 },
      lineStyle: { color: colors.line, type: 'solid' },
      data: now === -1 ? [] : [{ xAxis: now }],
    }
    const hasPlan = days.some(({ dueMinor }) => dueMinor !== null)
    return {
      grid: { left: 8, right: 80, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: { trigger: 'axis', valueFormatter: money },
      xAxis: { type: 'category', boundaryGap: false, data: days.map(({ day }) => format.day(day)) },
      yAxis: {
        type: 'value',
        axisLabel: { formatter: (value: number) => format.numberCompact(value / 100) },
        splitNumber: 4,
      },
      series: [
        ...(withLastYear
          ? [
              drawn(
                words.lastYear,
                days.map((one) => one.lastYearMinor),
                colors.previous,
                2,
              ),
            ]
          : []),
        ...(hasPlan
          ? [
              drawn(
                words.due,
                days.map((one) => one.dueMinor),
                colors.planEdge,
                1.5,
                { lineStyle: { width: 1.5, color: colors.planEdge, type: [4, 3] } },
              ),
            ]
          : []),
        drawn(
          words.fact,
          days.map((one) => one.factMinor),
          colors.fact,
          2.5,
          { markLine: mark, areaStyle: { color: colors.fact, opacity: 0.06 } },
        ),
      ],
    }
  }, [data, scheme, format, words, withLastYear, today])

  if (!line || !data) return <SkeletonBlock height={HEIGHT + 48} />
  return (
    <Chart
      title={messageOf(line, texts, format)}
      hint={words.hint}
      option={option}
      height={HEIGHT}
      table={{
        head: [words.day, words.fact, words.due, words.lastYear],
        rows: data.days.map((one) => [
          format.dayFull(one.day),
          ...[one.factMinor, one.dueMinor, one.lastYearMinor].map((minor) => format.money(minor)),
        ]),
      }}
    />
  )
}

/** How the line stands, in a sentence with its figures. */
export function messageOf(
  line: PlanFactRow,
  { chart }: Pick<PlanfactTexts, 'chart'>,
  format: Pick<Format, 'moneyCompact' | 'share'>,
): string {
  const { name, planMinor, factMinor, dueMinor, deviationMinor, attainment, workingDays } = line
  const short = planMinor === null ? 0 : planMinor - factMinor
  const isOver = workingDays.left === 0
  const say = {
    name,
    gap: format.moneyCompact(isOver ? Math.abs(short) : Math.abs(deviationMinor ?? 0)),
    fact: format.moneyCompact(factMinor),
    due: format.moneyCompact(dueMinor),
    plan: format.moneyCompact(planMinor),
    share: format.share(attainment),
  }
  if (planMinor === null) return chart.noPlan(say)
  if (short <= 0) return chart.met(say)
  if (isOver) return chart.missed(say)
  if (!deviationMinor) return chart.onTrack(say)
  return deviationMinor < 0 ? chart.behind(say) : chart.ahead(say)
}
