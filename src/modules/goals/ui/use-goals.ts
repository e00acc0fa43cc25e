import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { z } from 'zod'
import { isPeriodKey } from '#core/calendar/period.ts'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { type Format, useFormat } from '#web/i18n/use-format.tsx'
import type { Goal, goalsContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof goalsContract>
export type GoalRow = Answers['list']['goals'][number]
export type GoalAnswer = Answers['get']
export type Choices = Answers['choices']
export type StrategyAnswer = Answers['strategy']

export const useGoalsTexts = () => useTexts({ ru, en })

/** The filters as they stand in the address. */
export const goalsSearch = z.object({
  tab: z.enum(['goals', 'strategy']).default('goals'),
  period: z.string().refine(isPeriodKey).optional(),
  goal: z.uuid().optional(),
  version: z.coerce.number().int().positive().optional(),
})

export function useGoals(period: string) {
  return useQuery({
    queryKey: ['goals', 'list', period],
    queryFn: () => api.goals.list({ period }),
    placeholderData: keepPreviousData,
  })
}

export function useGoal(id: string) {
  return useQuery({ queryKey: ['goals', 'get', id], queryFn: () => api.goals.get({ id }) })
}

export function useChoices() {
  return useQuery({ queryKey: ['goals', 'choices'], queryFn: () => api.goals.choices({}), staleTime: 60_000 })
}

/** What the metrics are called in the reader's language. */
export function useMetricNames(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['metrics', 'catalogue'],
    queryFn: () => api.metrics.catalogue({}),
    staleTime: 10 * 60_000,
  })
  return useMemo(() => new Map(data?.metrics.map(({ key, label }) => [key, label])), [data])
}

/** Writes a value of a goal in the unit of its metric. */
export function useGoalValue() {
  const format = useFormat()
  return useCallback((value: number | null, unit: Goal['unit']) => writtenValue(format, value, unit), [format])
}

function writtenValue(format: Format, value: number | null, unit: Goal['unit']): string {
  if (value === null) return format.noData
  switch (unit) {
    case 'money':
    case 'moneyPerDay':
      return format.moneyCompact(Math.round(value))
    case 'share':
    case 'ratio':
      return format.share(value, { digits: 1 })
    case 'days':
      return format.duration(value * 86_400)
    case 'minutes':
      return format.duration(value * 60)
    case 'count':
      return format.number(value, { digits: Number.isInteger(value) ? 0 : 1 })
  }
}

/** Behind an even pace by more than a tenth of the target. */
export const isBehind = ({ progress, expected, state }: Pick<GoalRow, 'progress' | 'expected' | 'state'>) =>
  state === 'open' && progress !== null && expected !== null && progress < expected - 0.1
