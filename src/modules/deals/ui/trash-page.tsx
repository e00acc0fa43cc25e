import { Button } from '@mantine/core'
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell } from '#web/kit/cells.tsx'
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { NothingFound } from '#web/kit/nothing-found.tsx'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import type { TrashedDeal } from '../contract.ts'
import { can } from '../policy.ts'
import css from './deals.module.css'
import { useDealsTexts } from './use-deals.ts'

const search = z.object({ q: z.string().max(200).optional() })

/** Deals that were thrown away: given back, or deleted for ever by those who may. */
export function TrashPage() {
  const texts = useDealsTexts()
  const words = texts.trash
  const format = useFormat()
  const viewer = useViewer()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [{ q }, change] = useSearchState(search)
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const [asks, setAsks] = useState(false)
  const input = q ? { text: q } : {}
  const list = useCursorList<TrashedDeal>(['deals', 'trashed', input], (cursor) =>
    api.deals.trashed({ ...input, ...(cursor && { cursor }) }),
  )
  const columns = useTrashColumns()
  const ids = [...keys]
  const n = format.number(ids.length)

  const act = async (request: () => Promise<unknown>, told: string) => {
    try {
      await request()
      say(told)
      setKeys(new Set())
      void client.invalidateQueries()
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  const restore = (given: string[]) =>
    act(
      () => api.deals.trash({ ids: given, deleted: false }),
      words.restored(format.number(given.length), given.length),
    )
  const purge = async () => {
    await act(() => api.deals.purge({ ids }), words.purged(ids.length))
    setAsks(false)
  }

  return (
    <Page
      title={words.title}
      scope={words.hint}
      layout="fill"
      filters={<FilterBar search={{ value: q, onChange: (next) => change({ q: next }), placeholder: words.search }} />}
    >
      <DataTable
        id="deals.trash"
        label={words.title}
        columns={columns}
        {...list}
        rowKey={(deal) => deal.id}
        selection={{
          keys,
          change: setKeys,
          actions: (
            <>
              {can(viewer, 'trash') && (
                <Button variant="default" onClick={() => void restore(ids)}>
                  {words.restore}
                </Button>
              )}
              {can(viewer, 'purge') && (
                <Button variant="default" color="red" onClick={() => setAsks(true)}>
                  {words.purge}
                </Button>
              )}
            </>
          ),
        }}
        card={(deal) => (
          <TrashCard deal={deal} onRestore={can(viewer, 'trash') ? () => void restore([deal.id]) : undefined} />
        )}
        empty={
          q ? (
            <NothingFound title={words.nothing} onReset={() => change({ q: undefined })} />
          ) : (
            <EmptyState icon={IconTrash} title={words.empty} text={words.emptyText} />
          )
        }
      />
      <ConfirmDialog
        opened={asks}
        title={words.purgeTitle(n, ids.length)}
        text={words.purgeText}
        confirm={words.purge}
        danger
        onConfirm={purge}
        onCancel={() => setAsks(false)}
      />
    </Page>
  )
}

function TrashCard({ deal, onRestore }: { deal: TrashedDeal; onRestore: (() => void) | undefined }) {
  const texts = useDealsTexts()
  const format = useFormat()
  return (
    <div>
      <strong>{deal.title}</strong>
      <div className={css.quiet}>
        {[deal.stage.name, deal.owner?.name, format.dateTime(deal.deletedAt), deal.deletedBy?.name]
          .filter(Boolean)
          .join(' · ')}
      </div>
      {onRestore && (
        <Button variant="default" mt="xs" onClick={onRestore}>
          {texts.trash.restore}
        </Button>
      )}
    </div>
  )
}

function useTrashColumns(): Column<TrashedDeal>[] {
  const texts = useDealsTexts()
  const format = useFormat()
  return useMemo(() => {
    const { columns: words, trash } = texts
    return [
      { id: 'title', header: words.title, cell: (deal) => deal.title, always: true, width: 300, least: 240 },
      {
        id: 'amount',
        header: words.amount,
        align: 'end',
        width: 96,
        cell: (deal) => deal.baseMinor !== null && <MoneyCell minor={deal.baseMinor} />,
      },
      { id: 'stage', header: words.stage, cell: (deal) => deal.stage.name, width: 122, least: 100 },
      {
        id: 'owner',
        header: words.owner,
        cell: (deal) => deal.owner?.name,
        width: 140,
        least: 108,
      },
      { id: 'company', header: words.company, cell: (deal) => deal.company?.name, width: 150, least: 110, spare: 1 },
      { id: 'deletedAt', header: trash.deletedAt, cell: (deal) => format.dateTime(deal.deletedAt), width: 130 },
      {
        id: 'deletedBy',
        header: trash.deletedBy,
        cell: (deal) => deal.deletedBy?.name,
        width: 140,
        least: 108,
      },
    ]
  }, [texts, format])
}
