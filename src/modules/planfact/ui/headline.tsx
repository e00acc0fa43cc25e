import { useFormat } from '#web/i18n/use-format.tsx'
import { BulletBar } from '#web/kit/bullet-bar.tsx'
import { MoneyCell, ShareCell } from '#web/kit/cells.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { SkeletonFigures } from '#web/kit/skeletons.tsx'
import type { PlanFactRow } from '../contract.ts'
import { PlanFigure } from './figure.tsx'
import css from './planfact.module.css'
import { type Comparison, usePlanfactTexts } from './use-planfact.ts'

type Props = { line: PlanFactRow | undefined; period: string; compare: Comparison }

/** The first line of the page: the whole, what is due, where it goes, what is missing. */
export function Headline({ line, period, compare }: Props) {
  const texts = usePlanfactTexts()
  const format = useFormat()
  if (!line) return <SkeletonFigures count={6} />
  const { columns, why } = texts
  const then = compare === 'none' ? null : line[compare]
  const gap = line.deviationMinor
  const runRateShare = line.planMinor && line.runRateMinor !== null ? line.runRateMinor / line.planMinor : null
  const about = { line, period }
  return (
    <div className={css.headline}>
      <BulletBar
        size="large"
        plan={line.planMinor}
        fact={line.factMinor}
        due={line.workingDays.left > 0 ? line.dueMinor : null}
        previous={then?.factMinor ?? null}
      />
      <FigureRow
        figures={[
          {
            id: 'plan',
            label: columns.plan,
            value: (
              <PlanFigure {...about} name="plan">
                <MoneyCell minor={line.planMinor} short why={why.noPlan} />
              </PlanFigure>
            ),
            detail:
              line.monthsWithoutPlan > 0 && line.planMinor !== null
                ? texts.noPlanFor(line.monthsWithoutPlan)
                : undefined,
          },
          {
            id: 'fact',
            label: columns.fact,
            value: (
              <PlanFigure {...about} name="fact">
                <MoneyCell minor={line.factMinor} short />
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
                <MoneyCell minor={gap} short signed why={line.planMinor === null ? why.noPlan : why.notBegun} />
              </PlanFigure>
            ),
            detail: line.dueMinor === null ? undefined : texts.dueBy(format.moneyCompact(line.dueMinor)),
          },
          {
            id: 'runRate',
            label: columns.runRate,
            value: (
              <PlanFigure {...about} name="runRate">
                <MoneyCell minor={line.runRateMinor} short why={why.tooEarly} />
              </PlanFigure>
            ),
            detail: runRateShare === null ? undefined : texts.ofPlan(format.share(runRateShare)),
          },
          {
            id: 'requiredPerDay',
            label: columns.requiredPerDay,
            value: (
              <PlanFigure {...about} name="requiredPerDay">
                <MoneyCell
                  minor={line.requiredPerDayMinor}
                  short
                  why={line.planMinor === null ? why.noPlan : why.noDaysLeft}
                />
              </PlanFigure>
            ),
            detail: line.workingDays.left > 0 ? texts.daysLeft(line.workingDays.left) : undefined,
          },
          {
            id: 'averageCheck',
            label: columns.averageCheck,
            value: (
              <PlanFigure {...about} name="averageCheck">
                <MoneyCell minor={line.averageCheckMinor} short why={why.nothingWon} />
              </PlanFigure>
            ),
            detail: `${columns.won}: ${format.number(line.won)}`,
          },
          ...(compare === 'none'
            ? []
            : [
                {
                  id: compare,
                  label: columns[compare],
                  value: (
                    <PlanFigure {...about} name={compare}>
                      <MoneyCell minor={then?.factMinor} short why={why.notBegun} />
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
}
