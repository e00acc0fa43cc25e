import { FilterBuilder } from '#modules/lists/ui/api.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import type { InvoiceFilterValues } from './invoice-filters.tsx'
import { useMoneyFields, useOwners } from './use-list-fields.ts'
import { usePaymentsTexts } from './use-payments.ts'

/** Filters of the payments as they stand in the address. */
export type PaymentFilterValues = Pick<InvoiceFilterValues, 'text' | 'owner' | 'where'>

/** What the API is asked with. */
export function paymentQuestion({ text, owner, where }: PaymentFilterValues) {
  return { ...(text && { text }), ...(owner?.length && { ownerIds: owner }), ...(where && { where }) }
}

/** No filters at all. */
export const noPaymentFilters = {
  text: undefined,
  owner: undefined,
  where: undefined,
} satisfies Partial<PaymentFilterValues>

type Props = { filters: PaymentFilterValues; change: (patch: Partial<PaymentFilterValues>) => void }

export function PaymentFilters({ filters, change }: Props) {
  const texts = usePaymentsTexts()
  const owners = useOwners() ?? []
  const fields = useMoneyFields('payments')
  const isFiltered = Object.keys(paymentQuestion(filters)).length > 0
  return (
    <FilterBar
      search={{ value: filters.text, onChange: (text) => change({ text }), placeholder: texts.searchPayments }}
      onReset={isFiltered ? () => change(noPaymentFilters) : undefined}
    >
      {owners.length > 1 && (
        <FilterChoice
          label={texts.filters.owner}
          options={owners.map(({ id, name }) => ({ value: id, label: name }))}
          values={filters.owner ?? []}
          onChange={(values) => change({ owner: values?.length ? values : undefined })}
        />
      )}
      {fields && <FilterBuilder fields={fields} value={filters.where} onChange={(where) => change({ where })} />}
    </FilterBar>
  )
}
