import { useEffect, useMemo, useRef } from 'react'
import type { Day, TimeZone } from '#core/calendar/day.ts'
import { addDays, dateOf } from '#core/calendar/day.ts'
import { clockText } from '#core/calendar/clock-text.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Link } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import { keyStep, movedBy, type Slot, stretchedBy } from '../calc/drag.ts'
import { lanesOf } from '../calc/overlaps.ts'
import { momentAt, wallOf } from '../calc/wall-time.ts'
import { CalendarEvent } from './calendar-event.tsx'
import css from './calendar.module.css'
import { NowLine } from './now-line.tsx'
import { type ActivityItem, type CalendarView, useActivityTexts } from './use-activities.ts'
import { type Held, useCalendarDrag } from './use-calendar-drag.ts'
import { type MoveTo, useMoves } from './use-moves.ts'
import { useRefocus } from './use-refocus.ts'

const HOUR_PX = 48
const PX_PER_MINUTE = HOUR_PX / 60
/** Above its line: the hour that the day opens on is read whole. */
const HALF_A_LABEL = 10
/** An event without length is drawn as long as this. */
const LEAST_MINUTES = 22
const SHOWN_TASKS = 2
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** A column: a day, or one person's day when several stand side by side. */
export interface GridColumn {
  day: Day
  ownerId: string | undefined
  title: string
}

export interface Person {
  id: string
  name: string
  color: string
  initials: string
}

type Props = {
  columns: readonly GridColumn[]
  view: CalendarView | undefined
  people: readonly Person[]
  mayAdd: boolean
  onOpen: (activity: ActivityItem) => void
  /** Without a length it is as long as its kind usually is. */
  onCreate: (column: GridColumn, start: number, length?: number) => void
}

