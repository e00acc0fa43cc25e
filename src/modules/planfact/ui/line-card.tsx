import { useFormat } from '#web/i18n/use-format.tsx'
import { BulletBar } from '#web/kit/bullet-bar.tsx'
import { DeltaCell } from '#web/kit/delta-cell.tsx'
import type { PlanFactRow } from '../contract.ts'
import css from './planfact.module.css'
import { usePlanfactTexts } from './use-planfact.ts'

/** A line on a phone: name and deviation, the bar, plan and fact, what is needed a day. */
export function LineCard({
  line,
  scale,
  unit = 'money',
}: {
  line: PlanFactRow
  scale: number | undefined
  unit?: 'money' | 'count'
}) {
  const texts = usePlanfactTexts()
  const format = useFormat()
  const write = (value: number) => (unit === 'money' ? format.moneyCompact(value) : format.number(value))
  return (
    <span className={css.card} data-level={line.level} style={{ paddingLeft: line.depth * 12 }}>
      <span>
        <b>{line.name}</b>
        <DeltaCell
          value={line.deviationMinor}
          as={unit === 'money' ? 'money' : 'number'}
          good="up"
          why={texts.why.noPlan}
        />
      </span>
      <BulletBar
        plan={line.planMinor}
        fact={line.factMinor}
        due={line.workingDays.left > 0 ? line.dueMinor : null}
        forecast={line.forecast}
        scale={scale}
        write={write}
      />
      <small>
        {[
          `${texts.columns.fact} ${write(line.factMinor)}`,
          line.attainment !== null && texts.ofPlan(format.share(line.attainment, { digits: 0 })),
          line.requiredPerDayMinor ? texts.required(write(line.requiredPerDayMinor)) : false,
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </span>
  )
}
