import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigurePanel } from '#web/kit/figure.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import type { MetricRecord } from '../contract.ts'
import { filtersOf, type MetricsSearch, recordsTarget } from './filters.ts'
import type { CellAt } from './grid.ts'
import { useCatalogue, useExplained, useMetricsTexts, useScopeName, useWriteFigure } from './use-metrics.ts'
import { useViewer } from '#web/session.tsx'

const SHOWN = 20

/** Which filter says the same as a cell, so that the change of the cell alone can be explained. */
const FILTER_OF: Partial<Record<string, keyof MetricsSearch>> = {
  seller: 'seller',
  department: 'department',
  pipeline: 'pipeline',
  source: 'source',
  campaign: 'campaign',
  industry: 'industry',
  region: 'region',
  clientKind: 'client',
  segment: 'class',
  dealSize: 'size',
}

type Props = { at: CellAt; search: MetricsSearch; onClose: () => void }

/** What stands behind a cell: formula, sample, why it has changed, the newest records and the way to all of them. */
export function CellPanel({ at, search, onClose }: Props) {
  const texts = useMetricsTexts()
  const format = useFormat()
  const write = useWriteFigure()
  const { today } = useViewer()
  const { byKey } = useCatalogue()
  const declared = byKey.get(at.metric)
  const filters = filtersOf(search, today)
  const cell = at.cell.map(({ dimension, key }) => `${dimension}=${key ?? ''}`)
  const scope = useScopeName(Object.keys(filters).length > 1)
  const records = useQuery({
    queryKey: ['metrics', 'records', at.metric, filters, cell],
    queryFn: () => api.metrics.records({ metric: at.metric, ...filters, cell, limit: SHOWN }),
    enabled: declared?.hasRecords ?? false,
  })
  const own = at.cell.every(({ dimension, key }) => FILTER_OF[dimension] && key !== null)
  const narrowed = Object.fromEntries(
    at.cell.map(({ dimension, key }) => [FILTER_OF[dimension] ?? dimension, [encodeURIComponent(key ?? '')]]),
  )
  const explained = useExplained(at.metric, filtersOf({ ...search, ...narrowed }, today), undefined, own)
  const { value, n, low, high, small } = at.figure
  const unit = declared?.unit ?? 'count'
  const title = [declared?.label ?? at.metric, ...at.cell.map(({ label }) => label)].join(' · ')
  const notes = [
    declared?.missing,
    n > 0 && (small ? texts.small(format.number(n)) : texts.cases(format.number(n))),
    low !== null && high !== null && texts.interval(format.share(low), format.share(high)),
    explained.data?.text,
  ].filter(Boolean)
  return (
    <SidePanel opened onClose={onClose} title={title}>
      {records.error ? (
        <ErrorState error={records.error} onRepeat={() => void records.refetch()} />
      ) : declared && (!declared.hasRecords || records.data) ? (
        <FigurePanel
          figure={{
            title,
            value: write(value, unit),
            formula: `${declared.meaning} ${declared.formula}`,
            period: format.period(filters.period),
            scope,
            note: notes.map((note) => <p key={String(note)}>{note}</p>),
            records: (records.data?.rows ?? []).map((row) => ({
              id: `${row.id} ${row.at}`,
              label: titleOf(row, texts),
              detail: [row.ownerName ?? texts.records.nobody, momentOf(row, format)].join(' · '),
              value: row.amountMinor === null ? '' : format.money(row.amountMinor),
              ...(row.dealId && { target: { to: `/deals/${row.dealId}` } }),
            })),
            ...(declared.hasRecords && { list: recordsTarget(search, at.metric, cell) }),
          }}
        />
      ) : (
        <SkeletonText lines={8} />
      )}
    </SidePanel>
  )
}

export function titleOf(row: Pick<MetricRecord, 'kind' | 'title'>, texts: ReturnType<typeof useMetricsTexts>): string {
  return row.title ?? texts.records.untitled[row.kind]
}

type Written = Pick<ReturnType<typeof useFormat>, 'dayFull' | 'dayOf' | 'dateTime'>

/** When a record happened; money comes on a day, without an hour. */
export function momentOf({ kind, at }: Pick<MetricRecord, 'kind' | 'at'>, format: Written): string {
  return kind === 'payment' ? format.dayFull(format.dayOf(at)) : format.dateTime(at)
}
