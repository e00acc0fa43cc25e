import { Button } from '@mantine/core'
import IconGitMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { ClientKind } from '../contract.ts'
import css from './clients.module.css'
import { MovesText } from './moves.tsx'
import { clientTarget, type Merge, useClientsTexts, useDayOf, useRefresh } from './use-clients.ts'

/** Who merged what, and the way back. */
export function MergesList({ kind }: { kind: ClientKind }) {
  const { merges: words } = useClientsTexts()
  const format = useFormat()
  const dayOf = useDayOf()
  const [undone, setUndone] = useState<Merge>()
  const list = useQuery({ queryKey: ['clients', 'merges', { kind }], queryFn: () => api.clients.merges({ kind }) })
  const columns = useMemo((): Column<Merge>[] => {
    const day = (at: string) => format.dayFull(dayOf(at))
    return [
      {
        id: 'what',
        header: words.what,
        always: true,
        width: 320,
        cell: (row) => (
          <TwoLines
            first={<Link {...clientTarget(row.kind, row.master.id)}>{row.master.name}</Link>}
            second={`+ ${row.absorbed.name}`}
          />
        ),
      },
      { id: 'by', header: words.by, width: 160, cell: (row) => row.by?.name },
      { id: 'at', header: words.at, width: 140, cell: (row) => format.dateTime(row.at) },
      {
        id: 'state',
        header: words.state,
        width: 220,
        cell: (row) =>
          row.undoneAt
            ? words.undone(day(row.undoneAt))
            : row.mayUndo
              ? words.until(day(row.undoableUntil))
              : words.over,
      },
      {
        id: 'undo',
        header: '',
        always: true,
        width: 120,
        cell: (row) =>
          row.mayUndo && (
            <Button size="compact-sm" variant="default" onClick={() => setUndone(row)}>
              {words.undo}
            </Button>
          ),
      },
    ]
  }, [words, format, dayOf])
  return (
    <>
      <DataTable
        id="clients.merges"
        label={words.what}
        columns={columns}
        rows={list.data?.rows}
        rowKey={(row) => row.id}
        error={list.error}
        onRepeat={() => void list.refetch()}
        card={(row) => (
          <TwoLines
            first={`${row.master.name} + ${row.absorbed.name}`}
            second={
              row.mayUndo ? (
                <Button variant="default" onClick={() => setUndone(row)}>
                  {words.undo}
                </Button>
              ) : (
                format.dateTime(row.at)
              )
            }
          />
        )}
        empty={<EmptyState icon={IconGitMerge} title={words.none} text={words.noneText} />}
      />
      <UndoDialog merge={undone} onClose={() => setUndone(undefined)} />
    </>
  )
}

function UndoDialog({ merge, onClose }: { merge: Merge | undefined; onClose: () => void }) {
  const { merges: words } = useClientsTexts()
  const refresh = useRefresh()
  const errorText = useErrorText()
  const undo = async () => {
    if (!merge) return
    try {
      await api.clients.undoMerge({ id: merge.id })
      say(words.done)
      refresh.all()
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
    onClose()
  }
  return (
    <ConfirmDialog
      opened={merge !== undefined}
      title={words.undoTitle}
      text={merge && <UndoPreview id={merge.id} />}
      confirm={words.undo}
      onConfirm={undo}
      onCancel={onClose}
    />
  )
}

function UndoPreview({ id }: { id: string }) {
  const { merges: words, fields } = useClientsTexts()
  const preview = useQuery({
    queryKey: ['clientMerge', 'undo', { id }],
    queryFn: () => api.clients.undoMergePreview({ id }),
    staleTime: 0,
    gcTime: 0,
  })
  if (preview.error) return <ErrorState error={preview.error} onRepeat={() => void preview.refetch()} />
  if (!preview.data) return <SkeletonText lines={3} />
  const { returns, stays, keptFields } = preview.data
  return (
    <div className={css.undo}>
      {stays.length === 0 && keptFields.length === 0 && <p>{words.all}</p>}
      {returns.length > 0 && (
        <p>
          {words.returns}
          {': '}
          <MovesText moves={returns} />
        </p>
      )}
      {stays.length > 0 && (
        <p>
          {words.stays}
          {': '}
          <MovesText moves={stays} />
        </p>
      )}
      {keptFields.length > 0 && (
        <p>
          {words.kept}
          {': '}
          {keptFields.map((field) => fields[field] ?? field).join(', ')}
        </p>
      )}
    </div>
  )
}
