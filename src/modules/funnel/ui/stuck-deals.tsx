import type { UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import type { funnelContract } from '../contract.ts'
import css from './funnel.module.css'
import { useFunnelTexts } from './use-funnel.ts'

type Stuck = Outputs<typeof funnelContract>['stuck']
type Row = Stuck['rows'][number]

/** Deals that stand longer than usual: who has them, how much is in them. */
export function StuckDeals({ query }: { query: UseQueryResult<Stuck> }) {
  const texts = useFunnelTexts()
  const format = useFormat()
  const words = texts.timeLab
  const { data } = query
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: 'deal',
        header: words.columns.deal,
        always: true,
        width: 300,
        cell: (row) => row.title ?? texts.figure.handedOver,
      },
      {
        id: 'owner',
        header: words.columns.owner,
        width: 180,
        least: 136,
        cell: (row) => row.ownerName ?? texts.figure.nobody,
      },
      { id: 'stage', header: words.columns.stage, width: 160, least: 120, cell: (row) => row.stageName },
      { id: 'since', header: words.columns.since, width: 120, cell: (row) => format.day(format.dayOf(row.enteredAt)) },
      {
        id: 'lasts',
        header: words.columns.lasts,
        align: 'end',
        width: 120,
        cell: (row) => format.duration(row.seconds),
      },
      {
        id: 'times',
        header: words.columns.times,
        align: 'end',
        width: 110,
        cell: (row) => words.times(format.number(row.times, { digits: 1 })),
      },
      {
        id: 'amount',
        header: words.columns.amount,
        align: 'end',
        width: 116,
        cell: (row) => <MoneyCell minor={row.amountMinor} />,
      },
    ],
    [words, texts, format],
  )
  const isCut = data && data.n > data.rows.length
  return (
    <Section
      title={words.stuckTitle}
      hint={
        isCut
          ? `${words.stuckListHint}; ${words.stuckShown(format.number(data.rows.length), format.number(data.n))}`
          : words.stuckListHint
      }
      flush
    >
      <DataTable
        id="funnel.stuck"
        label={words.stuckTitle}
        columns={columns}
        rows={data?.rows}
        rowKey={(row) => row.dealId}
        rowTarget={(row) => ({ to: `/deals/${row.dealId}` })}
        error={query.error}
        onRepeat={() => void query.refetch()}
        empty={<p className={css.none}>{words.stuckNone}</p>}
        card={(row) => (
          <TwoLines
            first={row.title ?? texts.figure.handedOver}
            end={format.moneyCompact(row.amountMinor)}
            second={`${row.ownerName ?? texts.figure.nobody} · ${row.stageName} · ${format.duration(row.seconds)}`}
          />
        )}
        height="auto"
        skeletonRows={6}
      />
    </Section>
  )
}
