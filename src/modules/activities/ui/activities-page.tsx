import { Button } from '@mantine/core'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import { useQuery } from '@tanstack/react-query'
import {
  ExportMenu,
  FilterBuilder,
  ListFilters,
  LostConditions,
  usableFilter,
  useListView,
} from '#modules/lists/ui/api.tsx'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { NothingFound } from '#web/kit/nothing-found.tsx'
import { Page } from '#web/kit/page.tsx'
import { useGo, useSearchState } from '#web/kit/routing.tsx'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { usePhone } from '#web/kit/use-phone.ts'
import { activityKinds, activityStates } from '../contract/activity.ts'
import { ActivityPanel } from './activity-panel.tsx'
import { useActivityWords } from './activity-words.ts'
import { useActivityColumns } from './list-columns.tsx'
import { type ActivitiesSearch, activitiesSearch, listInput, noFilters } from './list-filters.ts'
import { type ActivityItem, useActivityTexts, usePeople } from './use-activities.ts'
import { useActivityFields } from './use-list-fields.ts'

const PAGE = 100

/** All contacts with clients that the reader may see, planned and past, as a list. */
export function ActivitiesPage() {
  const texts = useActivityTexts()
  const words = useActivityWords()
  const format = useFormat()
  const phone = usePhone()
  const go = useGo()
  const people = usePeople()
  const [search, change] = useSearchState(activitiesSearch)
  const view = useListView({ list: 'activities.list', path: '/activities', passing: ['activity'] })
  const fields = useActivityFields()
  const { text: where, isLost } = usableFilter(search.where, fields)
  const { sort } = search
  const filter = listInput({ ...search, where })
  const isFiltered = Object.keys(filter).length > 0
  const list = useCursorList<ActivityItem>(
    ['activities', 'find', filter, sort],
    (cursor) => api.activities.find({ ...filter, ...(sort && { sort }), limit: PAGE, ...(cursor && { cursor }) }),
    { enabled: search.where === undefined || fields !== undefined },
  )
  const columns = useActivityColumns()
  return (
    <Page
      title={texts.list.title}
      layout="fill"
      actions={
        !phone && <ExportMenu list={view.tabs.list} question={() => ({ filter, sort, columns: view.shown(columns) })} />
      }
      filters={
        <ListFilters view={view}>
          <FilterBar
            search={{ value: search.q, onChange: (q) => change({ q }), placeholder: texts.list.search }}
            onReset={isFiltered ? () => change(noFilters) : undefined}
            end={<Totals filter={filter} />}
          >
            <FilterChoice
              label={texts.kind}
              options={activityKinds.map((value) => ({ value, label: texts.kinds[value] }))}
              values={search.kind}
              onChange={(kind) => change({ kind: kind as ActivitiesSearch['kind'] })}
            />
            <FilterChoice
              label={texts.list.columns.state}
              options={activityStates.map((value) => ({ value, label: texts.list.states[value] }))}
              values={search.state}
              onChange={(state) => change({ state: state as ActivitiesSearch['state'] })}
            />
            {people.length > 1 && (
              <FilterChoice
                label={texts.list.columns.owner}
                options={people.map(({ id, name }) => ({ value: id, label: name }))}
                values={search.owner}
                onChange={(owner) => change({ owner })}
              />
            )}
            {fields && (
              <FilterBuilder fields={fields} value={search.where} onChange={(next) => change({ where: next })} />
            )}
          </FilterBar>
        </ListFilters>
      }
    >
      {isLost && <LostConditions onMend={() => change({ where })} />}
      <DataTable
        id={view.table}
        layout={view.proposed}
        label={texts.list.title}
        columns={columns}
        {...list}
        rowKey={(row) => row.id}
        onOpen={(row) => change({ activity: row.id }, { replace: false })}
        sort={sort}
        onSort={(next) => change({ sort: next })}
        multiSort
        rowTone={(row) => (row.state === 'cancelled' ? 'quiet' : undefined)}
        card={(row) => (
          <TwoLines
            first={`${texts.kinds[row.kind]} · ${words.client(row)}`}
            second={[format.dateTime(row.occurredAt), texts.list.states[row.state], row.outcome?.name]
              .filter(Boolean)
              .join(' · ')}
          />
        )}
        empty={
          isFiltered ? (
            <NothingFound onReset={() => change(noFilters)} />
          ) : (
            <EmptyState
              icon={IconPhone}
              title={texts.list.empty}
              text={texts.list.emptyText}
              steps={texts.list.emptySteps}
              action={<Button onClick={() => go({ to: '/calendar' })}>{texts.list.toCalendar}</Button>}
            />
          )
        }
      />
      <ActivityPanel id={search.activity} onClose={() => change({ activity: undefined })} />
    </Page>
  )
}

/** How many there are, and how many of them took place. */
function Totals({ filter }: { filter: ReturnType<typeof listInput> }) {
  const texts = useActivityTexts().list
  const format = useFormat()
  const { data } = useQuery({
    queryKey: ['activities', 'totals', filter],
    queryFn: () => api.activities.totals(filter),
  })
  return <span>{data && texts.totals(format.number(data.count), format.number(data.done))}</span>
}
