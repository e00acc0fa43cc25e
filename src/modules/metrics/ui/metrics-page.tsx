import { SegmentedControl } from '@mantine/core'
import IconTable from '@tabler/icons-react/dist/esm/icons/IconTable.mjs'
import { useMemo, useState } from 'react'
import { ClosedNote } from '#modules/funnel/ui/api.tsx'
import { PageViews } from '#modules/lists/ui/api.tsx'
import { ImportButton } from '#modules/imports/ui/api.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import type { MetricKey } from '../calc/declarations.ts'
import { CutChart } from './cut-chart.tsx'
import { CutFilters } from './cut-filters.tsx'
import { CutTable } from './cut-table.tsx'
import { CellPanel } from './figure-panel.tsx'
import { filtersOf, metricsOf, metricsSearch } from './filters.ts'
import { type CellAt, gridOf } from './grid.ts'
import {
  type FigureOfCell,
  useCatalogue,
  useCut,
  useMargins,
  useMetricsTexts,
  useScopeName,
  useWriteFigure,
} from './use-metrics.ts'
import { Why } from './why.tsx'

/** Any metrics by any two cuts: as a table that opens, as a drawing, and why the first of them has changed. */
export function MetricsPage() {
  const texts = useMetricsTexts()
  const format = useFormat()
  const { today } = useViewer()
  const [search, change] = useSearchState(metricsSearch)
  const [opened, setOpened] = useState<CellAt | null>(null)
  const { byKey, dimensions } = useCatalogue()
  const { data, error, refetch, isPlaceholderData } = useCut(search)
  const metrics = metricsOf(search)
  const shown = search.shown && metrics.includes(search.shown) ? search.shown : (metrics[0] ?? 'sales')
  const margins = useMargins(search, shown)
  const filters = filtersOf(search, today)
  // Nobody has chosen anything, and still there is nothing: nothing has been brought in yet.
  const isNarrowed = Object.keys(filters).length > 1 || search.period !== undefined
  const write = useFigureOfCell(search.compare)
  const cuts = [search.rows, ...(search.columns ? [search.columns] : [])]
  const names = cuts.map((cut) => dimensions.get(cut) ?? '')
  const cut =
    data &&
    gridOf({
      table: data,
      dimensions: cuts,
      metrics,
      shown,
      byKey,
      write,
      words: { corner: names[0] ?? '', total: texts.total },
      margins,
    })
  const scope = useScopeName(Object.keys(filters).length > 1)
  const title = search.columns
    ? (byKey.get(shown)?.label ?? '')
    : metrics.map((one) => byKey.get(one)?.label ?? one).join(', ')
  return (
    <Page
      title={texts.title}
      scope={[
        format.period(filters.period),
        data?.compared && `${texts.versus} ${format.period(data.compared.key)}`,
        scope,
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={<PageViews page="metrics" />}
      filters={<CutFilters search={search} onChange={change} />}
    >
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data || !cut ? (
        <SkeletonBlock height={360} />
      ) : data.rows.length === 0 ? (
        isNarrowed ? (
          <EmptyState icon={IconTable} title={texts.empty.title} text={texts.empty.text} />
        ) : (
          <EmptyState
            icon={IconTable}
            title={texts.first.title}
            text={texts.first.text}
            steps={texts.first.steps}
            action={<ImportButton>{texts.first.action}</ImportButton>}
          />
        )
      ) : (
        <>
          <ClosedNote months={data.closedMonths} say={texts.closed} />
          <Section
            actions={
              search.columns && metrics.length > 1 ? (
                <SegmentedControl
                  aria-label={texts.choose.shown}
                  value={shown}
                  onChange={(value) => change({ shown: value })}
                  data={metrics.map((value) => ({ value, label: byKey.get(value)?.label ?? value }))}
                />
              ) : undefined
            }
          >
            <div aria-busy={isPlaceholderData}>
              <CutTable
                title={title}
                cut={cut}
                units={
                  search.columns
                    ? [byKey.get(shown)?.unit ?? 'count']
                    : metrics.map((one) => byKey.get(one)?.unit ?? 'count')
                }
                onCell={(row, column) => setOpened(cut.at(row, column))}
              />
            </div>
          </Section>
          <CutChart table={data} dimensions={cuts} metric={shown} declared={byKey.get(shown)} names={names} />
          <Why metric={shown} filters={filters} by={search.by} onBy={(by) => change({ by })} />
        </>
      )}
      {opened && <CellPanel at={opened} search={search} onClose={() => setOpened(null)} />}
    </Page>
  )
}

/** A figure with what it is compared with: in the cell the change, on hover everything. */
function useFigureOfCell(compare: string) {
  const texts = useMetricsTexts()
  const format = useFormat()
  const write = useWriteFigure()
  const { byKey } = useCatalogue()
  return useMemo(() => {
    return (metric: MetricKey, { value, compared, n, low, high, small }: FigureOfCell) => {
      const unit = byKey.get(metric)?.unit ?? 'count'
      const inPoints = unit === 'share' || unit === 'ratio'
      const difference = value === null || compared === null ? null : value - compared
      const share = difference !== null && compared !== null && compared > 0 && !inPoints ? difference / compared : null
      const change =
        difference === null || difference === 0
          ? ''
          : inPoints
            ? format.points(difference)
            : share === null
              ? ''
              : format.share(share, { signed: true, digits: 0 })
      const was = compare === 'plan' ? texts.planned : compare === 'peers' ? texts.peers : texts.against
      const hint = [
        write(value, unit),
        compared !== null && was(write(compared, unit)),
        n > 0 && (small ? texts.small(format.number(n)) : texts.cases(format.number(n))),
        low !== null && high !== null && texts.interval(format.share(low), format.share(high)),
      ]
      return { text: write(value, unit), ...(change && { aside: change }), hint: hint.filter(Boolean).join(', ') }
    }
  }, [byKey, texts, format, write, compare])
}
