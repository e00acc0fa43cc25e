import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { useViewer } from '#web/session.tsx'
import type { MetricRecord } from '../contract.ts'
import { momentOf, titleOf } from './figure-panel.tsx'
import { cellOf, filtersOf, recordsSearch } from './filters.ts'
import { useCatalogue, useMetricsTexts, useScopeName } from './use-metrics.ts'

/** All records behind one figure, newest first, with its formula. */
export function RecordsPage() {
  const texts = useMetricsTexts()
  const format = useFormat()
  const { today } = useViewer()
  const [search] = useSearchState(recordsSearch)
  const { byKey } = useCatalogue()
  const declared = byKey.get(search.metric)
  const filters = filtersOf(search, today)
  const scope = useScopeName(Object.keys(filters).length > 1 || (search.cell?.length ?? 0) > 0)
  const question = { metric: search.metric, cell: cellOf(search), ...filters, limit: 100 }
  const list = useCursorList(['metrics', 'records', question], (cursor) =>
    api.metrics.records({ ...question, ...(cursor && { cursor }) }),
  )
  const words = texts.records.columns
  const columns = useMemo(
    (): Column<MetricRecord>[] => [
      { id: 'title', header: words.title, always: true, width: 360, cell: (row) => titleOf(row, texts) },
      { id: 'owner', header: words.owner, width: 200, cell: (row) => row.ownerName ?? texts.records.nobody },
      { id: 'at', header: words.at, width: 170, cell: (row) => momentOf(row, format) },
      {
        id: 'amount',
        header: words.amount,
        align: 'end',
        width: 150,
        cell: (row) => (row.amountMinor === null ? '' : <MoneyCell minor={row.amountMinor} />),
      },
    ],
    [words, texts, format],
  )
  return (
    <Page
      layout="fill"
      title={`${texts.records.title}: ${declared?.label ?? ''}`}
      scope={[declared?.formula, format.period(filters.period), scope].filter(Boolean).join(' · ')}
    >
      <DataTable
        id="metrics.records"
        label={texts.records.title}
        columns={columns}
        {...list}
        rowKey={(row) => `${row.id} ${row.at}`}
        rowTarget={(row) => ({ to: row.dealId ? `/deals/${row.dealId}` : '/metrics' })}
        card={(row) => (
          <TwoLines
            first={titleOf(row, texts)}
            end={row.amountMinor !== null && format.moneyCompact(row.amountMinor)}
            second={`${row.ownerName ?? texts.records.nobody} · ${momentOf(row, format)}`}
          />
        )}
      />
    </Page>
  )
}
