import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import css from './list.module.css'
import { type filterInput } from './filters.ts'
import { useDealsTexts } from './use-deals.ts'

/** How many deals the filters find, and their sum: asked only when somebody wants to know. */
export function ListTotals({ input }: { input: ReturnType<typeof filterInput> }) {
  const texts = useDealsTexts()
  const format = useFormat()
  const errorText = useErrorText()
  const [wanted, setWanted] = useState(false)
  const { data, error, isFetching } = useQuery({
    queryKey: ['deals', 'totals', input],
    queryFn: () => api.deals.totals(input),
    enabled: wanted,
    placeholderData: keepPreviousData,
  })
  if (!wanted) {
    return (
      <Button variant="subtle" onClick={() => setWanted(true)}>
        {texts.totals.show}
      </Button>
    )
  }
  if (error) return <span className={css.quiet}>{errorText(error)}</span>
  return (
    <span className={css.totals} aria-live="polite" data-stale={isFetching || undefined}>
      {data ? (
        <>
          {texts.count(format.number(data.count), data.count)}
          <strong title={format.money(data.sumMinor)}>{format.moneyCompact(data.sumMinor)}</strong>
        </>
      ) : (
        texts.totals.loading
      )}
    </span>
  )
}
