import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Day } from '#core/calendar/day.ts'
import { dayOf } from '#core/calendar/zone.ts'
import { say } from '#web/kit/toast.tsx'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import type { Keep } from '#web/outbox/outbox.ts'
import { useViewer } from '#web/session.tsx'
import { useActivityWords } from './activity-words.ts'
import { withMoved } from './calendar-state.ts'
import { type ActivityItem, type CalendarView, type MyDay, useActivityTexts } from './use-activities.ts'

interface PutOff {
  /** How the move waits for the network, and what stands in the list of what waits. */
  keepMove(activity: ActivityItem, startsAt: string): Keep
  keepCancel(activity: ActivityItem, reason: string): Keep
  /** It waits: calendar and day show it done, and the person is told. */
  kept(activity: ActivityItem): void
}

/** What moving and calling off a contact do where there is no network. */
export function usePutOff(): PutOff {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const { kept: sentence } = useKitTexts()
  const client = useQueryClient()
  const { timeZone, today } = useViewer()
  return useMemo(() => {
    const about = (activity: ActivityItem): Pick<Keep, 'record' | 'page'> => ({
      record: `activity:${activity.id}`,
      page: `/my-day?open=${activity.id}`,
    })
    const named = (activity: ActivityItem, what: string) =>
      `${texts.kinds[activity.kind]}, ${words.client(activity)}: ${what}`.slice(0, 200)
    const isToday = ({ occurredAt }: ActivityItem) => dayOf(Date.parse(occurredAt), timeZone) === (today as Day)
    return {
      keepMove: (activity, startsAt) => ({
        ...about(activity),
        title: named(activity, texts.moved(words.moment(startsAt))),
      }),
      keepCancel: (activity, reason) => ({
        ...about(activity),
        title: named(activity, `${texts.states.cancelled} — ${reason}`),
      }),
      kept(activity) {
        const isOff = activity.state === 'cancelled'
        client.setQueriesData<CalendarView>({ queryKey: ['activities', 'calendar'] }, (view) =>
          isOff && view
            ? { ...view, events: view.events.filter(({ id }) => id !== activity.id) }
            : withMoved(view, activity),
        )
        client.setQueryData<MyDay>(['activities', 'myDay'], (day) => {
          if (!day) return day
          const without = <One extends { id: string }>(list: readonly One[]) =>
            list.filter(({ id }) => id !== activity.id)
          const planned = without(day.planned)
          return {
            ...day,
            late: without(day.late),
            planned:
              isOff || !isToday(activity)
                ? planned
                : [...planned, activity].toSorted((one, other) => one.occurredAt.localeCompare(other.occurredAt)),
          }
        })
        say(sentence)
      },
    }
  }, [texts, words, sentence, client, timeZone, today])
}
