import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { More } from './data-table.tsx'

type Slice<Row> = { rows: readonly Row[]; nextCursor: string | null }

/**
 * A list that comes in slices by cursor. Takes the query key and the request of one slice, gives what DataTable wants:
 * `<DataTable {...useCursorList(['deals', 'list', input], (cursor) => api.deals.list({ ...input, cursor }))} … />`.
 */
export function useCursorList<Row extends object>(
  key: readonly unknown[],
  fetchSlice: (cursor: string | undefined) => Promise<Slice<Row>>,
  /** Not yet: what the question means is still being found out. Skeleton rows stand in. */
  { enabled = true }: { enabled?: boolean } = {},
): { rows: readonly Row[] | undefined; updating: boolean; error: unknown; onRepeat: () => void; more: More } {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => fetchSlice(pageParam),
    enabled,
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((slice) => slice.rows), [query.data])
  return {
    rows,
    updating: query.isPlaceholderData,
    error: query.error,
    onRepeat: () => void query.refetch(),
    more: {
      has: query.hasNextPage,
      loading: query.isFetchingNextPage,
      load: () => void query.fetchNextPage(),
    },
  }
}
