import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { useMemo } from 'react'
import { useChoices } from '#modules/funnel/ui/api.tsx'
import { PageViews } from '#modules/lists/ui/api.tsx'
import { ImportButton } from '#modules/imports/ui/api.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useViewer } from '#web/session.tsx'
import { optionsOf } from '#web/kit/options-of.ts'
import { placesOf } from '../calc/places.ts'
import { useColumns } from './columns.tsx'
import { inputOf, type SellersSearch, sellersSearch } from './filters.ts'
import { type SellerRow, useSellers, useSellersTexts } from './use-sellers.ts'

/** Sellers side by side for a period, and the sums of their departments. */
export function SellersPage() {
  const texts = useSellersTexts()
  const format = useFormat()
  const { today, role } = useViewer()
  const [search, change] = useSearchState(sellersSearch)
  const input = useMemo(() => inputOf(search, today), [search, today])
  const filters = useMemo(() => ({ input, search }), [input, search])
  const { rows, error, refetch } = useSellers(input)
  const total = rows?.find((row) => row.depth === 0 && row.level !== 'person')
  const people = useMemo(() => rows?.filter((row) => row.level === 'person' || row.level === 'nobody'), [rows])
  const departments = rows?.filter((row) => row.level === 'department')
  const places = useMemo(
    () =>
      placesOf(
        people
          ?.filter(({ level }) => level === 'person')
          .map(({ subjectId, winRate }) => ({ id: subjectId, rate: winRate })) ?? [],
      ),
    [people],
  )
  // One department says what the total says; until they are known, a head has one.
  const areSeveral = departments ? departments.length > 1 : role !== 'head'
  const peopleColumns = useColumns('people', filters, total, places, areSeveral)
  const departmentColumns = useColumns('departments', filters)
  const shared = {
    rowKey: (row: SellerRow) => row.subjectId,
    error,
    onRepeat: () => void refetch(),
    card: (row: SellerRow) => <Card row={row} />,
    height: 'auto' as const,
  }

  return (
    <Page
      title={texts.title}
      scope={[format.period(input.period), total?.name, people && leaderOf(people, total)].filter(Boolean).join(' · ')}
      actions={<PageViews page="sellers" />}
      filters={<Filters search={search} period={input.period} onChange={change} />}
    >
      {areSeveral && (
        <Section title={texts.sections.departments} flush>
          <DataTable
            id="sellers.departments"
            label={texts.sections.departments}
            columns={departmentColumns}
            rows={departments}
            skeletonRows={3}
            {...shared}
          />
        </Section>
      )}
      <Section title={texts.sections.people} flush>
        <DataTable
          id="sellers.people"
          label={texts.sections.people}
          columns={peopleColumns}
          rows={people}
          defaultSort="-sales"
          empty={
            <EmptyState
              icon={IconUsers}
              title={texts.empty.title}
              text={texts.empty.text}
              steps={texts.empty.steps}
              action={<ImportButton>{texts.empty.action}</ImportButton>}
            />
          }
          {...shared}
        />
      </Section>
    </Page>
  )

  function leaderOf(sellers: readonly SellerRow[], all: SellerRow | undefined): string {
    const [first] = sellers.toSorted((a, b) => b.salesMinor - a.salesMinor)
    if (!first || first.salesMinor <= 0 || !all || sellers.length < 2) return ''
    return texts.leader(
      first.name,
      format.moneyCompact(first.salesMinor),
      format.share(first.salesMinor / all.salesMinor),
    )
  }
}

type FilterProps = { search: SellersSearch; period: string; onChange: (patch: Partial<SellersSearch>) => void }

function Filters({ search, period, onChange }: FilterProps) {
  const texts = useSellersTexts()
  const { today } = useViewer()
  const { data } = useChoices()
  const isNarrowed = Boolean(search.pipeline ?? search.source)
  return (
    <FilterBar onReset={isNarrowed ? () => onChange({ pipeline: undefined, source: undefined }) : undefined}>
      <PeriodPicker value={period} today={today} onChange={(next) => onChange({ period: next })} />
      {data && data.pipelines.length > 1 && (
        <Choice
          aria-label={texts.filters.pipeline}
          placeholder={texts.filters.allPipelines}
          options={optionsOf(data.pipelines)}
          value={search.pipeline ?? null}
          onChange={(pipeline) => onChange({ pipeline: pipeline ?? undefined })}
          clearable
        />
      )}
      {data && data.sources.length > 0 && (
        <FilterChoice
          label={texts.filters.source}
          options={optionsOf(data.sources)}
          values={search.source}
          onChange={(source) => onChange({ source })}
        />
      )}
    </FilterBar>
  )
}

function Card({ row }: { row: SellerRow }) {
  const { columns: words } = useSellersTexts()
  const format = useFormat()
  const second = [
    `${words.won} ${format.number(row.won)}`,
    `${words.lost} ${format.number(row.lost)}`,
    row.winRate.share !== null &&
      `${words.winRate} ${format.share(row.winRate.share)} (${format.number(row.winRate.n)})`,
    `${words.open} ${format.number(row.open.n)}`,
  ]
  return (
    <TwoLines first={row.name} end={format.moneyCompact(row.salesMinor)} second={second.filter(Boolean).join(' · ')} />
  )
}
