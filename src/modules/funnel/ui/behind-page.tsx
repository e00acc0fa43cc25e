import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { useViewer } from '#web/session.tsx'
import type { Outputs } from '#core/http/contract.ts'
import type { funnelContract } from '../contract.ts'
import { DealsBehind } from './deals-behind.tsx'
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
    ],
    [words, format, isTime],
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
      <DealsBehind
        id="funnel.deals"
        label={texts.figure.list}
        list={list}
        words={words}
        handedOver={texts.figure.handedOver}
        nobody={texts.figure.nobody}
        columns={columns}
        {...(isTime && { beside: (row: Row) => format.duration(row.seconds) })}
        below={(row) => format.dateTime(row.at)}
        rowKey={(row) => `${row.dealId} ${row.at}`}
      />
    </Page>
  )
}
