import { useEffect, useRef } from 'react'
import type { Day } from '#core/calendar/day.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useViewer } from '#web/session.tsx'
import { wallOf } from '../calc/wall-time.ts'
import { useActivityWords } from './activity-words.ts'
import { DayLine, TaskLine } from './day-line.tsx'
import type { PanelView } from './activity-panel.tsx'
import css from './month.module.css'
import lines from './my-day.module.css'
import { type CalendarView, useActivityTexts } from './use-activities.ts'

type Props = {
  days: readonly Day[]
  view: CalendarView | undefined
  onOpen: (id: string, view: PanelView) => void
}

/** A week on a phone: day by day, one under the other; days without anything are left out, but for today. */
export function CalendarAgenda({ days, view, onOpen }: Props) {
  const texts = useActivityTexts()
  const format = useFormat()
  const words = useActivityWords()
  const { today, timeZone: zone } = useViewer()
  const events = Map.groupBy(view?.events ?? [], ({ occurredAt }) => wallOf(occurredAt, zone).day as string)
  const tasks = Map.groupBy(view?.tasks ?? [], ({ dueAt }) => wallOf(dueAt, zone).day as string)
  const present = useRef<HTMLElement>(null)
  const isLoaded = view !== undefined
  // The days before today are above; the hand that looks for them scrolls up.
  useEffect(() => {
    if (isLoaded && days[0] !== today) present.current?.scrollIntoView({ block: 'start' })
  }, [isLoaded, days, today])
  const shown = days.filter((day) => events.has(day) || tasks.has(day) || day === today)
  return (
    <div className={css.agenda}>
      {shown.length === 0 && <p className={css.empty}>{texts.calendar.emptyWeek}</p>}
      {shown.map((day) => (
        <section key={day} aria-label={format.dayLong(day)} ref={day === today ? present : undefined}>
          <h2 data-today={day === today || undefined}>{`${words.day(day)} · ${format.dayLong(day)}`}</h2>
          <ul className={lines.list}>
            {(events.get(day) ?? []).map((activity) => (
              <DayLine
                key={activity.id}
                activity={activity}
                isLate={false}
                onOpen={() => onOpen(activity.id, 'card')}
                onReport={() => onOpen(activity.id, 'report')}
              />
            ))}
            {(tasks.get(day) ?? []).map((task) => (
              <TaskLine key={task.id} task={task} />
            ))}
            {!events.has(day) && !tasks.has(day) && <li className={css.empty}>{texts.calendar.emptyDay}</li>}
          </ul>
        </section>
      ))}
    </div>
  )
}
