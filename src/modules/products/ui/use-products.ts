import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import type { productsContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof productsContract>
export type Product = Answers['list']['products'][number]
export type UnmatchedProduct = Answers['list']['unmatched'][number]
export type DealLines = Answers['dealLines']
export type DealLine = DealLines['lines'][number]

export const useProductsTexts = () => useTexts({ ru, en })

/** The price list of today; with conditions those products that meet them. */
export function useProducts(where?: string) {
  return useQuery({
    queryKey: ['products', 'list', where],
    queryFn: () => api.products.list(where === undefined ? {} : { where }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}
