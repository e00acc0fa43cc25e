import { useFormat } from '#web/i18n/use-format.tsx'
import { useViewer } from '#web/session.tsx'
import type { NextStep } from '../contract.ts'
import css from './list.module.css'
import { useDealsTexts } from './use-deals.ts'

type Props = {
  /** Null: nothing is planned. */
  step: NextStep | null | undefined
  /** A closed deal needs none. */
  isOpen: boolean
}

const OVERDUE = '▲ '

const hasPassed = (moment: string) => Date.parse(moment) < Date.now()

/** Costly to make, and a list has a hundred of these. */
const known = new Map<string, Intl.DateTimeFormat>()

function daysOf(timeZone: string): Intl.DateTimeFormat {
  const format = known.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone })
  known.set(timeZone, format)
  return format
}

/** What is to be done next and by when; an overdue one and a missing one are marked by a sign and a word as well. */
export function NextStepText({ step, isOpen }: Props) {
  const texts = useDealsTexts()
  const words = texts.nextStep
  const format = useFormat()
  const { timeZone, today } = useViewer()
  if (!isOpen || step === undefined) return null
  if (!step) return <span className={css.noStep}>{words.none}</span>
  const day = daysOf(timeZone).format(new Date(step.dueAt))
  const isOverdue = hasPassed(step.dueAt)
  const kind = step.activityKind ? (words.kinds[step.activityKind] ?? words.task) : words.task
  return (
    <span className={css.step} title={`${kind}: ${step.title || kind}, ${format.dateTime(step.dueAt)}`}>
      <time dateTime={step.dueAt} data-tone={isOverdue ? 'overdue' : day === today ? 'today' : undefined}>
        {isOverdue && <span aria-label={words.overdue}>{OVERDUE}</span>}
        {day === today ? words.today : format.day(day)}
      </time>{' '}
      {step.title || kind}
    </span>
  )
}
