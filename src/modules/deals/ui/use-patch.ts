import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Board, BoardColumn, Card, Deal } from './use-deals.ts'

type Slices = InfiniteData<{ rows: Deal[]; nextCursor: string | null }>

/** Puts a changed deal into everything that shows it, at once and without asking the server. */
export function usePatch() {
  const client = useQueryClient()
  return useMemo(
    () => ({
      /** The deal as a list has it. */
      row: (deal: Deal) => patchRow(client, deal),
      /** The deal as its card has it. */
      card: (card: Card) => {
        client.setQueryData(['deals', 'get', { id: card.id }], card)
        patchRow(client, card)
      },
      /** What the change has made old: asked again where it is in sight. */
      settle: (id: string) => {
        void client.invalidateQueries({ queryKey: ['deals', 'history', { id }] })
        void client.invalidateQueries({ queryKey: ['deals', 'totals'] })
        void client.invalidateQueries({ queryKey: ['deals', 'boardTotals'] })
        void client.invalidateQueries({ queryKey: ['deals', 'list'], refetchType: 'none' })
        void client.invalidateQueries({
          predicate: ({ queryKey: [module] }) => module !== 'deals' && module !== 'options',
        })
      },
      /** The deal is in no list any more. */
      remove: (deal: Deal) => {
        client.setQueriesData<Slices>({ queryKey: ['deals', 'list'] }, (slices) => withoutRow(slices, deal.id))
        client.setQueriesData<Board>(
          { queryKey: ['deals', 'board'] },
          (board) => board && { columns: board.columns.map((column) => taken(column, deal.id)) },
        )
      },
      /** Everything about deals is asked again. */
      all: () => void client.invalidateQueries({ queryKey: ['deals'] }),
    }),
    [client],
  )
}

function patchRow(client: QueryClient, deal: Deal): void {
  client.setQueriesData<Slices>(
    { queryKey: ['deals', 'list'] },
    (slices) =>
      slices && {
        ...slices,
        pages: slices.pages.map((slice) => ({
          ...slice,
          rows: slice.rows.map((row) => (row.id === deal.id ? { ...row, ...rowOf(deal) } : row)),
        })),
      },
  )
  client.setQueriesData<Board>({ queryKey: ['deals', 'board'] }, (board) => board && onBoard(board, deal))
  client.setQueryData<Card>(['deals', 'get', { id: deal.id }], (card) => card && { ...card, ...rowOf(deal) })
}

/** The fields of a row alone: a card has more. */
function rowOf(deal: Deal): Deal {
  const {
    id, title, stage, owner, company, source, lossReason, amountMinor, currency, baseMinor, expectedCloseOn, createdAt, closedAt, stageEnteredAt,
    updatedAt, version,
  } = deal // prettier-ignore
  return {
    id, title, stage, owner, company, source, lossReason, amountMinor, currency, baseMinor, expectedCloseOn, createdAt, closedAt, stageEnteredAt,
    updatedAt, version,
  } // prettier-ignore
}

/** The board with the deal on its present stage, in its place by the time of coming there; sums follow. */
export function onBoard(board: Board, deal: Deal): Board {
  return {
    columns: board.columns.map((column) => {
      const rest = taken(column, deal.id)
      return column.stage.id === deal.stage.id ? put(rest, rowOf(deal)) : rest
    }),
  }
}

function taken(column: BoardColumn, id: string): BoardColumn {
  const deal = column.rows.find((row) => row.id === id)
  if (!deal) return column
  return {
    ...column,
    rows: column.rows.filter((row) => row.id !== id),
    totals: column.totals && {
      count: column.totals.count - 1,
      sumMinor: column.totals.sumMinor - deal.baseMinor,
    },
  }
}

function put(column: BoardColumn, deal: Deal): BoardColumn {
  const later = column.rows.findIndex((row) => row.stageEnteredAt <= deal.stageEnteredAt)
  const place = later === -1 ? column.rows.length : later
  // Below what is loaded the card comes with its own page.
  const isShown = later !== -1 || column.nextCursor === null
  return {
    ...column,
    rows: isShown ? column.rows.toSpliced(place, 0, deal) : column.rows,
    totals: column.totals && {
      count: column.totals.count + 1,
      sumMinor: column.totals.sumMinor + deal.baseMinor,
    },
  }
}

function withoutRow(slices: Slices | undefined, id: string): Slices | undefined {
  return (
    slices && {
      ...slices,
      pages: slices.pages.map((slice) => ({ ...slice, rows: slice.rows.filter((row) => row.id !== id) })),
    }
  )
}
