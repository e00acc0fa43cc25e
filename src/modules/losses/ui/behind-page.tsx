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
import type { lossesContract } from '../contract.ts'
import { behindSearch, inputOf, narrowed } from './filters.ts'
import { LossesFilters } from './losses-filters.tsx'
import { useLossesTexts, useScope } from './use-losses.ts'

type Row = Outputs<typeof lossesContract>['deals']['rows'][number]

/** All deals behind one figure of losses. */
export function LostDealsPage() {
  const texts = useLossesTexts()
  const format = useFormat()
  const { today } = useViewer()
  const [search, change] = useSearchState(behindSearch)
  const scope = useScope(Boolean(search.seller ?? search.department ?? search.source ?? search.pipeline))
  const question = { ...inputOf(search, today), ...narrowed(search) }
  const list = useCursorList(['losses', 'deals', question], (cursor) =>
    api.losses.deals({ ...question, limit: 100, ...(cursor && { cursor }) }),
  )
  const words = texts.deals.columns
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: 'title',
        header: words.title,
        always: true,
        width: 300,
        cell: (row) => row.title ?? texts.deals.handedOver,
      },
      { id: 'owner', header: words.owner, width: 180, cell: (row) => row.ownerName ?? texts.deals.nobody },
      { id: 'stage', header: words.stage, width: 160, cell: (row) => row.stageName ?? '' },
      { id: 'reason', header: words.reason, width: 180, cell: (row) => row.reasonName ?? '' },
      { id: 'competitor', header: words.competitor, width: 160, cell: (row) => row.competitorNames ?? '' },
      { id: 'closedAt', header: words.closedAt, width: 140, cell: (row) => format.dateTime(row.closedAt) },
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
      scope={[
        search.outcome === 'won' ? texts.deals.formulaWon : texts.deals.formulaLost,
        format.period(question.within ?? question.period),
        scope,
      ].join(' · ')}
      filters={<LossesFilters search={search} onChange={change} />}
    >
      <DataTable
        id="losses.deals"
        label={texts.deals.title}
        columns={columns}
        {...list}
        rowKey={(row) => row.dealId}
        rowTarget={(row) => ({ to: `/deals/${row.dealId}` })}
        card={(row) => (
          <TwoLines
            first={`${row.title ?? texts.deals.handedOver} · ${format.moneyCompact(row.amountMinor)}`}
            second={[row.ownerName ?? texts.deals.nobody, row.reasonName, format.day(row.closedAt.slice(0, 10))]
              .filter(Boolean)
              .join(' · ')}
          />
        )}
      />
    </Page>
  )
}
