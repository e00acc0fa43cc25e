import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import type { Option } from '#web/kit/choice.tsx'
import { optionsOf } from '#web/kit/options-of.ts'
import type { dealsContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof dealsContract>
export type Deal = Answers['list']['rows'][number]
export type Card = Answers['get']
export type Reference = Answers['reference']
export type Pipeline = Reference['pipelines'][number]
export type Stage = Pipeline['stages'][number]
export type History = Answers['history']
export type Board = Answers['board']
export type BoardColumn = Board['columns'][number]

export const useDealsTexts = () => useTexts({ ru, en })

/** What deals are described with; asked once in five minutes, it changes rarely. */
export function useReference() {
  return useQuery({
    queryKey: ['deals', 'reference'],
    queryFn: () => api.deals.reference({}),
    staleTime: 5 * 60_000,
  })
}

export function useCard(id: string | undefined) {
  return useQuery({
    queryKey: ['deals', 'get', { id }],
    queryFn: () => api.deals.get({ id: id ?? '' }),
    enabled: id !== undefined,
  })
}

export const stagesInUse = (pipeline: Pipeline | undefined): Stage[] =>
  pipeline?.stages.filter(({ archived }) => !archived) ?? []

export const pipelinesInUse = (reference: Reference | undefined): Pipeline[] =>
  reference?.pipelines.filter(({ archived }) => !archived) ?? []

interface Named {
  id: string
  name: string
}

/** Stages of all pipelines in use; with several pipelines each says whose it is. */
export function useStageOptions(reference: Reference | undefined): Option[] {
  return useMemo(() => {
    const pipelines = pipelinesInUse(reference)
    return pipelines.flatMap((pipeline) =>
      stagesInUse(pipeline).map(({ id, name }) => ({
        value: id,
        label: name,
        ...(pipelines.length > 1 && { detail: pipeline.name }),
      })),
    )
  }, [reference])
}

/** People to whom a deal can be given: who works here now, and the one who has it. */
export function ownerOptions(reference: Reference | undefined, present?: Named | null): Option[] {
  const working = (reference?.owners ?? []).filter(({ left, id }) => !left || id === present?.id)
  const known = present && !working.some(({ id }) => id === present.id) ? [present, ...working] : working
  return optionsOf(known)
}
