import type { Instant } from '#core/calendar/day.ts'
import { dayOf } from '#core/calendar/zone.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useViewer } from '#web/session.tsx'
import css from './tasks.module.css'
import { useDueText } from './use-due-text.ts'
import { type NextStep, useTasksTexts } from './use-tasks.ts'

/** «Отправить КП, завтра 12:00 · Анна». */
export function StepWords({ step }: { step: NextStep }) {
  const texts = useTasksTexts()
  const format = useFormat()
  const dueText = useDueText()
  const { timeZone } = useViewer()
  const isLate = isPast(step.dueAt)
  const dueOn = dayOf(step.dueAt as Instant, timeZone)
  const title =
    step.kind === 'hidden'
      ? texts.step.hidden
      : step.title || texts.step.activities[step.activityKind ?? ''] || texts.step.label
  return (
    <>
      <b>{title}</b>
      <time dateTime={step.dueAt} className={css.due} data-late={isLate || undefined}>
        {isLate && LATE}
        {dueText({ dueOn, dueTime: step.hasTime ? format.time(step.dueAt) : null })}
      </time>
      {step.owner && <small className={css.detail}>{step.owner.name}</small>}
    </>
  )
}

const LATE = '▲ '

const isPast = (moment: string) => Date.parse(moment) < Date.now()
