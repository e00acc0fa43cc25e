import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import type { Option } from '#web/kit/choice.tsx'
import type { absencesContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof absencesContract>
export type Board = Answers['board']
export type Absence = Board['rows'][number]
export type Territory = Answers['territories']['rows'][number]
export type DutyList = Answers['duties']['lists'][number]

export const useAbsencesTexts = () => useTexts({ ru, en })

export function useBoard(year: number | undefined) {
  return useQuery({
    queryKey: ['absences', 'board', { year }],
    queryFn: () => api.absences.board(year === undefined ? {} : { year }),
  })
}

/** People who work here, as options. */
export function useColleagues(only?: readonly string[]): Option[] {
  const { data } = useQuery({
    queryKey: ['org', 'people', 'working'],
    queryFn: () => api.org.people({ left: false, limit: 500 }),
    staleTime: 60_000,
  })
  return useMemo(
    () =>
      (data?.rows ?? [])
        .filter(({ id }) => !only || only.includes(id))
        .map(({ id, fullName, jobTitle }) => ({ value: id, label: fullName, ...(jobTitle && { detail: jobTitle }) })),
    [data, only],
  )
}
