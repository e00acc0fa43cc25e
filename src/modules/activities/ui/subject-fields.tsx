import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { Choice, type Option } from '#web/kit/choice.tsx'
import { FieldRow } from '#web/kit/form.tsx'
import { useActivityTexts } from './use-activities.ts'

type Props = {
  dealId: string | null
  companyId: string | null
  onDeal: (id: string | null) => void
  onCompany: (id: string | null) => void
}

/** With whom: a deal (which brings its client along), or a company without a deal. */
export function SubjectFields({ dealId, companyId, onDeal, onCompany }: Props) {
  const texts = useActivityTexts()
  const deal = useQuery({
    queryKey: ['deals', 'get', { id: dealId ?? undefined }],
    queryFn: () => api.deals.get({ id: dealId ?? '' }),
    enabled: dealId !== null,
    staleTime: 60_000,
  })
  const company = useQuery({
    queryKey: ['clients', 'company', { id: companyId ?? undefined }],
    queryFn: () => api.clients.company({ id: companyId ?? '' }),
    enabled: companyId !== null,
    staleTime: 60_000,
  })
  return (
    <FieldRow>
      <Choice
        label={texts.deal}
        placeholder={texts.dealPlaceholder}
        value={dealId}
        onChange={onDeal}
        clearable
        load={findDeals}
        loadKey={['activities', 'deals']}
        chosen={deal.data && { value: deal.data.id, label: deal.data.title }}
      />
      <Choice
        label={texts.company}
        placeholder={deal.data?.company?.name ?? texts.companyPlaceholder}
        value={companyId}
        onChange={onCompany}
        clearable
        load={findCompanies}
        loadKey={['activities', 'companies']}
        chosen={company.data && { value: company.data.id, label: company.data.name }}
      />
    </FieldRow>
  )
}

async function findDeals(text: string): Promise<Option[]> {
  const words = text.trim()
  const { rows } =
    words === ''
      ? await api.deals.list({ outcomes: ['open'], sort: '-updated', limit: 10 })
      : await api.deals.search({ text: words, limit: 10 })
  return rows.map(({ id, title, company }) => ({
    value: id,
    label: title,
    ...(company && { detail: company.name }),
  }))
}

async function findCompanies(text: string): Promise<Option[]> {
  const words = text.trim()
  const { rows } = await api.clients.companies({ limit: 10, ...(words && { text: words }) })
  return rows.map(({ id, name, inn }) => ({ value: id, label: name, ...(inn && { detail: inn }) }))
}
