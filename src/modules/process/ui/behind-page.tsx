import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { useViewer } from '#web/session.tsx'
import type { processContract } from '../contract.ts'
import { behindSearch, inputOf, narrowed } from './filters.ts'
import { ProcessFilters } from './process-filters.tsx'
import { useProcessTexts, useScope } from './use-process.ts'

type Row = Outputs<typeof processContract>['deals']['rows'][number]

/** All deals of a way, a move or a place of the map. */
export function WayDealsPage() {
  const texts = useProcessTexts()
  const format = useFormat()
  const { today } = useViewer()
  const [search, change] = useSearchState(behindSearch)
  const scope = useScope(Boolean(search.seller ?? search.department ?? search.source))
  const question = { ...inputOf(search, today), ...narrowed(search) }
  const list = useCursorList(['process', 'deals', question], (cursor) =>
    api.process.deals({ ...question, limit: 100, ...(cursor && { cursor }) }),
  )
  const words = texts.deals.columns
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: 'title',
        header: words.title,
        always: true,
        width: 320,
        cell: (row) => row.title ?? texts.deals.handedOver,
      },
      { id: 'owner', header: words.owner, width: 180, cell: (row) => row.ownerName ?? texts.deals.nobody },
      { id: 'stage', header: words.stage, width: 160, cell: (row) => row.stageName ?? '' },
      { id: 'created', header: words.created, width: 150, cell: (row) => format.dateTime(row.createdAt) },
      { id: 'time', header: words.time, align: 'end', width: 130, cell: (row) => format.duration(row.seconds) },
      {
        id: 'amount',
        header: words.amount,
        align: 'end',
        width: 140,
        cell: (row) => <MoneyCell minor={row.amountMinor} />,
      },
    ],
    [words, texts, format],
  )
  return (
    <Page
      layout="fill"
      title={texts.deals.title}
      scope={[search.variant && texts.deals.way, format.period(question.period), scope].filter(Boolean).join(' · ')}
      filters={<ProcessFilters search={search} pipelineId={search.pipeline} onChange={change} />}
    >
      <DataTable
        id="process.deals"
        label={texts.deals.title}
        columns={columns}
        {...list}
        rowKey={(row) => row.dealId}
        rowTarget={(row) => ({ to: `/deals/${row.dealId}` })}
        card={(row) => (
          <TwoLines
            first={`${row.title ?? texts.deals.handedOver} · ${format.moneyCompact(row.amountMinor)}`}
            second={[row.ownerName ?? texts.deals.nobody, row.stageName].filter(Boolean).join(' · ')}
          />
        )}
      />
    </Page>
  )
}
