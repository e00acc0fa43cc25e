import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { DealsBehind, sliceInput, SliceFilters } from '#modules/funnel/ui/api.tsx'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { useViewer } from '#web/session.tsx'
import type { processContract } from '../contract.ts'
import { behindSearch, narrowed } from './filters.ts'
import { useProcessTexts, useScope } from './use-process.ts'

type Row = Outputs<typeof processContract>['deals']['rows'][number]

/** All deals of a way, a move or a place of the map. */
export function WayDealsPage() {
  const { deals: texts } = useProcessTexts()
  const format = useFormat()
  const { today } = useViewer()
  const [search, change] = useSearchState(behindSearch)
  const scope = useScope(Boolean(search.seller ?? search.department ?? search.source))
  const question = { ...sliceInput(search, today), ...narrowed(search) }
  const list = useCursorList(['process', 'deals', question], (cursor) =>
    api.process.deals({ ...question, limit: 100, ...(cursor && { cursor }) }),
  )
  const words = texts.columns
  const columns = useMemo(
    (): Column<Row>[] => [
      { id: 'stage', header: words.stage, width: 160, cell: (row) => row.stageName ?? '' },
      { id: 'created', header: words.created, width: 150, cell: (row) => format.dateTime(row.createdAt) },
      { id: 'time', header: words.time, align: 'end', width: 130, cell: (row) => format.duration(row.seconds) },
    ],
    [words, format],
  )
  return (
    <Page
      layout="fill"
      title={texts.title}
      scope={[search.variant && texts.way, format.period(question.period), scope].filter(Boolean).join(' · ')}
      filters={<SliceFilters search={search} pipelineId={search.pipeline} onChange={change} />}
    >
      <DealsBehind
        id="process.deals"
        label={texts.title}
        list={list}
        words={words}
        handedOver={texts.handedOver}
        nobody={texts.nobody}
        columns={columns}
        below={(row) => row.stageName}
      />
    </Page>
  )
}
