import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#web/api.ts'
import type { Option } from '#web/kit/choice.tsx'
import { can } from '../policy.ts'

/** People who sell and work here, for whoever sets up the distribution: he need not see their rows. */
export function useSellerOptions(): Option[] {
  const { data } = useQuery({
    queryKey: ['org', 'people', 'sellers'],
    queryFn: () => api.org.people({ left: false, role: ['seller', 'head', 'director', 'owner'], limit: 500 }),
    staleTime: 60_000,
  })
  return useMemo(
    () =>
      (data?.rows ?? [])
        .filter((person) => can(person, 'work') && person.state !== 'disabled')
        .map(({ id, fullName, jobTitle }) => ({ value: id, label: fullName, ...(jobTitle && { detail: jobTitle }) })),
    [data],
  )
}

export function useDepartmentOptions(): Option[] {
  const { data } = useQuery({
    queryKey: ['org', 'departments', { archived: false }],
    queryFn: () => api.org.departments({ archived: false }),
    staleTime: 60_000,
  })
  return useMemo(
    () => (data ?? []).filter(({ isArchived }) => !isArchived).map(({ id, name }) => ({ value: id, label: name })),
    [data],
  )
}

export function useSourceOptions(): Option[] {
  const { data } = useQuery({
    queryKey: ['deals', 'sources'],
    queryFn: () => api.deals.sources({}),
    staleTime: 60_000,
  })
  return useMemo(
    () => (data ?? []).filter(({ archived }) => !archived).map(({ id, name }) => ({ value: id, label: name })),
    [data],
  )
}

export function useLeadForms() {
  return useQuery({ queryKey: ['leads', 'forms'], queryFn: () => api.leads.forms({}) })
}

export function useLeadRules() {
  return useQuery({ queryKey: ['leads', 'rules'], queryFn: () => api.leads.rules({}) })
}