/** Hours down, days or people across. */
export function CalendarGrid({ columns, view, people, mayAdd, onOpen, onCreate }: Props) {
  const texts = useActivityTexts()
  const { today, timeZone: zone } = useViewer()
  const scroller = useRef<HTMLDivElement>(null)
  const { move, placed: placedNow } = useMoves()
  const follow = useRefocus(scroller)
  const placed = useMemo(() => (view?.events ?? []).map((activity) => withPlace(activity, zone)), [view, zone])
  const opensAt = view?.hours.opensAt ?? 540
  const closesAt = view?.hours.closesAt ?? 1_080

  const put = (activity: ActivityItem, column: GridColumn, slot: Slot, resting = false) => {
    const to: MoveTo = {
      startsAt: momentAt({ day: column.day, minutes: slot.start }, zone),
      durationS: (slot.end - slot.start) * 60,
      ...(column.ownerId && column.ownerId !== activity.owner?.id && { ownerId: column.ownerId }),
    }
    move(activity, to, { resting })
  }
  const { held, begin } = useCalendarDrag({
    scroller,
    minutesPerPx: 1 / PX_PER_MINUTE,
    onMove: (activity, index, slot) => {
      const column = columns[index]
      if (column) put(activity, column, slot)
    },
    onDraw: (index, slot) => {
      const column = columns[index]
      if (column) onCreate(column, slot.start, slot.end - slot.start)
    },
  })
  const grab = (event: React.PointerEvent, activity: ActivityItem, mode: Held['mode']) => {
    const { day, start, end } = withPlace(activity, zone)
    const column = columns.findIndex((one) => one.day === day && (!one.ownerId || one.ownerId === activity.owner?.id))
    if (column >= 0) begin(event, { mode, activity, column, slot: { start, end } })
  }
  const nudge = (event: React.KeyboardEvent, activity: ActivityItem) => {
    const step = event.altKey ? keyStep(event.key, event.shiftKey, false) : undefined
    if (!step) return
    event.preventDefault()
    event.stopPropagation()
    follow(activity.id)
    const { day, start, end } = withPlace(placedNow(activity), zone)
    const slot = stretchedBy(movedBy({ start, end }, step.minutes), step.stretch)
    const kept = step.stretch === 0 ? { start: slot.start, end: slot.start + (end - start) } : slot
    put(activity, { day: addDays(day, step.days), ownerId: undefined, title: '' }, kept, true)
  }

  // The working day is in sight first, an hour of the morning above it.
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = Math.max(0, (opensAt - 60) * PX_PER_MINUTE - HALF_A_LABEL)
  }, [opensAt])

  return (
    <div
      ref={scroller}
      className={css.grid}
      style={{ '--hour': `${HOUR_PX}px`, '--columns': columns.length } as React.CSSProperties}
      role="group"
      aria-label={texts.calendar.title}
    >
      <div className={css.heads}>
        <span className={css.corner} />
        {columns.map((column, index) => (
          <ColumnHead key={`${column.day} ${column.ownerId ?? ''}`} column={column} view={view} index={index} />
        ))}
      </div>
      <div className={css.body}>
        <div className={css.hours} aria-hidden>
          {HOURS.map((hour) => (
            <span key={hour}>{hour === 0 ? '' : clockText(hour * 60)}</span>
          ))}
        </div>
        {columns.map((column, index) => {
          const kind = view?.days.find(({ day }) => day === column.day)?.kind ?? 'working'
          const own = placed.filter(
            (one) => one.day === column.day && (!column.ownerId || one.activity.owner?.id === column.ownerId),
          )
          const lanes = lanesOf(own, LEAST_MINUTES)
          return (
            // A click on an empty place is a short cut; the keyboard has the button above and «n».
            // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
            <div
              key={`${column.day} ${column.ownerId ?? ''}`}
              className={css.column}
              data-column={index}
              data-today={column.day === today || undefined}
              data-may={mayAdd || undefined}
              onPointerDown={(event) => {
                if (mayAdd) begin(event, { mode: 'draw', column: index, slot: at(event, PX_PER_MINUTE) })
              }}
              onClick={(event) => {
                if (!mayAdd || event.target !== event.currentTarget) return
                const { start } = at(event, PX_PER_MINUTE)
                onCreate(column, start)
              }}
            >
              <Shade kind={kind} opensAt={opensAt} closesAt={closesAt} />
              {own.map(({ activity, id, start, end }) => {
                const lane = lanes.get(id) ?? { lane: 0, width: 1, lanes: 1 }
                const person = people.find((one) => one.id === activity.owner?.id)
                return (
                  <CalendarEvent
                    key={id}
                    activity={activity}
                    place={{ start, end, left: lane.lane / lane.lanes, width: lane.width / lane.lanes }}
                    pxPerMinute={PX_PER_MINUTE}
                    color={people.length > 1 ? person?.color : undefined}
                    initials={people.length > 1 && !column.ownerId ? person?.initials : undefined}
                    isHeld={held?.activity?.id === id}
                    onOpen={onOpen}
                    onGrab={grab}
                    onKey={nudge}
                  />
                )
              })}
              {held?.column === index && <Ghost held={held} />}
              {column.day === today && <NowLine pxPerMinute={PX_PER_MINUTE} withTime={index === 0} />}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** Where an activity stands: its day, and minutes within it. */
function withPlace(activity: ActivityItem, zone: TimeZone) {
  const { day, minutes } = wallOf(activity.occurredAt, zone)
  const length = (activity.durationS ?? 0) / 60
  return { id: activity.id, activity, day, start: minutes, end: Math.min(1_440, minutes + length) }
}

/** The quarter of an hour under the pointer. */
function at(event: React.MouseEvent, pxPerMinute: number): Slot {
  const minutes = (event.clientY - event.currentTarget.getBoundingClientRect().top) / pxPerMinute
  const start = Math.max(0, Math.min(1_425, Math.floor(minutes / 15) * 15))
  return { start, end: start + 15 }
}

function Ghost({ held }: { held: Held }) {
  const { start, end } = held.slot
  return (
    <div
      className={css.ghost}
      style={{ top: start * PX_PER_MINUTE, height: Math.max(14, (end - start) * PX_PER_MINUTE) }}
    >
      {`${clockText(start)}–${clockText(end)}`}
    </div>
  )
}

/** Hours in which nobody works. */
function Shade({ kind, opensAt, closesAt }: { kind: string; opensAt: number; closesAt: number }) {
  if (kind === 'off') return <div className={css.shade} style={{ top: 0, bottom: 0 }} />
  const closes = closesAt - (kind === 'short' ? 60 : 0)
  return (
    <>
      <div className={css.shade} style={{ top: 0, height: opensAt * PX_PER_MINUTE }} />
      <div className={css.shade} style={{ top: closes * PX_PER_MINUTE, bottom: 0 }} />
    </>
  )
}

function ColumnHead({ column, view, index }: { column: GridColumn; view: CalendarView | undefined; index: number }) {
  const texts = useActivityTexts()
  const format = useFormat()
  const { today, timeZone: zone } = useViewer()
  const day = view?.days.find((one) => one.day === column.day)
  const tasks = (view?.tasks ?? []).filter(
    (task) => wallOf(task.dueAt, zone).day === column.day && (!column.ownerId || task.ownerId === column.ownerId),
  )
  const isOff = day?.kind === 'off'
  const note = day?.note ?? (day && day.kind !== 'working' ? texts.dayKinds[day.kind] : undefined)
  return (
    <div
      className={css.head}
      data-today={column.day === today || undefined}
      data-off={isOff || undefined}
      data-index={index}
    >
      <strong title={note}>
        {column.title || (
          <>
            {`${format.weekday(column.day)} `}
            <b>{dateOf(column.day)}</b>
          </>
        )}
      </strong>
      {note && <small>{note}</small>}
      {tasks.slice(0, SHOWN_TASKS).map((task) => (
        <Link key={task.id} to="/tasks" search={{ task: task.id }} className={css.task} title={task.title}>
          {task.hasTime ? `${format.time(task.dueAt)} ` : ''}
          {task.title}
        </Link>
      ))}
      {tasks.length > SHOWN_TASKS && (
        <Link to="/tasks" className={css.moreTasks}>
          {texts.calendar.moreTasks(tasks.length - SHOWN_TASKS)}
        </Link>
      )}
    </div>
  )
}
