import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { useViewer } from '#web/session.tsx'
import type { sellersContract } from '../contract.ts'
import { behindSearch, inputOf } from './filters.ts'
import { useSellers, useSellersTexts } from './use-sellers.ts'

type Row = Outputs<typeof sellersContract>['deals']['rows'][number]

/** All records behind one figure of a seller, a department or the company. */
export function BehindPage() {
  const texts = useSellersTexts()
  const format = useFormat()
  const { today } = useViewer()
  const [search, change] = useSearchState(behindSearch)
  const input = inputOf(search, today)
  const { rows: lines } = useSellers(input)
  const question = {
    ...input,
    figure: search.figure,
    level: search.level,
    ...(search.subject && { subjectId: search.subject }),
  }
  const list = useCursorList(['sellers', 'deals', question], (cursor) =>
    api.sellers.deals({ ...question, limit: 100, ...(cursor && { cursor }) }),
  )
  const { recordColumns: words, handedOver, kinds, formulas } = texts.figure
  const columns = useMemo(
    (): Column<Row>[] => [
      { id: 'title', header: words.title, always: true, width: 340, cell: (row) => row.title ?? handedOver },
      { id: 'owner', header: words.owner, width: 200, cell: (row) => row.ownerName ?? texts.lines.nobody },
      { id: 'kind', header: words.kind, width: 150, cell: (row) => (row.kind ? kinds[row.kind] : '') },
      { id: 'at', header: words.at, width: 150, cell: (row) => format.dateTime(row.at) },
      {
        id: 'amount',
        header: words.amount,
        align: 'end',
        width: 140,
        cell: (row) => <MoneyCell minor={row.amountMinor} signed={row.kind !== null && row.kind !== 'win'} />,
      },
    ],
    [words, handedOver, kinds, texts, format],
  )
  const name = lines?.find((line) => line.subjectId === search.subject)?.name
  return (
    <Page
      layout="fill"
      title={[texts.columns[search.figure], name].filter(Boolean).join(': ')}
      scope={[formulas[search.figure], search.figure === 'open' ? texts.now : format.period(input.period)].join(' · ')}
      filters={
        <FilterBar>
          <PeriodPicker value={input.period} today={today} onChange={(period) => change({ period })} />
        </FilterBar>
      }
    >
      <DataTable
        id="sellers.deals"
        label={texts.columns[search.figure]}
        columns={columns}
        {...list}
        rowKey={(row) => `${row.dealId} ${row.at} ${row.kind}`}
        rowTarget={(row) => ({ to: `/deals/${row.dealId}` })}
        card={(row) => (
          <TwoLines
            first={row.title ?? handedOver}
            end={format.moneyCompact(row.amountMinor)}
            second={`${row.ownerName ?? texts.lines.nobody} · ${format.dateTime(row.at)}`}
          />
        )}
      />
    </Page>
  )
}
