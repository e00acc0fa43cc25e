import { useFormat } from '#web/i18n/use-format.tsx'
import { BulletBar } from '#web/kit/bullet-bar.tsx'
import { unitOf } from '#modules/plans/contract.ts'
import { ShareCell } from '#web/kit/cells.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { SkeletonBlock, SkeletonFigures } from '#web/kit/skeletons.tsx'
import type { PlanFactRow } from '../contract.ts'
import { Amount } from './amount.tsx'
import { PlanFigure } from './figure.tsx'
import css from './planfact.module.css'
import { type Comparison, type PlanMetric, usePlanfactTexts } from './use-planfact.ts'

type Props = {
  line: PlanFactRow | undefined
  period: string
  compare: Comparison
  /** Of what the plan is; revenue when absent. */
  metric?: PlanMetric
}

/** The first line of the page: the whole, what is due, where it goes, what is missing. */
export function Headline({ line, period, compare, metric = 'revenue' }: Props) {
  const texts = usePlanfactTexts()
  const format = useFormat()
  if (!line)
    return (
      <div className={css.headline}>
        <SkeletonBlock height={28} />
        <SkeletonFigures count={7} lines={2} />
      </div>
    )
  const { columns, why } = texts
  const then = compare === 'none' ? null : line[compare]
  const gap = line.deviationMinor
  const runRateShare = line.planMinor && line.runRateMinor !== null ? line.runRateMinor / line.planMinor : null
  const about = { line, period, metric }
  const unit = unitOf(metric)
  const write = (value: number | null) => (unit === 'money' ? format.moneyCompact(value) : format.number(value))
  const { forecast } = line
  const runRateFigure = () => ({
    id: 'runRate',
    label: columns.runRate,
    value: (
      <PlanFigure {...about} name="runRate">
        <Amount unit={unit} value={line.runRateMinor} short why={why.tooEarly} />
      </PlanFigure>
    ),
    detail: runRateShare === null ? undefined : texts.ofPlan(format.share(runRateShare)),
  })
  const averageCheckFigure = () => ({
    id: 'averageCheck',
    label: columns.averageCheck,
    value: (
      <PlanFigure {...about} name="averageCheck">
        <Amount unit={unit} value={line.averageCheckMinor} short why={why.nothingWon} />
      </PlanFigure>
    ),
    detail: `${columns.won}: ${format.number(line.won)}`,
  })
  return (
    <div className={css.headline}>
      <BulletBar
        size="large"
        plan={line.planMinor}
        fact={line.factMinor}
        due={line.workingDays.left > 0 ? line.dueMinor : null}
        forecast={line.workingDays.left > 0 ? forecast : null}
        previous={then?.factMinor ?? null}
        write={write}
      />
      <FigureRow
        figures={[
          {
            id: 'plan',
            label: columns.plan,
            value: (
              <PlanFigure {...about} name="plan">
                <Amount unit={unit} value={line.planMinor} short why={why.noPlan} />
              </PlanFigure>
            ),
            detail: planDetail(),
          },
          {
            id: 'fact',
            label: columns.fact,
            value: (
              <PlanFigure {...about} name="fact">
                <Amount unit={unit} value={line.factMinor} short />
              </PlanFigure>
            ),
            detail: line.attainment === null ? undefined : texts.ofPlan(format.share(line.attainment)),
          },
          {
            id: 'deviation',
            label: columns.deviation,
            tone: gap === null || gap === 0 ? undefined : gap > 0 ? 'ahead' : 'behind',
            value: (
              <PlanFigure {...about} name="deviation">
                <Amount
                  unit={unit}
                  value={gap}
                  short
                  signed
                  why={line.planMinor === null ? why.noPlan : why.notBegun}
                />
              </PlanFigure>
            ),
            detail: line.dueMinor === null ? undefined : texts.dueBy(write(line.dueMinor)),
          },
          ...(forecast
            ? [
                {
                  id: 'forecast',
                  label: texts.forecast.title,
                  value: (
                    <PlanFigure {...about} name="forecast">
                      <Amount unit={unit} value={forecast.value} short />
                    </PlanFigure>
                  ),
                  detail: format.band(write(forecast.low), write(forecast.high)),
                },
                {
                  id: 'probability',
                  label: texts.forecast.probabilityColumn,
                  value: (
                    <PlanFigure {...about} name="probability">
                      <ShareCell share={forecast.probability} digits={0} why={why.noPlan} />
                    </PlanFigure>
                  ),
                  detail: forecast.pipeline
                    ? `${texts.forecast.pipeline}: ${write(forecast.pipeline.value)}`
                    : undefined,
                },
              ]
            : []),
          ...(forecast ? [] : [runRateFigure()]),
          {
            id: 'requiredPerDay',
            label: columns.requiredPerDay,
            value: (
              <PlanFigure {...about} name="requiredPerDay">
                <Amount
                  unit={unit}
                  value={line.requiredPerDayMinor}
                  short
                  why={line.planMinor === null ? why.noPlan : why.noDaysLeft}
                />
              </PlanFigure>
            ),
            detail: line.workingDays.left > 0 ? texts.daysLeft(line.workingDays.left) : undefined,
          },
          ...(unit === 'money' ? [averageCheckFigure()] : []),
          ...(compare === 'none'
            ? []
            : [
                {
                  id: compare,
                  label: columns[compare],
                  value: (
                    <PlanFigure {...about} name={compare}>
                      <Amount unit={unit} value={then?.factMinor} short why={why.notBegun} />
                    </PlanFigure>
                  ),
                  detail: (
                    <>
                      {columns.growth} <ShareCell share={then?.growth} />
                    </>
                  ),
                },
              ]),
        ]}
      />
    </div>
  )

  function planDetail() {
    if (!line) return undefined
    const missing = line.monthsWithoutPlan > 0 && line.planMinor !== null && texts.noPlanFor(line.monthsWithoutPlan)
    const approved =
      line.approvedMinor !== null && line.approvedMinor !== line.planMinor && texts.approved(write(line.approvedMinor))
    const minimum = line.minimumMinor !== null && texts.minimum(write(line.minimumMinor))
    const challenge = line.challengeMinor !== null && texts.challenge(write(line.challengeMinor))
    const parts = [missing, approved, minimum, challenge].filter((part) => part !== false)
    if (parts.length === 0) return undefined
    return parts.map((part) => (
      <span key={part} className={part === missing ? css.part : css.whole}>
        {part}
      </span>
    ))
  }
}
