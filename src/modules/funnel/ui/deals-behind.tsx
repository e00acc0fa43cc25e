import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import type { useCursorList } from '#web/kit/table/use-cursor-list.ts'

/** A deal behind a figure: no title means that it is another's now. */
export type DealBehind = { dealId: string; title: string | null; ownerName: string | null; amountMinor: number | null }

type Props<Row extends DealBehind> = {
  /** Names the table in the memory of widths and columns: `losses.deals`. */
  id: string
  label: string
  list: ReturnType<typeof useCursorList<Row>>
  words: { title: string; owner: string; amount: string }
  /** Said in place of a title and of a name. */
  handedOver: string
  nobody: string
  /** Columns between the owner and the amount; keep them in useMemo. */
  columns: readonly Column<Row>[]
  /** On a phone: what stands beside the title in place of the amount, and the words after the owner. */
  beside?: (row: Row) => string
  below: (row: Row) => string | null
  rowKey?: (row: Row) => string
}

/** The list of deals behind a figure of analytics: the deal, whose it is, what the page adds, how much. */
export function DealsBehind<Row extends DealBehind>(props: Props<Row>) {
  const { id, label, list, words, handedOver, nobody, columns, below } = props
  const format = useFormat()
  const all = useMemo(
    (): Column<Row>[] => [
      { id: 'title', header: words.title, always: true, width: 300, cell: (row) => row.title ?? handedOver },
      { id: 'owner', header: words.owner, width: 180, least: 136, cell: (row) => row.ownerName ?? nobody },
      ...columns,
      {
        id: 'amount',
        header: words.amount,
        align: 'end',
        width: 120,
        cell: (row) => <MoneyCell minor={row.amountMinor} />,
      },
    ],
    [words, handedOver, nobody, columns],
  )
  const beside = props.beside ?? ((row: Row) => format.moneyCompact(row.amountMinor))
  return (
    <DataTable
      id={id}
      label={label}
      columns={all}
      {...list}
      rowKey={props.rowKey ?? ((row) => row.dealId)}
      rowTarget={(row) => ({ to: `/deals/${row.dealId}` })}
      card={(row) => (
        <TwoLines
          first={row.title ?? handedOver}
          end={beside(row)}
          second={[row.ownerName ?? nobody, below(row)].filter(Boolean).join(' · ')}
        />
      )}
    />
  )
}
