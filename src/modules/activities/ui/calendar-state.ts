import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import type { Day } from '#core/calendar/day.ts'
import { day } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { listParam } from '#web/kit/search-params.ts'
import { useViewer } from '#web/session.tsx'
import { calendarViews, daysOf } from '../calc/calendar-range.ts'
import type { ActivityItem, CalendarView } from './use-activities.ts'

/** What stands in the address of the calendar. */
export const calendarSearch = z.object({
  view: z.enum(calendarViews).default('week'),
  day: day.optional(),
  people: listParam(z.uuid()),
})

export const MOST_PEOPLE = 20

/** Colours that tell people apart; the initials always stand beside them. */
const PERSON_COLORS = ['cyan', 'violet', 'orange', 'green', 'indigo', 'red', 'yellow', 'teal', 'blue', 'grey']

export function personColor(index: number): string {
  return `var(--stage-${PERSON_COLORS[index % PERSON_COLORS.length] ?? 'grey'})`
}

interface Asked {
  view: (typeof calendarViews)[number]
  day: Day
  people: readonly string[]
}

export const calendarKey = (from: string, to: string, people: readonly string[]) =>
  ['activities', 'calendar', { from, to, people: [...people] }] as const

/** Activities and tasks of the days in sight. */
export function useCalendar({ view, day: around, people }: Asked) {
  const viewer = useViewer()
  const days = daysOf(view, around)
  const [from, to] = [days[0] ?? around, days.at(-1) ?? around]
  const ownerIds = people.length > 0 ? people.slice(0, MOST_PEOPLE) : [viewer.id]
  const query = useQuery({
    queryKey: calendarKey(from, to, ownerIds),
    queryFn: () => api.activities.calendar({ from, to, ownerIds: [...ownerIds] }),
    placeholderData: keepPreviousData,
  })
  return { ...query, days, ownerIds }
}

/** The calendar with one activity put where the hand has left it. */
export function withMoved(view: CalendarView | undefined, moved: ActivityItem): CalendarView | undefined {
  return view && { ...view, events: view.events.map((one) => (one.id === moved.id ? moved : one)) }
}
