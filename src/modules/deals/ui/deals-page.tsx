import { Button } from '@mantine/core'
import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs'
import { api } from '#web/api.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { usePhone } from '#web/kit/use-phone.ts'
import { isOverdue, useDealColumns } from './columns.tsx'
import { DealFilters } from './deal-filters.tsx'
import { DealsFrame } from './deals-frame.tsx'
import { type DealsSearch, dealsSearch, filterInput, isFiltered, noFilters, statusOf } from './filters.ts'
import { ListTotals } from './list-totals.tsx'
import { PhoneCard } from './phone-card.tsx'
import { type Deal, useDealsTexts, useReference } from './use-deals.ts'
import { useViewer } from '#web/session.tsx'

const PAGE = 100

/** All deals that the reader may see, as a list. */
export function DealsPage() {
  const texts = useDealsTexts()
  const phone = usePhone()
  const { today } = useViewer()
  const [search, change] = useSearchState(dealsSearch)
  const input = filterInput(search)
  const { sort } = search
  const list = useCursorList<Deal>(['deals', 'list', { ...input, sort }], (cursor) =>
    api.deals.list({ ...input, sort, limit: PAGE, ...(cursor && { cursor }) }),
  )
  const columns = useDealColumns()
  return (
    <DealsFrame
      view="list"
      search={search}
      change={change}
      filters={<DealFilters view="list" search={search} change={change} end={<ListTotals input={input} />} />}
    >
      <DataTable
        id="deals.list"
        label={texts.title}
        columns={columns}
        {...list}
        rowKey={(deal) => deal.id}
        rowTarget={(deal) =>
          phone ? { to: `/deals/${deal.id}` } : { to: '/deals', search: { ...search, deal: deal.id } }
        }
        sort={sort}
        onSort={(next) => change({ sort: next as DealsSearch['sort'] })}
        rowTone={(deal) => (isOverdue(deal, today) ? undefined : deal.stage.meaning === 'open' ? undefined : 'quiet')}
        card={(deal) => <PhoneCard deal={deal} />}
        empty={<NoDeals search={search} change={change} />}
      />
    </DealsFrame>
  )
}

function NoDeals({ search, change }: { search: DealsSearch; change: (patch: Partial<DealsSearch>) => void }) {
  const texts = useDealsTexts()
  const words = texts.empty
  const { data: reference } = useReference()
  const filtered = isFiltered(search)
  const status = statusOf(search)
  if (filtered || status !== 'open') {
    return (
      <EmptyState
        title={words.filtered}
        text={words.filteredText}
        action={
          <>
            {filtered && (
              <Button variant="default" mr="xs" onClick={() => change(noFilters)}>
                {words.reset}
              </Button>
            )}
            {status !== 'all' && (
              <Button variant="default" onClick={() => change({ status: 'all' })}>
                {words.all}
              </Button>
            )}
          </>
        }
      />
    )
  }
  return (
    <EmptyState
      icon={IconBriefcase}
      title={words.title}
      text={words.text}
      steps={words.steps}
      action={
        <>
          {reference?.may.create && (
            <Button mr="xs" onClick={() => change({ new: '1' })}>
              {words.action}
            </Button>
          )}
          <Button variant="default" mr="xs" onClick={() => change({ status: 'all' })}>
            {words.all}
          </Button>
          {reference?.may.create && <Link to="/imports">{words.import}</Link>}
        </>
      }
    />
  )
}
