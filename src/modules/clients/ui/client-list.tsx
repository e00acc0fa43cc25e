import { Button } from '@mantine/core'
import IconAddressBook from '@tabler/icons-react/dist/esm/icons/IconAddressBook.mjs'
import IconBuildings from '@tabler/icons-react/dist/esm/icons/IconBuildings.mjs'
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs'
import { useState } from 'react'
import { ImportButton } from '#modules/imports/ui/api.tsx'
import { api } from '#web/api.ts'
import { TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { NothingFound } from '#web/kit/nothing-found.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { useViewer } from '#web/session.tsx'
import type { CompanyRow, ContactRow } from '../contract.ts'
import { can } from '../policy.ts'
import { AssignButton } from './assign-button.tsx'
import { useBin } from './bin-actions.tsx'
import { type ClientSearch, inputOf, orderOf } from './filters.ts'
import { MergePanel } from './merge-panel.tsx'
import type { ListViewState } from '#modules/lists/ui/api.tsx'
import { clientTarget, useClientsTexts, useRefresh } from './use-clients.ts'

type Row = CompanyRow | ContactRow
type Props = {
  filters: ClientSearch
  view: ListViewState
  columns: Column<Row>[]
  onSort: (sort: string) => void
  onReset: () => void
  selected: ReadonlySet<string>
  onSelect: (keys: ReadonlySet<string>) => void
  isFiltered: boolean
}

const nameOf = (row: Row) => ('fullName' in row ? row.fullName : row.name)

/** The list itself; a row leads to its card. */
export function ClientList({ filters, view, columns, onSort, onReset, selected, onSelect, isFiltered }: Props) {
  const texts = useClientsTexts()
  const words = texts.list
  const viewer = useViewer()
  const refresh = useRefresh()
  const { kind, trash } = filters
  const sort = orderOf(kind, filters.sort)
  const input = { sort, ...inputOf(filters) }
  const list = useCursorList<Row>(['clients', 'list', kind, input], (cursor) => {
    const given = { ...input, ...(cursor && { cursor }) }
    return kind === 'company' ? api.clients.companies(given) : api.clients.contacts(given)
  })
  const [merged, setMerged] = useState<readonly Row[]>()
  const done = () => {
    onSelect(new Set())
    refresh.all()
  }
  const { actions, dialog } = useBin(kind, [...selected], trash === '1', done)
  const pair = (list.rows ?? []).filter(({ id }) => selected.has(id))
  return (
    <>
      <DataTable<Row>
        id={view.table}
        layout={view.proposed}
        label={texts.kinds[kind]}
        columns={columns}
        {...list}
        rowKey={(row) => row.id}
        rowTarget={(row) => clientTarget(kind, row.id)}
        sort={sort}
        onSort={(next) => onSort(next ?? 'name')}
        multiSort
        {...(can(viewer, 'trash') && {
          selection: {
            keys: selected,
            change: onSelect,
            actions: (
              <>
                {selected.size === 2 && pair.length === 2 && trash !== '1' && (
                  <Button variant="default" onClick={() => setMerged(pair)}>
                    {words.merge}
                  </Button>
                )}
                {trash !== '1' && can(viewer, 'reassign') && (
                  <AssignButton kind={kind} ids={[...selected]} onDone={done} />
                )}
                {actions}
              </>
            ),
          },
        })}
        card={(row) => <TwoLines first={nameOf(row)} second={detailOf(row)} />}
        empty={<Empty kind={kind} isFiltered={isFiltered} isTrash={trash === '1'} onReset={onReset} />}
      />
      {dialog}
      <MergePanel
        kind={kind}
        master={merged?.[0] && { id: merged[0].id, name: nameOf(merged[0]) }}
        absorbed={merged?.[1] && { id: merged[1].id, name: nameOf(merged[1]) }}
        onClose={() => setMerged(undefined)}
        onMerged={() => {
          setMerged(undefined)
          done()
        }}
      />
    </>
  )
}

function detailOf(row: Row): string {
  const own = 'fullName' in row ? [row.jobTitle, row.company?.name, row.phone] : [row.inn, row.region]
  return own.filter(Boolean).join(' · ')
}

type EmptyProps = {
  kind: ClientSearch['kind']
  isFiltered: boolean
  isTrash: boolean
  onReset: () => void
}

function Empty({ kind, isFiltered, isTrash, onReset }: EmptyProps) {
  const { list: words } = useClientsTexts()
  const icon = kind === 'company' ? IconBuildings : IconAddressBook
  if (isTrash) return <EmptyState icon={IconTrash} title={words.emptyTrash} text={words.emptyTrashText} />
  if (isFiltered) return <NothingFound title={words.nothing} text={words.nothingText} onReset={onReset} />
  return (
    <EmptyState
      icon={icon}
      title={kind === 'company' ? words.empty : words.emptyContacts}
      text={kind === 'company' ? words.emptyText : words.emptyContactsText}
      steps={kind === 'company' ? words.emptySteps : words.emptyContactsSteps}
      action={<ImportButton kind={kind === 'company' ? 'companies' : 'contacts'}>{words.importFile}</ImportButton>}
    />
  )
}
