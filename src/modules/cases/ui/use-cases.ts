import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { putAnswer } from '#web/kit/put-answer.ts'
import type { CaseDetail, CaseRow, Part } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

export const useCasesTexts = () => useTexts({ ru, en })

export function useCase(id: string) {
  return useQuery({ queryKey: ['cases', 'get', { id }], queryFn: () => api.cases.get({ id }) })
}

export function useCaseCounts() {
  return useQuery({ queryKey: ['cases', 'counts'], queryFn: () => api.cases.counts({}) })
}

export function useLibrary(enabled = true) {
  return useQuery({ queryKey: ['cases', 'library'], queryFn: () => api.cases.library({}), enabled, staleTime: 60_000 })
}

/** Puts the answer of a command on the page, and asks the lists anew. */
export function useCaseChanged() {
  const client = useQueryClient()
  return useCallback(
    (one?: CaseDetail) => {
      if (one) void putAnswer(client, ['cases', 'get', { id: one.id }], one)
      for (const key of [['cases', 'list'], ['cases', 'counts'], ['cases', 'library'], ['home'], ['tasks']])
        void client.invalidateQueries({ queryKey: key })
    },
    [client],
  )
}

/** Sends a command of a case behind those on their way, with the version that they made: who is quick is not in his own way. */
export const commandCase = (
  { id, version }: Pick<CaseDetail, 'id' | 'version'>,
  send: (version: number) => Promise<CaseDetail>,
) => sendInTurn(`case:${id}`, version, send)

/** What a case is called. */
export function useCaseTitle() {
  const texts = useCasesTexts()
  return ({
    metric,
    subjectName,
    stageName,
    activity,
  }: Pick<CaseRow, 'metric' | 'subjectName' | 'stageName' | 'activity'>) =>
    texts.caseTitle(metric, subjectName, { stage: stageName, activity })
}

/** Writes a level of a driver in its unit. */
export function useLevelText() {
  const format = useFormat()
  return (value: number | null, unit: Part['unit']) => {
    switch (unit) {
      case 'money':
        return format.moneyCompact(value)
      case 'share':
        return format.share(value)
      case 'count':
        return format.number(value, { digits: value !== null && value % 1 !== 0 ? 1 : 0 })
      case 'perDay':
      case 'ratio':
        return format.number(value, { digits: 2 })
    }
  }
}
