import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useUndoToast } from '#web/kit/toast.tsx'
import { useViewer } from '#web/session.tsx'
import { wallOf } from '../calc/wall-time.ts'
import type { activitiesContract, ActivityKind, ActivityResult } from '../contract.ts'
import { can } from '../policy.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof activitiesContract>
export type ActivityItem = Answers['find']['rows'][number]
export type ActivityCard = Answers['get']
export type CalendarView = Answers['calendar']
export type MyDay = Answers['myDay']
export type DayTask = MyDay['tasks'][number]
export type Ref = { id: string; version: number }

export const useActivityTexts = () => useTexts({ ru, en })

/** The company's results; asked once in five minutes, they change rarely. */
export function useResults() {
  return useQuery({
    queryKey: ['activityResults'],
    queryFn: () => api.activities.results({}),
    staleTime: 5 * 60_000,
  })
}

/** Results of one kind that are in use. */
export function useResultsOf(kind: ActivityKind): ActivityResult[] {
  const { data } = useResults()
  return useMemo(() => (data ?? []).filter((one) => one.kind === kind && !one.archived), [data, kind])
}

/** The viewer's own day. */
export function useMyDay() {
  return useQuery({
    queryKey: ['activities', 'myDay'],
    queryFn: () => api.activities.myDay({}),
    refetchOnWindowFocus: true,
  })
}

/** People whose calendars may be seen, those who work now first. */
export function usePeople() {
  const { data } = useQuery({
    queryKey: ['deals', 'reference'],
    queryFn: () => api.deals.reference({}),
    staleTime: 5 * 60_000,
  })
  return useMemo(() => (data?.owners ?? []).filter(({ left }) => !left), [data])
}

/** What the viewer may do with activities at all. */
export function useMayAdd(): boolean {
  return can(useViewer(), 'add')
}

/** Now on the company's clock, asked anew at each call: a page may stand open overnight. */
export function useWallNow() {
  const zone = useViewer().timeZone
  return useCallback(() => wallOf(Date.now(), zone), [zone])
}

/** Activities are also said elsewhere: next steps on cards, the home page, tasks made as next steps. */
export function useChanged() {
  const client = useQueryClient()
  return useCallback(() => {
    for (const key of ['activities', 'tasks', 'hygiene', 'home']) void client.invalidateQueries({ queryKey: [key] })
  }, [client])
}

/** Says that something is done and offers to take it back: all of it or nothing. */
export function useUndoOf() {
  const undo = useUndoToast()
  const changed = useChanged()
  return useCallback(
    (text: string, items: readonly Ref[], also?: () => Promise<unknown>) =>
      undo({
        text,
        onUndo: async () => {
          if (items.length > 0) await api.activities.undo({ items: items.map(({ id, version }) => ({ id, version })) })
          await also?.()
          changed()
        },
      }),
    [undo, changed],
  )
}
