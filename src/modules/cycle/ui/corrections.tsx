import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import css from './cycle.module.css'
import { useCycleTexts } from './use-cycle.ts'

/** What a month takes over from closed ones; nothing is shown when there is nothing. */
export function Corrections({ month }: { month: string }) {
  const texts = useCycleTexts().close
  const format = useFormat()
  const { data } = useQuery({
    queryKey: ['cycle', 'corrections', { month }],
    queryFn: () => api.cycle.corrections({ month }),
  })
  if (!data || data.rows.length === 0) return null
  return (
    <Section
      title={`${texts.correctionsTitle}: ${format.money(data.amountMinor, { signed: true })}`}
      hint={texts.correctionsHint}
    >
      <ul className={css.lines}>
        {data.rows.map((row) => (
          <li key={`${row.dealId} ${row.day} ${row.amountMinor}`}>
            <TwoLines
              first={row.title === null ? texts.hidden : <Link to={`/deals/${row.dealId}`}>{row.title}</Link>}
              second={[row.ownerName, format.dayFull(row.day)].filter(Boolean).join(' · ')}
            />
            <MoneyCell minor={row.amountMinor} signed />
          </li>
        ))}
      </ul>
    </Section>
  )
}
