import { z } from 'zod'
import { listSort } from '#modules/lists/contract.ts'
import { FilterBuilder } from '#modules/lists/ui/api.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { listParam } from '#web/kit/search-params.ts'
import { useViewer } from '#web/session.tsx'
import { INVOICE_STATES } from '../calc/invoice-state.ts'
import { invoiceSorts } from '../contract.ts'
import { useMoneyFields, useOwners } from './use-list-fields.ts'
import { usePaymentsTexts } from './use-payments.ts'

/** Filters of the invoices as they stand in the address. */
export const invoiceFilters = z.object({
  text: z.string().optional(),
  states: listParam(z.enum(INVOICE_STATES)).optional(),
  owner: listParam(z.uuid()).optional(),
  issued: z.string().optional(),
  /** Conditions put together with «and» and «or». */
  where: z.string().optional(),
  sort: listSort(invoiceSorts).default('due').catch('due'),
})
export type InvoiceFilterValues = z.output<typeof invoiceFilters>

/** No filters at all. */
export const noInvoiceFilters = {
  text: undefined,
  states: undefined,
  owner: undefined,
  issued: undefined,
  where: undefined,
} satisfies Partial<InvoiceFilterValues>

/** What the API is asked with. */
export function invoiceQuestion({ text, states, owner, issued, where }: InvoiceFilterValues) {
  return {
    ...(text && { text }),
    ...(states?.length && { states }),
    ...(owner?.length && { ownerIds: owner }),
    ...(issued && { issued }),
    ...(where && { where }),
  }
}

export function InvoiceFilters({
  filters,
  change,
}: {
  filters: InvoiceFilterValues
  change: (patch: Partial<InvoiceFilterValues>) => void
}) {
  const texts = usePaymentsTexts()
  const { today } = useViewer()
  const owners = useOwners() ?? []
  const fields = useMoneyFields('invoices')
  const isFiltered = Object.keys(invoiceQuestion(filters)).length > 0
  return (
    <FilterBar
      search={{ value: filters.text, onChange: (text) => change({ text }), placeholder: texts.search }}
      onReset={isFiltered ? () => change(noInvoiceFilters) : undefined}
    >
      <FilterChoice
        label={texts.filters.state}
        options={INVOICE_STATES.map((value) => ({ value, label: texts.states[value] }))}
        values={filters.states ?? []}
        onChange={(values) =>
          change({ states: values?.length ? (values as InvoiceFilterValues['states']) : undefined })
        }
      />
      {owners.length > 1 && (
        <FilterChoice
          label={texts.filters.owner}
          options={owners.map(({ id, name }) => ({ value: id, label: name }))}
          values={filters.owner ?? []}
          onChange={(values) => change({ owner: values?.length ? values : undefined })}
        />
      )}
      {filters.issued && (
        <PeriodPicker value={filters.issued} today={today} onChange={(issued) => change({ issued })} />
      )}
      {fields && <FilterBuilder fields={fields} value={filters.where} onChange={(where) => change({ where })} />}
    </FilterBar>
  )
}
