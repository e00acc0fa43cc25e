import { Button } from '@mantine/core'
import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs'
import { api } from '#web/api.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { arranged, isShown, type TableLayout } from '#web/kit/table/layout.ts'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { useLatest } from '#web/kit/use-latest.ts'
import { usePhone } from '#web/kit/use-phone.ts'
import { useFields } from '#modules/fields/ui/api.tsx'
import { ExportMenu, usableFilter, ViewTabs } from '#modules/lists/ui/api.tsx'
import { dealSort } from '../contract.ts'
import { useBulk } from './bulk-bar.tsx'
import bulkCss from './bulk.module.css'
import { isOverdue, useDealColumns } from './columns.tsx'
import { DealFilters } from './deal-filters.tsx'
import { DealsFrame } from './deals-frame.tsx'
import { type DealsSearch, dealsSearch, filterInput, isFiltered, noFilters, statusOf } from './filters.ts'
import { ListTotals } from './list-totals.tsx'
import css from './list.module.css'
import { PhoneCard } from './phone-card.tsx'
import { useCellEdits } from './use-cell-edits.ts'
import { type Deal, useDealsTexts, useReference } from './use-deals.ts'
import { DEALS_LIST, useDealView } from './use-deal-view.ts'
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
  const view = useDealView(search.view)
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
        <div className={bulkCss.lists}>
          <ViewTabs
            list={DEALS_LIST}
            path={view.path}
            current={view.current}
            viewId={view.viewId}
            layout={view.layout}
            open={view.open}
          />
          <DealFilters view="list" search={search} change={change} end={<ListTotals input={input} />} />
        </div>
      }
      actions={
        !phone && (
          <ExportMenu
            list={DEALS_LIST}
            question={() => ({ filter: input, sort, columns: shownColumns(columns, view.layout) })}
          />
        )
      }
    >
      {isLost && (
        <p className={css.lost} role="status">
          {texts.listWords.lostConditions}
          <Button variant="subtle" size="compact-sm" onClick={() => change({ where })}>
            {texts.listWords.mend}
          </Button>
        </p>
      )}
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

/** Columns in sight, in their order: those of the file. */
function shownColumns(columns: readonly Column<Deal>[], layout: TableLayout): string[] {
  return arranged(columns, layout)
    .filter((column) => isShown(column, layout))
    .map(({ id }) => id)
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
