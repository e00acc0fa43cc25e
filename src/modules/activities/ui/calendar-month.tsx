import { UnstyledButton } from '@mantine/core'
import { useRef, useState } from 'react'
import { addDays, dateOf, type Day } from '#core/calendar/day.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import { usePointerDrag } from '#web/kit/use-pointer-drag.ts'
import { useViewer } from '#web/session.tsx'
import { keyStep } from '../calc/drag.ts'
import { momentAt, wallOf } from '../calc/wall-time.ts'
import { useActivityWords } from './activity-words.ts'
import type { Person } from './calendar-grid.tsx'
import css from './month.module.css'
import { type ActivityItem, type CalendarView, useActivityTexts } from './use-activities.ts'
import { useMoves } from './use-moves.ts'
import { useRefocus } from './use-refocus.ts'

const SHOWN = 3

type Props = {
  days: readonly Day[]
  /** Of which month: the others are pale. */
  month: string
  view: CalendarView | undefined
  people: readonly Person[]
  onOpen: (activity: ActivityItem) => void
  onDay: (day: Day) => void
}

/** A month of whole weeks; planned contacts are dragged from day to day and keep their hour. */
export function CalendarMonth({ days, month, view, people, onOpen, onDay }: Props) {
  const texts = useActivityTexts()
  const format = useFormat()
  const phone = usePhone()
  const { today, timeZone: zone } = useViewer()
  const { move, placed } = useMoves()
  const box = useRef<HTMLDivElement>(null)
  const follow = useRefocus(box)
  const [over, setOver] = useState<string>()
  const hold = usePointerDrag()
  const byDay = Map.groupBy(view?.events ?? [], ({ occurredAt }) => wallOf(occurredAt, zone).day as string)
  const tasks = Map.groupBy(view?.tasks ?? [], ({ dueAt }) => wallOf(dueAt, zone).day as string)

  const put = (activity: ActivityItem, day: Day, resting = false) => {
    const { minutes } = wallOf(activity.occurredAt, zone)
    move(activity, { startsAt: momentAt({ day, minutes }, zone), durationS: activity.durationS ?? 0 }, { resting })
  }
  const grab = (event: React.PointerEvent, activity: ActivityItem) => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    let target: string | undefined
    hold(event, {
      follow: ({ x, y }) => {
        target = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-day]')?.dataset['day'] ?? target
        setOver(target)
      },
      drop: () => {
        if (target && target !== wallOf(activity.occurredAt, zone).day) put(activity, target as Day)
      },
      end: () => setOver(undefined),
    })
  }
  const nudge = (event: React.KeyboardEvent, activity: ActivityItem) => {
    const step = event.altKey ? keyStep(event.key, false, true) : undefined
    if (!step) return
    event.preventDefault()
    follow(activity.id)
    put(activity, addDays(wallOf(placed(activity).occurredAt, zone).day, step.days), true)
  }

  return (
    <div ref={box} className={css.month} role="group" aria-label={texts.calendar.title}>
      {days.slice(0, 7).map((day) => (
        <span key={day} className={css.weekday}>
          {format.weekday(day)}
        </span>
      ))}
      {days.map((day) => {
        const info = view?.days.find((one) => one.day === day)
        const events = byDay.get(day) ?? []
        const due = tasks.get(day) ?? []
        const hidden = events.length - SHOWN
        const note = info?.note ?? (info && info.kind !== 'working' ? texts.dayKinds[info.kind] : '')
        const summary = texts.calendar.daySummary(format.dayLong(day), events.length)
        return (
          <div
            key={day}
            className={css.cell}
            data-day={day}
            data-off={info?.kind === 'off' || undefined}
            data-other={!day.startsWith(month) || undefined}
            data-today={day === today || undefined}
            data-over={over === day || undefined}
          >
            <UnstyledButton className={css.date} onClick={() => onDay(day)} aria-label={summary} title={note}>
              {dateOf(day)}
              {phone && events.length > 0 && <em>{events.length}</em>}
            </UnstyledButton>
            {!phone &&
              events
                .slice(0, SHOWN)
                .map((activity) => (
                  <Chip
                    key={activity.id}
                    activity={activity}
                    person={people.length > 1 ? people.find((one) => one.id === activity.owner?.id) : undefined}
                    onOpen={onOpen}
                    onGrab={grab}
                    onKey={nudge}
                  />
                ))}
            {!phone && hidden > 0 && (
              <UnstyledButton className={css.more} onClick={() => onDay(day)}>
                {texts.calendar.more(hidden)}
              </UnstyledButton>
            )}
            {!phone && due.length > 0 && <span className={css.tasks}>{texts.calendar.tasks(due.length)}</span>}
          </div>
        )
      })}
    </div>
  )
}

type ChipProps = {
  activity: ActivityItem
  person: Person | undefined
  onOpen: (activity: ActivityItem) => void
  onGrab: (event: React.PointerEvent, activity: ActivityItem) => void
  onKey: (event: React.KeyboardEvent, activity: ActivityItem) => void
}

function Chip({ activity, person, onOpen, onGrab, onKey }: ChipProps) {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const format = useFormat()
  const mayMove = activity.state === 'planned' && activity.may.edit
  const time = format.time(activity.occurredAt)
  const label = [
    `${texts.kinds[activity.kind]}: ${words.client(activity)}`,
    time,
    texts.states[activity.state],
    activity.owner?.name,
  ]
  return (
    <UnstyledButton
      className={css.chip}
      data-activity={activity.id}
      data-state={activity.state}
      data-movable={mayMove || undefined}
      style={person && { '--event': person.color }}
      aria-label={label.filter(Boolean).join(', ')}
      onClick={() => onOpen(activity)}
      onPointerDown={(event) => mayMove && onGrab(event, activity)}
      onKeyDown={(event) => mayMove && onKey(event, activity)}
    >
      {person && <b>{person.initials}</b>}
      <span>{time}</span>
      {words.clientShort(activity)}
    </UnstyledButton>
  )
}
