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
import type { lossesContract } from '../contract.ts'
import { behindSearch, narrowed } from './filters.ts'
import { useLossesTexts, useScope } from './use-losses.ts'

type Row = Outputs<typeof lossesContract>['deals']['rows'][number]

/** All deals behind one figure of losses. */
export function LostDealsPage() {
  const { deals: texts, filters } = useLossesTexts()
  const format = useFormat()
  const { today } = useViewer()
  const [search, change] = useSearchState(behindSearch)
  const scope = useScope(Boolean(search.seller ?? search.department ?? search.source ?? search.pipeline))
  const question = { ...sliceInput(search, today), ...narrowed(search) }
  const list = useCursorList(['losses', 'deals', question], (cursor) =>
    api.losses.deals({ ...question, limit: 100, ...(cursor && { cursor }) }),
  )
  const words = texts.columns
  const columns = useMemo(
    (): Column<Row>[] => [
      { id: 'stage', header: words.stage, width: 160, least: 116, cell: (row) => row.stageName ?? '' },
      { id: 'reason', header: words.reason, width: 200, least: 150, cell: (row) => row.reasonName ?? '' },
      {
        id: 'competitor',
        header: words.competitor,
        width: 160,
        least: 108,
        spare: 1,
        cell: (row) => row.competitorNames ?? '',
      },
      { id: 'closedAt', header: words.closedAt, width: 140, cell: (row) => format.dateTime(row.closedAt) },
    ],
    [words, format],
  )
  return (
    <Page
      layout="fill"
      title={texts.title}
      scope={[
        search.outcome === 'won' ? texts.formulaWon : texts.formulaLost,
        format.period(question.within ?? question.period),
        scope,
      ].join(' · ')}
      filters={<SliceFilters search={search} onChange={change} allPipelines={filters.allPipelines} />}
    >
      <DealsBehind
        id="losses.deals"
        label={texts.title}
        list={list}
        words={words}
        handedOver={texts.handedOver}
        nobody={texts.nobody}
        columns={columns}
        below={(row) => [row.reasonName, format.day(format.dayOf(row.closedAt))].filter(Boolean).join(' · ')}
      />
    </Page>
  )
}
