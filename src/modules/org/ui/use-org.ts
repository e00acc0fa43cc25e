import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useViewer } from '#web/session.tsx'
import type { Option } from '#web/kit/choice.tsx'
import { worksOn } from '../calc/works-on.ts'
import type { orgContract } from '../contract.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

export type Person = Outputs<typeof orgContract>['person']
export type Department = Outputs<typeof orgContract>['departments'][number]
export type Company = Outputs<typeof orgContract>['company']

export const useOrgTexts = () => useTexts({ ru, en })

/** What a role is called: «Руководитель отдела». */
export const useRoleNames = (): Record<string, string> => useOrgTexts().roles

export function useDepartments({ archived = false } = {}) {
  return useQuery({ queryKey: ['org', 'departments', { archived }], queryFn: () => api.org.departments({ archived }) })
}

/** Everybody of the company, leavers too: a company has hundreds, not millions. */
export function useEverybody() {
  return useQuery({
    queryKey: ['org', 'everybody'],
    queryFn: async () => {
      const people: Person[] = []
      let cursor: string | null | undefined
      do {
        const slice = await api.org.people({ limit: 500, ...(cursor && { cursor }) })
        people.push(...slice.rows)
        cursor = slice.nextCursor
      } while (cursor)
      return people
    },
    staleTime: 60_000,
  })
}

/** People who work now, as options of a PersonPicker. */
export function usePeopleOptions(): Option[] {
  const { data } = useEverybody()
  const { today } = useViewer()
  return useMemo(
    () =>
      (data ?? [])
        .filter((one) => worksOn(one, today))
        .map(({ id, fullName, jobTitle }) => ({ value: id, label: fullName, ...(jobTitle && { detail: jobTitle }) })),
    [data, today],
  )
}

/** Departments as options, each under its parent: «Продажи → Север». */
export function departmentOptions(departments: readonly Department[] | undefined): Option[] {
  const byId = new Map(departments?.map((one) => [one.id, one]))
  const path = (one: Department, depth = 0): string => {
    const parent = one.parentId === null || depth > 20 ? undefined : byId.get(one.parentId)
    return parent ? `${path(parent, depth + 1)} → ${one.name}` : one.name
  }
  return (departments ?? []).filter(({ isArchived }) => !isArchived).map((one) => ({ value: one.id, label: path(one) }))
}
