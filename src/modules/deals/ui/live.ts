import type { Query, QueryClient } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import type { Board, Card } from './use-deals.ts'
import { patchRow, removeRow } from './use-patch.ts'

/**
 * Puts deals that somebody else has changed into whatever shows them: cards that were loaded and the place in the list stay. Asked for only while
 * some list, board or card is in sight.
 */
export async function bringDeals(client: QueryClient, ids: readonly string[]): Promise<void> {
  if (client.getQueryCache().findAll({ queryKey: ['deals'], type: 'active' }).length === 0) {
    await client.invalidateQueries({ queryKey: ['deals'] })
    return
  }
  await Promise.all(ids.map((id) => bringDeal(client, id)))
  for (const name of ['totals', 'boardTotals']) void client.invalidateQueries({ queryKey: ['deals', name] })
}

async function bringDeal(client: QueryClient, id: string): Promise<void> {
  const isShown = (queryKey: readonly unknown[]) => client.getQueryCache().find({ queryKey })?.isActive() ?? false
  const belongs = ({ queryKey: [, , input], state }: Query) =>
    !isFiltered(input) || holds(state.data as Board | undefined, id)
  try {
    const asked = await api.deals.get({ id })
    const known = client.getQueryData<Card>(['deals', 'get', { id }])
    // An edit of this window may have been answered meanwhile.
    const card = known && known.version > asked.version ? known : asked
    client.setQueryData<Card>(['deals', 'get', { id }], card)
    patchRow(client, card, belongs)
    if (isShown(['deals', 'history', { id }])) void client.invalidateQueries({ queryKey: ['deals', 'history', { id }] })
    // A board or a list with filters knows better whether the deal still belongs there.
    void client.invalidateQueries({ queryKey: ['deals', 'board'], predicate: (query) => !belongs(query) })
    void client.invalidateQueries({
      queryKey: ['deals', 'list'],
      refetchType: isInList(client, id) ? 'none' : 'active',
    })
  } catch (thrown) {
    if (toApiError(thrown).code !== 'NOT_FOUND') throw thrown
    removeRow(client, id)
    void client.invalidateQueries({ queryKey: ['deals', 'get', { id }] })
  }
}

const isFiltered = (input: unknown) => typeof input === 'object' && input !== null && Object.keys(input).length > 1

const holds = (board: Board | undefined, id: string) =>
  board?.columns.some(({ rows }) => rows.some((row) => row.id === id)) ?? false

function isInList(client: QueryClient, id: string): boolean {
  return client
    .getQueriesData<{ pages: { rows: { id: string }[] }[] }>({ queryKey: ['deals', 'list'] })
    .some(([, slices]) => slices?.pages.some(({ rows }) => rows.some((row) => row.id === id)))
}
