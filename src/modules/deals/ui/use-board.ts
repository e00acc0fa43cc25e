import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import type { Inputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import type { dealsContract } from '../contract.ts'
import type { Board, BoardColumn } from './use-deals.ts'

type Input = Inputs<typeof dealsContract>['boardTotals']

export type Loading = 'loading' | 'failed' | undefined

/** The board with its windows: the first cards of each column, more of one on demand, counts and sums when they do not come with the cards. */
export function useBoard(input: Input | undefined) {
  const client = useQueryClient()
  const key = ['deals', 'board', input]
  const board = useQuery({
    queryKey: key,
    queryFn: () => api.deals.board({ pipelineId: '', ...input }),
    enabled: input !== undefined,
    staleTime: 30_000,
    // Coming back to the window must not throw the loaded cards away.
    refetchOnWindowFocus: false,
  })
  const wantsTotals = board.data?.columns.some(({ totals }) => totals === null) ?? false
  const totals = useQuery({
    queryKey: ['deals', 'boardTotals', input],
    queryFn: () => api.deals.boardTotals({ pipelineId: '', ...input }),
    enabled: wantsTotals && input !== undefined,
  })
  const columns = useMemo(() => {
    const counted = totals.data && new Map(totals.data.columns.map((sums) => [sums.stageId, sums]))
    // A column that came with its sums stays the same object: only what has changed is drawn anew.
    return board.data?.columns.map((column): BoardColumn =>
      column.totals || !counted
        ? column
        : { ...column, totals: counted.get(column.stage.id) ?? { count: 0, sumMinor: 0 } },
    )
  }, [board.data, totals.data])

  const [loading, setLoading] = useState<Record<string, Loading>>({})
  const asked = useRef(new Set<string>())
  const loadMore = async (stageId: string) => {
    const column = client.getQueryData<Board>(key)?.columns.find(({ stage }) => stage.id === stageId)
    if (!column?.nextCursor || !input || asked.current.has(stageId)) return
    asked.current.add(stageId)
    setLoading((known) => ({ ...known, [stageId]: 'loading' }))
    const { pipelineId: _pipeline, ...filter } = input
    try {
      const next = await api.deals.boardColumn({ ...filter, stageId, cursor: column.nextCursor })
      client.setQueryData<Board>(key, (known) => known && appended(known, stageId, next))
      setLoading((known) => ({ ...known, [stageId]: undefined }))
    } catch {
      setLoading((known) => ({ ...known, [stageId]: 'failed' }))
    } finally {
      asked.current.delete(stageId)
    }
  }
  return { columns, error: board.error, refetch: () => void board.refetch(), loading, loadMore }
}

/** The next cards under those that are there; one that was moved here meanwhile is not doubled. */
function appended(
  board: Board,
  stageId: string,
  { rows, nextCursor }: Pick<BoardColumn, 'rows' | 'nextCursor'>,
): Board {
  return {
    columns: board.columns.map((column) => {
      if (column.stage.id !== stageId) return column
      const known = new Set(column.rows.map(({ id }) => id))
      return { ...column, rows: [...column.rows, ...rows.filter(({ id }) => !known.has(id))], nextCursor }
    }),
  }
}
