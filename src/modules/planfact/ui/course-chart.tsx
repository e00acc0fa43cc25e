import { useMemo } from 'react'
import { type Format, useFormat } from '#web/i18n/use-format.tsx'
import { Chart } from '#web/kit/chart.tsx'
import { useChartColors } from '#web/kit/use-chart-colors.ts'
import { unitOf } from '#modules/plans/contract.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import type { PlanFactRow } from '../contract.ts'
import type { PlanfactTexts } from '../texts.ru.ts'
import { spreadNames } from './end-names.ts'
import { type PlanMetric, useCourse, usePlanfactTexts } from './use-planfact.ts'

type Props = {
  line: PlanFactRow | undefined
  period: string
  metric: PlanMetric
  today: string
  withLastYear: boolean
}

const HEIGHT = 220
/** Of the height: the axis with its days and the room above. */
const AXIS = 44
const LABEL_AWAY = 14
const LOW_SHARE = 0.15

/** Fact growing day by day against what was due, for one line; the title says how it stands. */
export function CourseChart({ line, period, metric, today, withLastYear }: Props) {
  const texts = usePlanfactTexts()
  const words = texts.chart
  const format = useFormat()
  const colors = useChartColors()
  const { data, error, refetch } = useCourse(line, period, metric)
  const isMoney = unitOf(metric) === 'money'
  const option = useMemo(() => {
    const days = data?.days ?? []
    const money = (value: unknown) =>
      typeof value !== 'number' ? '' : isMoney ? format.moneyCompact(value) : format.number(value)
    const ahead = days.map((one) => one.forecast)
    const hasForecast = ahead.some((one) => one !== null)
    const hasApproved = days.some((one) => one.approvedMinor !== null && one.approvedMinor !== one.dueMinor)
    const endLabel = {
      show: true,
      formatter: '{a}',
      color: colors.text2,
      fontSize: 12,
      backgroundColor: colors.surface,
      padding: [1, 3],
    }
    const drawn = (name: string, values: (number | null)[], color: string, width: number, more: object = {}) => ({
      type: 'line',
      name,
      data: values,
      showSymbol: days.length < 20,
      symbolSize: 4,
      lineStyle: { width, color },
      itemStyle: { color },
      endLabel,
      ...more,
    })
    const last = days.at(-1)
    const aside = spreadNames(
      [last?.dueMinor, last?.approvedMinor, ahead.at(-1)?.value, withLastYear ? last?.lastYearMinor : null],
      HEIGHT - AXIS,
    )
    const named = (place: number) => ({ endLabel: { ...endLabel, offset: [0, aside[place] ?? 0] } })
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
        axisLabel: {
          formatter: (value: number) => (isMoney ? format.amountCompact(value) : format.numberCompact(value)),
        },
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
                named(3),
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
                { lineStyle: { width: 1.5, color: colors.planEdge, type: [4, 3] }, ...named(0) },
              ),
            ]
          : []),
        ...(hasApproved
          ? [
              drawn(
                words.approved,
                days.map((one) => one.approvedMinor),
                colors.text3,
                1,
                { lineStyle: { width: 1, color: colors.text3, type: 'dotted' }, ...named(1) },
              ),
            ]
          : []),
        ...(hasForecast
          ? [
              // The band is a stack: an invisible floor, and its height above it.
              {
                type: 'line',
                name: words.low,
                stack: 'band',
                data: ahead.map((one) => one?.low ?? null),
                lineStyle: { opacity: 0 },
                showSymbol: false,
                tooltip: { show: false },
              },
              {
                type: 'line',
                name: words.high,
                stack: 'band',
                data: ahead.map((one) => (one ? one.high - one.low : null)),
                lineStyle: { opacity: 0 },
                showSymbol: false,
                areaStyle: { color: colors.fact, opacity: 0.14 },
                tooltip: { show: false },
              },
              drawn(
                words.forecast,
                ahead.map((one) => one?.value ?? null),
                colors.fact,
                2,
                { lineStyle: { width: 2, color: colors.fact, type: [6, 4] }, ...named(2) },
              ),
            ]
          : []),
        drawn(
          words.fact,
          days.map((one) => one.factMinor),
          colors.fact,
          2.5,
          {
            markLine: mark,
            areaStyle: { color: colors.fact, opacity: 0.06 },
            ...(hasForecast && { endLabel: { ...endLabel, align: 'right', offset: [-10, sideOfFact(days)] } }),
          },
        ),
      ],
    }
  }, [data, colors, format, words, withLastYear, today, isMoney])

  if (error && !data) return <ErrorState error={error} onRepeat={() => void refetch()} />
  if (!line || !data) return <SkeletonBlock height={HEIGHT + 48} />
  return (
    <Chart
      title={messageOf(
        line,
        texts,
        isMoney ? format : { ...format, moneyCompact: (value) => format.number(value ?? null) },
      )}
      hint={words.hint}
      option={option}
      height={HEIGHT}
      table={{
        head: [words.day, words.fact, words.due, words.approved, words.forecast, words.low, words.high, words.lastYear],
        kinds: ['day', ...Array.from({ length: 7 }, () => (isMoney ? ('money' as const) : ('number' as const)))],
        values: data.days.map((one) => [one.day, ...figuresOf(one)]),
        rows: data.days.map((one) => [
          format.dayFull(one.day),
          ...figuresOf(one).map((value) => (isMoney ? format.money(value) : format.number(value))),
        ]),
      }}
    />
  )
}

type CourseDay = NonNullable<ReturnType<typeof useCourse>['data']>['days'][number]

/** What the table has of a day, in its order. */
const figuresOf = (one: CourseDay) => [
  one.factMinor,
  one.dueMinor,
  one.approvedMinor,
  one.forecast?.value ?? null,
  one.forecast?.low ?? null,
  one.forecast?.high ?? null,
  one.lastYearMinor,
]

/**
 * Where the name of the fact stands, px below its end: on the other side of the due line, and left of the forecast, which
 * begins there. A fact that lies on the axis has its name above it.
 */
function sideOfFact(days: readonly { factMinor: number | null; dueMinor: number | null }[]): number {
  const last = days.findLast(({ factMinor }) => factMinor !== null)
  const fact = last?.factMinor ?? 0
  const most = Math.max(0, ...days.map(({ dueMinor }) => dueMinor ?? 0))
  return fact < (last?.dueMinor ?? 0) && fact > most * LOW_SHARE ? LABEL_AWAY : -LABEL_AWAY
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
