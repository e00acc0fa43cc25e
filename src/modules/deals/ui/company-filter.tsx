import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { Choice } from '#web/kit/choice.tsx'
import { findCompanies } from './company-choice.tsx'
import { PopFilter } from './pop-filter.tsx'
import { useDealsTexts } from './use-deals.ts'

type Props = { value: string | undefined; onChange: (id: string | undefined) => void; opened?: boolean }

/** Deals of one company. */
export function CompanyFilter({ value, onChange, opened = false }: Props) {
  const texts = useDealsTexts()
  const words = texts.filters
  // An address may name a company that nobody has looked up here: any of its deals knows the name.
  const known = useQuery({
    queryKey: ['deals', 'companyName', value],
    queryFn: async () => (await api.deals.list({ companyId: value, limit: 1 })).rows[0]?.company?.name ?? null,
    enabled: value !== undefined,
    staleTime: Infinity,
  })
  const name = known.data ?? words.company
  return (
    <PopFilter label={words.company} said={value && name} onClear={() => onChange(undefined)} opened={opened}>
      {(close) => (
        <Choice
          aria-label={words.company}
          load={findCompanies}
          loadKey={['deals', 'companies']}
          value={value ?? null}
          chosen={value === undefined ? undefined : { value, label: name }}
          onChange={(id) => {
            onChange(id ?? undefined)
            close()
          }}
        />
      )}
    </PopFilter>
  )
}
