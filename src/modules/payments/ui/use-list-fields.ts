import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { companyName, companyOptions } from '#modules/clients/ui/api.tsx'
import type { BuilderField } from '#modules/lists/ui/api.tsx'
import { api } from '#web/api.ts'
import { INVOICE_STATES } from '../calc/invoice-state.ts'
import { invoiceFields, paymentFields } from '../calc/list-fields.ts'
import { usePaymentsTexts } from './use-payments.ts'

/** Sellers whose money the reader may see. */
export function useOwners() {
  const { data } = useQuery({
    queryKey: ['deals', 'reference'],
    queryFn: () => api.deals.reference({}),
    staleTime: 5 * 60_000,
  })
  return data?.owners
}

/** What invoices or payments can be filtered by; undefined until the people are known. */
export function useMoneyFields(of: 'invoices' | 'payments'): readonly BuilderField[] | undefined {
  const texts = usePaymentsTexts()
  const owners = useOwners()
  return useMemo(() => {
    if (!owners) return undefined
    const more: Partial<Record<string, Partial<BuilderField>>> = {
      owner: { options: owners.map(({ id, name }) => ({ value: id, label: name })) },
      state: { options: INVOICE_STATES.map((value) => ({ value, label: texts.states[value] })) },
      client: { load: companyOptions, name: companyName },
    }
    return (of === 'invoices' ? invoiceFields : paymentFields).map((field): BuilderField => ({
      ...field,
      label: texts.fields[field.id],
      ...more[field.id],
    }))
  }, [texts, owners, of])
}
