import IconListDetails from '@tabler/icons-react/dist/esm/icons/IconListDetails.mjs'
import { useMemo } from 'react'
import { z } from 'zod'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { FilterBar, FilterChoice, FilterDays } from '#web/kit/filter-bar.tsx'
import { NothingFound } from '#web/kit/nothing-found.tsx'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import type { orgContract } from '../contract.ts'
import { useAuditWords } from './audit-words.ts'
import { useEverybody, useOrgTexts } from './use-org.ts'

type Entry = Outputs<typeof orgContract>['audit']['rows'][number]

const filterSchema = z.object({
  action: z.string().optional(),
  person: z.uuid().optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})

/** Who did what: sign-ins, rights, invitations, keys, imports, exports. */
export function AuditPage() {
  const texts = useOrgTexts()
  const [filters, change] = useSearchState(filterSchema)
  const input = {
    ...(filters.action && { action: filters.action }),
    ...(filters.person && { actorId: filters.person }),
    ...(filters.from && { from: filters.from }),
    ...(filters.to && { to: filters.to }),
  }
  const list = useCursorList(['org', 'audit', input], (cursor) =>
    api.org.audit({ ...input, ...(cursor && { cursor }) }),
  )
  const { data: everybody } = useEverybody()
  const people = (everybody ?? []).map(({ id, fullName }) => ({ value: id, label: fullName }))
  const groups = Object.entries(texts.audit.groups).map(([value, label]) => ({ value, label }))
  const columns = useColumns()
  const words = useAuditWords()
  const format = useFormat()
  const isFiltered = Object.keys(input).length > 0
  const reset = () => change({ action: undefined, person: undefined, from: undefined, to: undefined })
  return (
    <Page
      title={texts.audit.title}
      layout="fill"
      filters={
        <FilterBar onReset={isFiltered ? reset : undefined}>
          <FilterChoice
            label={texts.audit.group}
            options={groups}
            values={filters.action ? [filters.action] : undefined}
            onChange={(values) => change({ action: values?.at(-1) })}
          />
          <FilterChoice
            label={texts.audit.person}
            options={people}
            values={filters.person ? [filters.person] : undefined}
            onChange={(values) => change({ person: values?.at(-1) })}
          />
          <FilterDays from={filters.from} to={filters.to} onChange={change} />
        </FilterBar>
      }
    >
      <DataTable
        id="org.audit"
        label={texts.audit.title}
        columns={columns}
        {...list}
        rowKey={(entry) => entry.id}
        card={(entry) => (
          <TwoLines
            first={words.action(entry)}
            second={[...new Set([format.dateTime(entry.at), words.actor(entry), words.subject(entry)])]
              .filter(Boolean)
              .join(' · ')}
          />
        )}
        empty={
          isFiltered ? (
            <NothingFound onReset={reset} />
          ) : (
            <EmptyState icon={IconListDetails} title={texts.audit.empty} text={texts.audit.emptyText} />
          )
        }
      />
    </Page>
  )
}

function useColumns(): Column<Entry>[] {
  const texts = useOrgTexts()
  const format = useFormat()
  const words = useAuditWords()
  return useMemo(
    () => [
      {
        id: 'at',
        header: texts.audit.at,
        always: true,
        width: 142,
        least: 142,
        cell: (entry) => format.dateTime(entry.at),
      },
      { id: 'action', header: texts.audit.action, width: 260, least: 170, cell: words.action },
      { id: 'actor', header: texts.audit.actor, width: 180, least: 120, cell: words.actor },
      { id: 'subject', header: texts.audit.subject, width: 200, least: 120, cell: words.subject },
      { id: 'details', header: texts.audit.details, width: 360, least: 160, cell: words.details },
      {
        id: 'address',
        header: texts.audit.address,
        width: 124,
        least: 100,
        spare: 1,
        cell: words.address,
      },
    ],
    [texts, format, words],
  )
}
