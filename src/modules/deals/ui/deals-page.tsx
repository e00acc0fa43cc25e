import { Button } from '@mantine/core'
import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs'
import { useMayImport } from '#modules/imports/ui/api.tsx'
import { api } from '#web/api.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { useLatest } from '#web/kit/use-latest.ts'
import { usePhone } from '#web/kit/use-phone.ts'
import { useFields } from '#modules/fields/ui/api.tsx'
import { ExportMenu, ListFilters, LostConditions, usableFilter, useListView } from '#modules/lists/ui/api.tsx'
import { dealSort } from '../contract.ts'
import { useBulk } from './bulk-bar.tsx'
import { isOverdue, useDealColumns } from './columns.tsx'
import { DealFilters } from './deal-filters.tsx'
import { DealsFrame } from './deals-frame.tsx'
import { type DealsSearch, dealsSearch, filterInput, isFiltered, noFilters, statusOf } from './filters.ts'
import { ListTotals } from './list-totals.tsx'
import { PhoneCard } from './phone-card.tsx'
import { useCellEdits } from './use-cell-edits.ts'
import { type Deal, useDealsTexts, useReference } from './use-deals.ts'
import { useListFields } from './use-list-fields.ts'
import { useMove } from './use-move.tsx'
import { useViewer } from '#web/session.tsx'

const PAGE = 100

/** All deals that the reader may see, as a list. */
export function DealsPage() {
  const texts = useDealsTexts()
  const phone = usePhone()
  const { today } = useViewer()
  const [search, change] = useSearchState(dealsSearch)
  const view = useListView({ list: 'deals.list', path: '/deals', passing: ['deal', 'new'] })
  const fields = useListFields()
  const { data: own } = useFields('deal')
  const { text: where, isLost } = usableFilter(search.where, fields)
  const input = filterInput({ ...search, where })
  const sort = search.sort ?? knownSort(view.layout.sort)
  const list = useCursorList<Deal>(
    ['deals', 'list', { ...input, sort }],
    (cursor) => api.deals.list({ ...input, sort, limit: PAGE, ...(cursor && { cursor }) }),
    // A link may speak of a field of the company's that is gone: which there are has to be known first.
    { enabled: search.where === undefined || fields !== undefined },
  )
  const { move, dialogs } = useMove()
  const selection = useBulk(input, list.rows?.length ?? 0)
  const edits = useCellEdits(useLatest({ move }).move)
  const columns = useDealColumns(own, edits)
  return (
    <DealsFrame
      view="list"
      search={search}
      change={change}
      filters={
        <ListFilters view={view}>
          <DealFilters view="list" search={search} change={change} end={<ListTotals input={input} />} />
        </ListFilters>
      }
      actions={
        !phone && (
          <ExportMenu list={view.tabs.list} question={() => ({ filter: input, sort, columns: view.shown(columns) })} />
        )
      }
    >
      {isLost && <LostConditions onMend={() => change({ where })} />}
      <DataTable
        id={view.table}
        layout={view.proposed}
        label={texts.title}
        columns={columns}
        {...list}
        rowKey={(deal) => deal.id}
        rowTarget={(deal) =>
          phone ? { to: `/deals/${deal.id}` } : { to: '/deals', search: { ...search, deal: deal.id } }
        }
        sort={sort}
        onSort={(next) => {
          view.keepSort(next)
          change({ sort: next })
        }}
        multiSort
        {...(selection && !phone && { selection })}
        rowTone={(deal) => (isOverdue(deal, today) ? undefined : deal.stage.meaning === 'open' ? undefined : 'quiet')}
        card={(deal) => <PhoneCard deal={deal} />}
        empty={<NoDeals search={search} change={change} />}
      />
      {dialogs}
    </DealsFrame>
  )
}

/** The order that the person has kept, if the list still knows it. */
function knownSort(kept: string | undefined): string {
  return dealSort.safeParse(kept).data ?? '-created'
}

function NoDeals({ search, change }: { search: DealsSearch; change: (patch: Partial<DealsSearch>) => void }) {
  const texts = useDealsTexts()
  const words = texts.empty
  const { data: reference } = useReference()
  const mayImport = useMayImport()
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
          {mayImport && <Link to="/imports">{words.import}</Link>}
        </>
      }
    />
  )
}
