import { useQuery } from '@tanstack/react-query'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { BulletBar } from '#web/kit/bullet-bar.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Section } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { useState } from 'react'
import type { PlanMetric } from '../calc/plan-metrics.ts'
import type { plansContract } from '../contract.ts'
import { attained } from './grid-model.ts'
import { partLines } from './part-lines.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'
import { type PlanSearch, useWritten } from './use-slice.ts'

type Parts = Outputs<typeof plansContract>['parts']
type Props = { parts: Parts; metric: PlanMetric; cut: Exclude<PlanSearch['cut'], 'all'> }

/** By which cut of the figures each cut of the plan is measured; activities have no such parts. */
const DIMENSIONS = {
  productGroup: 'productGroup',
  segment: 'industry',
  territory: 'territory',
  client: 'clientKind',
} as const
const FIGURES: Partial<Record<PlanMetric, 'sales' | 'won' | 'created'>> = {
  revenue: 'sales',
  won: 'won',
  created: 'created',
}

/** How each part of the plan was met in a month, by the figures that the cuts page shows too. */
export function PartsFact({ parts, metric, cut }: Props) {
  const texts = usePlansTexts()
  const words = texts.parts
  const format = useFormat()
  const { today } = useViewer()
  const { isMoney, write, short } = useWritten(metric)
  const inYear = parts.months.includes(today.slice(0, 7)) ? today.slice(0, 7) : (parts.months[0] ?? '')
  const [chosen, setChosen] = useState(inYear)
  const month = parts.months.includes(chosen) ? chosen : inYear
  const figure = FIGURES[metric]
  const isMeasured = figure !== undefined && !(figure === 'created' && cut === 'productGroup')
  const asked = {
    metrics: [figure ?? 'sales'],
    dimensions: [DIMENSIONS[cut], 'day'],
    period: month,
    ...(parts.level === 'person' && { sellerIds: [parts.subjectId] }),
    ...(parts.level === 'department' && { departmentIds: [parts.subjectId] }),
  }
  const whose = { month, metric, subjectId: parts.subjectId }
  const course = useQuery({
    queryKey: ['plans', 'days', { ...whose, tier: 'target' }],
    queryFn: () => api.plans.days(whose),
    enabled: isMeasured,
  })
  const { data, error, refetch } = useQuery({
    queryKey: ['plans', 'partsFact', asked],
    queryFn: () => api.metrics.figures(asked),
    enabled: isMeasured,
  })
  if (!isMeasured) return null
  const index = parts.months.indexOf(month)
  const facts = new Map(
    data?.rows.map((row) => [
      `${cut === 'client' ? row.keys[0] : row.labels[0]} ${row.keys[1]}`,
      row.figures[figure ?? 'sales']?.value ?? 0,
    ]),
  )
  const rows = partLines(
    parts.rows.map(({ key, name, cells }) => ({ key, name, plan: cells[index]?.amountMinor ?? null })),
    course.data?.days ?? [],
    (key, day) => facts.get(`${key} ${day}`) ?? 0,
    today,
  )
  const failed = error ?? course.error
  const total = data?.total[figure]?.value ?? 0
  const rest = total - rows.reduce((sum, row) => sum + row.fact, 0)
  const scale = Math.max(1, ...rows.flatMap(({ plan, fact, forecast }) => [plan ?? 0, fact, forecast?.high ?? 0]))
  return (
    <Section
      title={words.factTitle}
      actions={<PeriodPicker value={month} today={today} kinds={['month']} onChange={setChosen} />}
    >
      {failed ? (
        <ErrorState error={failed} onRepeat={() => void Promise.all([refetch(), course.refetch()])} />
      ) : !data || !course.data ? (
        <SkeletonText lines={rows.length} />
      ) : (
        <div className={css.partsFact}>
          <table className={css.lines}>
            <thead>
              <tr>
                <th>{words.corner}</th>
                <th>{words.plan}</th>
                <th>{words.fact}</th>
                <th>{words.ofPlan}</th>
                <th>{words.due}</th>
                <th>{words.deviation}</th>
                <th>{words.forecast}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, name, plan, fact, due, deviation, forecast }) => (
                <tr key={key}>
                  <td>{name}</td>
                  <td>{write(plan)}</td>
                  <td>{write(fact)}</td>
                  <td>{format.share(attained(fact, plan))}</td>
                  <td>{write(due)}</td>
                  <td className={deviation !== null && deviation < 0 ? css.warn : undefined}>
                    {isMoney ? format.money(deviation, { signed: true }) : format.number(deviation, { signed: true })}
                  </td>
                  <td>
                    {short(forecast?.value)}
                    {forecast && <small>{`${short(forecast.low)} – ${short(forecast.high)}`}</small>}
                  </td>
                  <td className={css.bar}>
                    <BulletBar plan={plan} fact={fact} due={due} forecast={forecast} scale={scale} write={short} />
                  </td>
                </tr>
              ))}
              {rest !== 0 && (
                <tr>
                  <td>{words.elsewhere}</td>
                  <td />
                  <td>{write(rest)}</td>
                  <td colSpan={5} />
                </tr>
              )}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}
