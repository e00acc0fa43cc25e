import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import type { sellersContract } from '../contract.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import type { SellersInput } from './filters.ts'

export const useSellersTexts = () => useTexts({ ru, en })

type Answers = Outputs<typeof sellersContract>
type Medians = Answers['medians']['rows'][number]

/** A line of the table; medians come a moment later. */
export type SellerRow = Answers['table']['rows'][number] & { departmentName: string; medians: Medians | undefined }

export function useSellers(input: SellersInput) {
  const table = useQuery({
    queryKey: ['sellers', 'table', input],
    queryFn: () => api.sellers.table(input),
    placeholderData: keepPreviousData,
  })
  const medians = useQuery({
    queryKey: ['sellers', 'medians', input],
    queryFn: () => api.sellers.medians(input),
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(() => {
    const names = new Map(table.data?.rows.map((row) => [row.subjectId, row.level === 'department' ? row.name : '']))
    const middle = new Map(medians.data?.rows.map((row) => [row.subjectId, row]))
    return table.data?.rows.map((row): SellerRow => ({
      ...row,
      departmentName: names.get(row.parentId ?? '') ?? '',
      medians: middle.get(row.subjectId),
    }))
  }, [table.data, medians.data])
  return { rows, error: table.error, refetch: table.refetch }
}
