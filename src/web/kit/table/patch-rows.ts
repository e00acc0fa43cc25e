import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'

interface Slice {
  rows: readonly { id: string }[]
}

/** Shows a change of one row at once in every list whose key begins like this, before the server has answered. */
export function patchRows<Row extends { id: string }>(
  client: QueryClient,
  queryKey: QueryKey,
  id: string,
  shown: Partial<Row>,
): void {
  client.setQueriesData<InfiniteData<Slice>>({ queryKey }, (list) =>
    list?.pages
      ? {
          ...list,
          pages: list.pages.map((slice) => ({
            ...slice,
            rows: slice.rows.map((row) => (row.id === id ? { ...row, ...shown } : row)),
          })),
        }
      : list,
  )
}
