import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { Choice, type Option } from '#web/kit/choice.tsx'
import { FieldRow } from '#web/kit/form.tsx'
import { useActivityTexts } from './use-activities.ts'

export interface ChosenSubject {
  dealId: string | null
  companyId: string | null
  contactId: string | null
}

type Props = {
  value: ChosenSubject
  onChange: (patch: Partial<ChosenSubject>) => void
  /** The page knows the deal or the company: only the person is asked for. */
  isFixed?: boolean
}

/** With whom: a deal (which brings its client along), or a company without a deal; and the person there, when it is not the usual one. */
export function SubjectFields({ value, onChange, isFixed = false }: Props) {
  const texts = useActivityTexts()
  const { dealId, companyId, contactId } = value
  const deal = useQuery({
    queryKey: ['deals', 'get', { id: dealId ?? undefined }],
    queryFn: () => api.deals.get({ id: dealId ?? '' }),
    enabled: dealId !== null,
    staleTime: 60_000,
  })
  const company = useQuery({
    queryKey: ['activities', 'companyName', { id: companyId ?? undefined }],
    queryFn: () => api.clients.company({ id: companyId ?? '' }),
    enabled: companyId !== null,
    staleTime: 60_000,
  })
  const contact = useQuery({
    queryKey: ['activities', 'contactName', { id: contactId ?? undefined }],
    queryFn: () => api.clients.contact({ id: contactId ?? '' }),
    enabled: contactId !== null,
    staleTime: 60_000,
  })
  const employer = companyId ?? deal.data?.company?.id
  return (
    <>
      {!isFixed && (
        <FieldRow>
          <Choice
            label={texts.deal}
            placeholder={texts.dealPlaceholder}
            value={dealId}
            onChange={(next) => onChange({ dealId: next, contactId: null })}
            clearable
            load={findDeals}
            loadKey={['activities', 'deals']}
            chosen={deal.data && { value: deal.data.id, label: deal.data.title }}
          />
          <Choice
            label={texts.company}
            placeholder={deal.data?.company?.name ?? texts.companyPlaceholder}
            value={companyId}
            onChange={(next) => onChange({ companyId: next, contactId: null })}
            clearable
            load={findCompanies}
            loadKey={['activities', 'companies']}
            chosen={company.data && { value: company.data.id, label: company.data.name }}
          />
        </FieldRow>
      )}
      {employer && (
        <Choice
          label={texts.contact}
          placeholder={deal.data?.contact?.name ?? texts.contactPlaceholder}
          value={contactId}
          onChange={(next) => onChange({ contactId: next })}
          clearable
          load={(text) => findContacts(employer, text)}
          loadKey={['activities', 'contacts', employer]}
          chosen={contact.data && { value: contact.data.id, label: contact.data.fullName }}
        />
      )}
    </>
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

async function findContacts(companyId: string, text: string): Promise<Option[]> {
  const words = text.trim()
  const { rows } = await api.clients.contacts({ companyId, limit: 20, ...(words && { text: words }) })
  return rows.map(({ id, fullName, jobTitle }) => ({
    value: id,
    label: fullName,
    ...(jobTitle && { detail: jobTitle }),
  }))
}
