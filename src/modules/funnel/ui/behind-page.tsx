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
import type { Outputs } from '#core/http/contract.ts'
import type { funnelContract } from '../contract.ts'
import { behindSearch, inputOf } from './filters.ts'
import { FunnelFilters } from './funnel-filters.tsx'
import { useFunnelTexts, useScopeName, useView } from './use-funnel.ts'

type Row = Outputs<typeof funnelContract>['deals']['rows'][number]

/** All deals behind one figure of the funnel, with its formula. */
export function BehindPage() {
  const texts = useFunnelTexts()
  const format = useFormat()
  const { today } = useViewer()
  const [search, change] = useSearchState(behindSearch)
  const input = inputOf(search, today)
  const scope = useScopeName(Boolean(search.seller ?? search.department ?? search.source))
  const { data: view } = useView(input)
  const question = { ...input, figure: search.figure, ...(search.stage && { stageId: search.stage }) }
  const list = useCursorList(['funnel', 'deals', question], (cursor) =>
    api.funnel.deals({ ...question, limit: 100, ...(cursor && { cursor }) }),
  )
  const stages = useMemo(() => new Map(view?.stages.map((stage) => [stage.id, stage.name])), [view])
  const isTime = search.figure === 'stays_stage' || search.figure === 'ongoing_stage'
  const { columns: words } = texts.figure

  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: 'title',
        header: words.title,
        always: true,
        width: 320,
        cell: (row) => row.title ?? texts.figure.handedOver,
      },
      { id: 'owner', header: words.owner, width: 180, cell: (row) => row.ownerName ?? texts.figure.nobody },
      { id: 'stage', header: words.stage, width: 160, cell: (row) => row.stageName ?? '' },
      { id: 'at', header: words.at, width: 150, cell: (row) => format.dateTime(row.at) },
      ...(isTime
        ? [
            {
              id: 'seconds',
              header: words.seconds,
              align: 'end' as const,
              width: 120,
              cell: (row: Row) => format.duration(row.seconds),
            },
          ]
        : []),
      {
        id: 'amount',
        header: words.amount,
        align: 'end',
        width: 140,
        cell: (row) => <MoneyCell minor={row.amountMinor} />,
      },
    ],
    [words, texts, format, isTime],
  )
  return (
    <Page
      layout="fill"
      title={texts.figure.list}
      scope={[texts.figure.formulas[search.figure], stages.get(search.stage ?? ''), format.period(input.period), scope]
        .filter(Boolean)
        .join(' · ')}
      filters={<FunnelFilters search={search} pipelineId={view?.pipeline.id} onChange={change} />}
    >
      <DataTable
        id="funnel.deals"
        label={texts.figure.list}
        columns={columns}
        {...list}
        rowKey={(row) => `${row.dealId} ${row.at}`}
        rowTarget={(row) => ({ to: `/deals/${row.dealId}` })}
        card={(row) => (
          <TwoLines
            first={`${row.title ?? texts.figure.handedOver} · ${isTime ? format.duration(row.seconds) : format.moneyCompact(row.amountMinor)}`}
            second={`${row.ownerName ?? texts.figure.nobody} · ${format.dateTime(row.at)}`}
          />
        )}
      />
    </Page>
  )
}
