import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useLanguage, useTexts } from '#web/i18n/language.tsx'
import type { paymentsContract } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

type Answers = Outputs<typeof paymentsContract>
export type Invoice = Answers['invoices']['rows'][number]
export type InvoiceCard = Answers['invoice']
export type Payment = Answers['payments']['rows'][number]
export type Money = Answers['money']
export type Contract = Money['contracts'][number]
export type Firm = Answers['firms']['firms'][number]
export type Receivable = Answers['receivables']['rows'][number]

export const usePaymentsTexts = () => useTexts({ ru, en })

/** The lines of a deal, of which its papers are made, and its own amount. */
export function useDealLines(dealId: string | undefined) {
  return useQuery({
    queryKey: ['products', 'dealLines', { dealId }],
    queryFn: () => api.products.dealLines({ dealId: dealId ?? '' }),
    enabled: dealId !== undefined,
  })
}

/** Amounts in the currency of their own document: «2 360,91 ₽», «100 $». */
export function useMoney() {
  const { language } = useLanguage()
  return useMemo(() => {
    const format = formats(language)
    return (minor: number, currency: string) =>
      minor % 100 === 0 ? format.money(minor, currency as Currency) : format.moneyExact(minor, currency as Currency)
  }, [language])
}

/** Everything that shows money of clients is asked again. */
export function useRefreshPayments() {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: ['payments'] })
}

export function useInvoice(id: string) {
  return useQuery({ queryKey: ['payments', 'invoice', { id }], queryFn: () => api.payments.invoice({ id }) })
}
