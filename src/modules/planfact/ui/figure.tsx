import type { ReactNode } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { type Figure, FigureLink } from '#web/kit/figure.tsx'
import type { FigureName, Unit } from '../calc/opened-figure.ts'
import type { PlanFactRow } from '../contract.ts'
import { aboutOf, bookingsTarget } from './filters.ts'
import { type PlanMetric, usePlanfactTexts } from './use-planfact.ts'

type Line = Pick<PlanFactRow, 'level' | 'subjectId' | 'name'>

type Props = {
  line: Line
  period: string
  /** Of what the plan is; revenue when absent. */
  metric?: PlanMetric | undefined
  name: FigureName
  children: ReactNode
  className?: string | undefined
}

interface Opened {
  line: Line
  period: string
  metric: PlanMetric
  name: FigureName
}

const RECORDS = 20

/** A figure of plan/fact that opens: its formula with the numbers, the parts that sum to it, the newest records behind it. */
export function PlanFigure({ line, period, metric = 'revenue', name, children, className }: Props) {
  const texts = usePlanfactTexts()
  const open = useOpenFigure()
  const title = `${texts.figures[name].title} · ${line.name}`
  const key = ['planfact', line.subjectId, line.level, period, metric, name]
  return (
    <FigureLink figure={{ key, title, load: () => open({ line, period, metric, name }, title) }} className={className}>
      {children}
    </FigureLink>
  )
}

function useOpenFigure() {
  const texts = usePlanfactTexts()
  const format = useFormat()
  const write = (value: number | null, unit: Unit) =>
    unit === 'money' ? format.money(value) : unit === 'share' ? format.share(value) : format.number(value)
  return async ({ line, period, metric, name }: Opened, title: string): Promise<Figure> => {
    const about = { ...aboutOf(line, period), metric }
    const figure = await api.planfact.figure({ ...about, figure: name })
    const span = `${figure.period.from}..${figure.period.to}`
    const records = figure.hasBookings
      ? (await api.planfact.bookings({ ...about, period: span, limit: RECORDS })).rows
      : []
    return {
      title,
      value: write(figure.value, figure.unit),
      formula: figure.formula,
      period: format.period(span),
      scope: figure.name,
      note: figure.filled ?? figure.why,
      parts: figure.parts.map((part) => ({ label: part.label, value: write(part.value, part.unit) })),
      records: records.map((record) => ({
        id: `${record.dealId} ${record.seq}`,
        label: record.title ?? texts.bookings.handedOver,
        detail: [
          format.day(record.day),
          record.ownerName ?? texts.bookings.nobody,
          record.kind !== 'win' && texts.bookings.kinds[record.kind],
        ]
          .filter(Boolean)
          .join(' · '),
        value: format.money(record.amountMinor),
        ...(record.title !== null && { target: { to: `/deals/${record.dealId}` } }),
      })),
      ...(figure.hasBookings && { list: bookingsTarget(line, span) }),
    }
  }
}
