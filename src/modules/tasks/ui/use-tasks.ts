import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { minutesOf } from '#core/calendar/clock-text.ts'
import type { Day } from '#core/calendar/day.ts'
import { wallTime } from '#core/calendar/zone.ts'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useViewer } from '#web/session.tsx'
import type { Moment } from '../calc/quick-piece.ts'
import type { tasksContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof tasksContract>
export type Task = Answers['get']
export type TaskHistory = Answers['history']
export type NextStep = Answers['nextSteps']['rows'][number]
export type About = { dealId: string } | { companyId: string } | { contactId: string } | { personId: string }

export const useTasksTexts = () => useTexts({ ru, en })

export function useTaskReference() {
  return useQuery({ queryKey: ['tasks', 'reference'], queryFn: () => api.tasks.reference({}), staleTime: 5 * 60_000 })
}

export function useTaskCounts() {
  return useQuery({ queryKey: ['tasks', 'counts'], queryFn: () => api.tasks.counts({}) })
}

export function useTask(id: string | undefined) {
  return useQuery({
    queryKey: ['tasks', 'get', { id }],
    queryFn: () => api.tasks.get({ id: id ?? '' }),
    enabled: id !== undefined,
  })
}

export function useTasksAbout(about: About) {
  return useQuery({ queryKey: ['tasks', 'about', about], queryFn: () => api.tasks.about(about) })
}

/** What tasks say is also said elsewhere: next steps on cards, hygiene, the home page. */
export function useTasksChanged() {
  const client = useQueryClient()
  return useCallback(() => {
    for (const key of ['tasks', 'hygiene', 'home']) void client.invalidateQueries({ queryKey: [key] })
  }, [client])
}

/** Now on the company's clock, for reading words like «завтра». Asked anew at each call: a page may stand open overnight. */
export function useNow(): () => Moment {
  const { timeZone: zone } = useViewer()
  return useCallback(() => {
    const [today, clock = ''] = wallTime(Date.now(), zone).split(' ')
    return { today: today as Day, minutes: minutesOf(clock) ?? 0 }
  }, [zone])
}
