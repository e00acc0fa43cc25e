import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { CompanyChoice } from './company-choice.tsx'
import { PopFilter } from './pop-filter.tsx'
import { useDealsTexts } from './use-deals.ts'

type Props = { value: string | undefined; onChange: (id: string | undefined) => void; opened?: boolean }

/** Deals of one company. */
export function CompanyFilter({ value, onChange, opened = false }: Props) {
  const texts = useDealsTexts()
  const words = texts.filters
  // An address may name a company that nobody has looked up here.
  const known = useQuery({
    queryKey: ['clients', 'company', { id: value }],
    queryFn: () => api.clients.company({ id: value ?? '' }),
    enabled: value !== undefined,
  })
  const name = known.data?.name ?? words.company
  return (
    <PopFilter label={words.company} said={value && name} onClear={() => onChange(undefined)} opened={opened}>
      {(close) => (
        <CompanyChoice
          aria-label={words.company}
          value={value ?? null}
          chosen={value === undefined ? undefined : { id: value, name }}
          onChange={(id) => {
            onChange(id ?? undefined)
            close()
          }}
        />
      )}
    </PopFilter>
  )
}
