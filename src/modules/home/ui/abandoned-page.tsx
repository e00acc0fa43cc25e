import { useMemo } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { Page } from '#web/kit/page.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { ABANDONED_DAYS } from '../calc/attention.ts'
import type { homeContract } from '../contract.ts'
import css from './home.module.css'
import { useHomeTexts } from './use-home.ts'

type Row = Outputs<typeof homeContract>['abandoned']['rows'][number]

/** Open deals that nobody has touched for long: each waits for a decision. */
export function AbandonedPage() {
  const { abandonedPage: words, lines } = useHomeTexts()
  const format = useFormat()
  const list = useCursorList(['home', 'abandoned'], (cursor) =>
    api.home.abandoned({ limit: 100, ...(cursor && { cursor }) }),
  )
  const columns = useMemo((): Column<Row>[] => {
    const { columns: names } = words
    return [
      { id: 'title', header: names.title, always: true, width: 360, least: 200, cell: (row) => row.title },
      { id: 'owner', header: names.owner, width: 180, least: 116, cell: (row) => row.ownerName ?? lines.nobody },
      { id: 'stage', header: names.stage, width: 160, least: 110, cell: (row) => row.stageName },
      { id: 'lastSign', header: names.lastSign, width: 160, cell: (row) => format.dateTime(row.lastSignAt) },
      {
        id: 'amount',
        header: names.amount,
        align: 'end',
        width: 140,
        cell: (row) => <MoneyCell minor={row.amountMinor} />,
      },
    ]
  }, [words, lines, format])
  return (
    <Page layout="fill" title={words.title} scope={words.scope(ABANDONED_DAYS)}>
      <DataTable
        id="home.abandoned"
        label={words.title}
        columns={columns}
        {...list}
        rowKey={(row) => row.dealId}
        rowTarget={(row) => ({ to: `/deals/${row.dealId}` })}
        empty={<p className={css.quiet}>{words.none}</p>}
        card={(row) => (
          <TwoLines
            first={`${row.title} · ${format.moneyCompact(row.amountMinor)}`}
            second={`${row.stageName} · ${row.ownerName ?? lines.nobody} · ${format.dateTime(row.lastSignAt)}`}
          />
        )}
      />
    </Page>
  )
}
