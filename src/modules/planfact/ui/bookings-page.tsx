import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell } from '#web/kit/cells.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { useViewer } from '#web/session.tsx'
import type { planfactContract } from '../contract.ts'
import { bookingsSearch, periodOf, planFactTarget } from './filters.ts'
import css from './planfact.module.css'
import { usePlanFact, usePlanfactTexts } from './use-planfact.ts'

type Booking = Outputs<typeof planfactContract>['bookings']['rows'][number]

/** All wins, returns and corrections behind a fact. */
export function BookingsPage() {
  const texts = usePlanfactTexts()
  const words = texts.bookings
  const format = useFormat()
  const { today } = useViewer()
  const [search, change] = useSearchState(bookingsSearch)
  const period = periodOf(search, today)
  const about = { period, level: search.level, ...(search.subject && { subjectId: search.subject }) }
  const { data: table } = usePlanFact(period)
  const line = search.subject ? table?.rows.find((row) => row.subjectId === search.subject) : table?.rows[0]
  const list = useCursorList(['planfact', 'bookings', about], (cursor) =>
    api.planfact.bookings({ ...about, limit: 100, ...(cursor && { cursor }) }),
  )
  const columns = useMemo(
    (): Column<Booking>[] => [
      {
        id: 'deal',
        header: words.deal,
        always: true,
        width: 280,
        cell: (row) => (row.title === null ? words.handedOver : <Link to={`/deals/${row.dealId}`}>{row.title}</Link>),
      },
      { id: 'client', header: words.client, width: 216, cell: (row) => row.clientName ?? '' },
      { id: 'owner', header: words.owner, width: 156, cell: (row) => row.ownerName ?? words.nobody },
      { id: 'kind', header: words.kind, width: 96, cell: (row) => words.kinds[row.kind] },
      { id: 'day', header: words.day, width: 96, cell: (row) => format.dayFull(row.day) },
      {
        id: 'amount',
        header: words.amount,
        align: 'end',
        width: 116,
        cell: (row) => <MoneyCell minor={row.amountMinor} />,
        footer: <MoneyCell minor={line?.factMinor} />,
      },
    ],
    [words, line, format],
  )
  return (
    <Page
      layout="fill"
      title={words.title}
      scope={[line?.name, format.period(period)].filter(Boolean).join(' · ')}
      actions={<Link {...planFactTarget({ period })}>{texts.title}</Link>}
      filters={
        <FilterBar>
          <PeriodPicker value={period} today={today} onChange={(key) => change({ period: key })} />
        </FilterBar>
      }
    >
      <DataTable
        id="planfact.bookings"
        label={words.title}
        columns={columns}
        {...list}
        rowKey={(row) => `${row.dealId} ${row.seq} ${row.kind}`}
        rowTone={(row) => (row.amountMinor < 0 ? 'behind' : undefined)}
        empty={<p>{words.empty}</p>}
        card={(row) => (
          <span className={css.card}>
            <span>
              {row.title ?? words.handedOver}
              <MoneyCell minor={row.amountMinor} short />
            </span>
            <small>{[row.ownerName ?? words.nobody, format.day(row.day), words.kinds[row.kind]].join(' · ')}</small>
          </span>
        )}
      />
    </Page>
  )
}
