import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { DateCell, MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { Link } from '#web/kit/routing.tsx'
import { StageBadge } from '#web/kit/stage-badge.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import type { ClientDeal, ClientKind } from '../contract.ts'
import css from './clients.module.css'
import { useClientsTexts, useDayOf } from './use-clients.ts'

/** Deals with a client, open ones first. */
export function ClientDeals({ kind, id }: { kind: ClientKind; id: string }) {
  const { deals: words } = useClientsTexts()
  const dayOf = useDayOf()
  const list = useInfiniteQuery({
    queryKey: ['clients', 'deals', { kind, id }],
    queryFn: ({ pageParam }) => api.clients.clientDeals({ kind, id, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  const columns = useMemo(
    (): Column<ClientDeal>[] => [
      { id: 'title', header: words.title, always: true, width: 260, cell: (row) => row.title },
      { id: 'stage', header: words.stage, width: 180, cell: (row) => <StageBadge {...row.stage} /> },
      {
        id: 'amount',
        header: words.amount,
        width: 130,
        align: 'end',
        cell: (row) => <MoneyCell minor={row.baseMinor} />,
      },
      { id: 'owner', header: words.owner, width: 160, cell: (row) => row.owner?.name },
      {
        id: 'created',
        header: words.created,
        width: 110,
        cell: (row) => <DateCell day={dayOf(row.createdAt)} />,
      },
    ],
    [words, dayOf],
  )
  return (
    <>
      <DataTable
        id="clients.deals"
        label={words.title}
        columns={columns}
        rows={list.data?.pages.flatMap(({ rows }) => rows)}
        rowKey={(row) => row.id}
        rowTarget={(row) => ({ to: `/deals/${row.id}` })}
        error={list.error}
        onRepeat={() => void list.refetch()}
        more={{ has: list.hasNextPage, loading: list.isFetchingNextPage, load: () => void list.fetchNextPage() }}
        height="auto"
        card={(row) => (
          <TwoLines
            first={row.title}
            second={
              <>
                <StageBadge {...row.stage} /> <MoneyCell minor={row.baseMinor} />
              </>
            }
          />
        )}
        empty={<EmptyState icon={IconBriefcase} title={words.none} text={words.noneText} />}
      />
      {kind === 'company' && (list.data?.pages[0]?.count ?? 0) > 0 && (
        <p className={css.below}>
          <Link to="/deals" search={{ company: id, status: 'all' }}>
            {words.all}
          </Link>
        </p>
      )}
    </>
  )
}
