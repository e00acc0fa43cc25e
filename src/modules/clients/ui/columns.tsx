import { shownPhone } from '#core/i18n/phone.ts'
import { useMemo } from 'react'
import { DateCell } from '#web/kit/cells.tsx'
import type { Column } from '#web/kit/table/column.ts'
import type { ClientKind, CompanyRow, ContactRow } from '../contract.ts'
import { Tags } from './numbers.tsx'
import { useCellEdits } from './use-cell-edits.ts'
import { useClientsTexts, useDayOf } from './use-clients.ts'

type Row = CompanyRow | ContactRow

/** Columns of a list of clients. */
export function useClientColumns(kind: ClientKind, isTrash: boolean): Column<Row>[] {
  const { list: words, fields } = useClientsTexts()
  const dayOf = useDayOf()
  const edits = useCellEdits(kind)
  return useMemo(() => {
    const own: Column<Row>[] =
      kind === 'company'
        ? [
            {
              id: 'name',
              header: fields['name'] ?? '',
              always: true,
              width: 220,
              least: 170,
              sortable: true,
              cell: (row) => (row as CompanyRow).name,
            },
            {
              id: 'inn',
              header: fields['inn'] ?? '',
              width: 100,
              sortable: true,
              cell: (row) => (row as CompanyRow).inn,
            },
            {
              id: 'industry',
              header: words.industry,
              width: 168,
              least: 164,
              sortable: true,
              cell: (row) => (row as CompanyRow).industry,
            },
            {
              id: 'region',
              header: words.region,
              width: 178,
              least: 174,
              sortable: true,
              cell: (row) => (row as CompanyRow).region,
            },
          ]
        : [
            {
              id: 'name',
              header: fields['fullName'] ?? '',
              always: true,
              width: 230,
              least: 170,
              sortable: true,
              cell: (row) => (row as ContactRow).fullName,
            },
            {
              id: 'jobTitle',
              header: fields['jobTitle'] ?? '',
              width: 180,
              least: 120,
              sortable: true,
              cell: (row) => (row as ContactRow).jobTitle,
            },
            {
              id: 'company',
              header: fields['company'] ?? '',
              width: 220,
              least: 150,
              sortable: true,
              cell: (row) => (row as ContactRow).company?.name,
            },
          ]
    const columns: Column<Row>[] = [
      ...own,
      {
        id: 'phone',
        header: fields['phone'] ?? '',
        width: 138,
        sortable: true,
        cell: (row) => row.phone && shownPhone(row.phone),
      },
      {
        id: 'email',
        header: fields['email'] ?? '',
        width: 200,
        least: 140,
        sortable: true,
        hidden: kind === 'company',
        cell: (row) => row.email,
      },
      { id: 'owner', header: words.owner, width: 156, least: 148, sortable: true, cell: (row) => row.owner?.name },
      {
        id: 'tags',
        header: words.tags,
        width: 172,
        least: 160,
        spare: 1,
        cell: (row) => (row.tags.length > 0 ? <Tags tags={row.tags} short /> : null),
      },
      {
        id: 'created',
        header: isTrash ? words.deleted : words.created,
        width: 102,
        spare: 2,
        sortable: true,
        sortDownFirst: true,
        cell: (row) => <DateCell day={dayOf((isTrash && row.deletedAt) || row.createdAt)} as="numeric" />,
      },
    ]
    return columns.map((column) => {
      const edit = edits[column.id]
      return edit && !isTrash ? { ...column, edit } : column
    })
  }, [kind, isTrash, words, fields, dayOf, edits])
}
