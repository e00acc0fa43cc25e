import { type InfiniteData, type Query, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { putAnswer } from '#web/kit/put-answer.ts'
import { onBoard, rowOf, taken } from './board-model.ts'
import type { Board, Card, Deal } from './use-deals.ts'

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
        void putAnswer(client, ['deals', 'get', { id: card.id }], card)
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
      /** What a card has and a row has not: asked again where the card is in sight. */
      again: (id: string) => void client.invalidateQueries({ queryKey: ['deals', 'get', { id }] }),
      /** The deal is in no list any more. */
      remove: (deal: Deal) => removeRow(client, deal.id),
      /** Everything about deals is asked again. */
      all: () => void client.invalidateQueries({ queryKey: ['deals'] }),
    }),
    [client],
  )
}

/** Puts the deal into lists, boards and its card. `onBoards`: only into those of which it says so. */
export function patchRow(client: QueryClient, deal: Deal, onBoards: (board: Query) => boolean = () => true): void {
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
  client.setQueriesData<Board>(
    { queryKey: ['deals', 'board'], predicate: onBoards },
    (board) => board && onBoard(board, deal),
  )
  client.setQueryData<Card>(['deals', 'get', { id: deal.id }], (card) => card && { ...card, ...rowOf(deal) })
}

/** The deal is in no list and on no board any more. */
export function removeRow(client: QueryClient, id: string): void {
  client.setQueriesData<Slices>({ queryKey: ['deals', 'list'] }, (slices) => withoutRow(slices, id))
  client.setQueriesData<Board>(
    { queryKey: ['deals', 'board'] },
    (board) => board && { columns: board.columns.map((column) => taken(column, id)) },
  )
}

function withoutRow(slices: Slices | undefined, id: string): Slices | undefined {
  return (
    slices && {
      ...slices,
      pages: slices.pages.map((slice) => ({ ...slice, rows: slice.rows.filter((row) => row.id !== id) })),
    }
  )
}
