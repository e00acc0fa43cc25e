import { Button } from '@mantine/core'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { useMemo } from 'react'
import { z } from 'zod'
import { listSort } from '#modules/lists/contract.ts'
import {
  type BuilderField,
  ExportMenu,
  FilterBuilder,
  ListFilters,
  LostConditions,
  usableFilter,
  useListView,
} from '#modules/lists/ui/api.tsx'
import { api } from '#web/api.ts'
import { DateCell, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { NothingFound } from '#web/kit/nothing-found.tsx'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { listParam } from '#web/kit/search-params.ts'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { usePhone } from '#web/kit/use-phone.ts'
import { isAtWork } from '../calc/works-on.ts'
import { useViewer } from '#web/session.tsx'
import { peopleFields } from '../calc/list-fields.ts'
import { peopleSorts, personState, role } from '../contract.ts'
import { can } from '../policy.ts'
import { PersonPanel } from './person-panel.tsx'
import { departmentOptions, type Person, useDepartments, useEverybody, useOrgTexts } from './use-org.ts'

const filterSchema = z.object({
  q: z.string().optional(),
  role: listParam(role),
  state: listParam(personState),
  department: z.uuid().optional(),
  who: z.enum(['working', 'gone', 'everyone']).default('working'),
  person: z.string().optional(),
  sort: listSort(peopleSorts).default('name').catch('name'),
  /** Conditions put together with «and» and «or». */
  where: z.string().optional(),
  /** A saved view. */
  view: z.string().optional(),
})

/** People of the company; a row opens the card. */
export function PeoplePage() {
  const texts = useOrgTexts()
  const viewer = useViewer()
  const [filters, change] = useSearchState(filterSchema)
  const { q, role: roles, state: states, department, who, person: opened, sort } = filters
  const view = useListView({ list: 'org.people', path: '/people', passing: ['person'] })
  const phone = usePhone()
  const fields = usePeopleFields()
  const { text: where, isLost } = usableFilter(filters.where, fields)
  const input = {
    ...(q && { search: q }),
    ...(roles?.length && { role: roles }),
    ...(states?.length && { state: states }),
    ...(department && { departmentId: department }),
    ...(who !== 'everyone' && { left: who === 'gone' }),
    ...(where && { where }),
  }
  const list = useCursorList(
    ['org', 'people', input, sort],
    (cursor) => api.org.people({ ...input, sort, ...(cursor && { cursor }) }),
    { enabled: filters.where === undefined || fields !== undefined },
  )
  const columns = useColumns({ withLeavers: who !== 'working' })
  const departments = departmentOptions(useDepartments().data)
  const mayAdd = can(viewer, 'addPerson', { role: 'seller', below: true, self: false })
  const add = mayAdd && <Button onClick={() => change({ person: 'new' })}>{texts.people.add}</Button>
  const isFiltered = Object.keys(input).some((name) => name !== 'left')
  const reset = () =>
    change({ q: undefined, role: undefined, state: undefined, department: undefined, where: undefined })
  const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }))
  return (
    <Page
      title={texts.people.title}
      actions={
        <>
          {!phone && (
            <ExportMenu
              list={view.tabs.list}
              question={() => ({ filter: input, sort, columns: view.shown(columns) })}
            />
          )}
          {add}
        </>
      }
      layout="fill"
      filters={
        <ListFilters view={view}>
          <FilterBar
            search={{ value: q, onChange: (text) => change({ q: text }), placeholder: texts.people.search }}
            onReset={isFiltered ? reset : undefined}
          >
            <FilterChoice
              label={texts.people.role}
              options={options(texts.roles)}
              values={roles}
              onChange={(values) => change({ role: values as never })}
            />
            <FilterChoice
              label={texts.people.department}
              options={departments}
              values={department ? [department] : undefined}
              onChange={(values) => change({ department: values?.at(-1) })}
            />
            <FilterChoice
              label={texts.people.state}
              options={options(texts.states)}
              values={states}
              onChange={(values) => change({ state: values as never })}
            />
            <FilterChoice
              label={texts.people[who]}
              options={options({
                working: texts.people.working,
                gone: texts.people.gone,
                everyone: texts.people.everyone,
              })}
              values={who === 'working' ? undefined : [who]}
              onChange={(values) => change({ who: (values?.at(-1) ?? 'working') as typeof who })}
            />
            {fields && (
              <FilterBuilder fields={fields} value={filters.where} onChange={(next) => change({ where: next })} />
            )}
          </FilterBar>
        </ListFilters>
      }
    >
      {isLost && <LostConditions onMend={() => change({ where })} />}
      <DataTable
        id={view.table}
        layout={view.proposed}
        label={texts.people.title}
        columns={columns}
        {...list}
        rowKey={(person) => person.id}
        sort={sort}
        onSort={(next) => change({ sort: next ?? 'name' })}
        multiSort
        onOpen={(person) => change({ person: person.id })}
        rowTone={(person) => (isAtWork(person, viewer.today) ? undefined : 'quiet')}
        card={(person) => (
          <TwoLines
            first={person.fullName}
            second={[texts.roles[person.role], texts.states[person.state]].join(' · ')}
          />
        )}
        empty={
          isFiltered ? (
            <NothingFound title={texts.people.nothing} text={texts.people.nothingText} onReset={reset} />
          ) : (
            <EmptyState
              icon={IconUsers}
              title={texts.people.empty}
              text={texts.people.emptyText}
              steps={texts.people.emptySteps}
              action={add}
            />
          )
        }
      />
      <PersonPanel id={opened} onClose={() => change({ person: undefined })} onAdded={(id) => change({ person: id })} />
    </Page>
  )
}

/** What people can be filtered by; undefined until the departments are known. */
function usePeopleFields(): readonly BuilderField[] | undefined {
  const texts = useOrgTexts()
  const { data: everybody } = useEverybody()
  const { data: departments } = useDepartments()
  return useMemo(() => {
    if (!everybody || !departments) return undefined
    const words = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }))
    const more: Partial<Record<string, BuilderField['options']>> = {
      role: words(texts.roles),
      state: words(texts.states),
      department: departmentOptions(departments),
      manager: everybody.map(({ id, fullName }) => ({ value: id, label: fullName })),
    }
    return peopleFields.map((field): BuilderField => {
      const options = more[field.id]
      const label = field.id === 'jobTitle' ? texts.card.jobTitle : texts.people[field.id]
      return { ...field, label, ...(options && { options }) }
    })
  }, [texts, everybody, departments])
}

function useColumns({ withLeavers }: { withLeavers: boolean }): Column<Person>[] {
  const texts = useOrgTexts()
  const { data: everybody } = useEverybody()
  const { data: departments } = useDepartments({ archived: true })
  return useMemo(() => {
    const names = new Map(everybody?.map(({ id, fullName }) => [id, fullName]))
    const places = new Map(departments?.map(({ id, name }) => [id, name]))
    const columns: Column<Person>[] = [
      {
        id: 'name',
        header: texts.people.name,
        always: true,
        width: 200,
        least: 150,
        sortable: true,
        // A title that says the same as the role is said once.
        cell: ({ fullName, jobTitle, role: own }) => (
          <TwoLines first={fullName} second={jobTitle === texts.roles[own] ? null : jobTitle} />
        ),
      },
      {
        id: 'role',
        header: texts.people.role,
        width: 178,
        least: 176,
        sortable: true,
        cell: (person) => texts.roles[person.role],
      },
      {
        id: 'department',
        header: texts.people.department,
        width: 146,
        least: 142,
        sortable: true,
        cell: (person) => places.get(person.departmentId ?? '') ?? '',
      },
      {
        id: 'manager',
        header: texts.people.manager,
        width: 146,
        least: 142,
        sortable: true,
        cell: (person) => names.get(person.managerId ?? '') ?? '',
      },
      {
        id: 'email',
        header: texts.people.email,
        width: 230,
        least: 200,
        sortable: true,
        cell: (person) => person.email ?? '',
      },
      { id: 'phone', header: texts.people.phone, hidden: true, cell: (person) => person.phone ?? '' },
      {
        id: 'state',
        header: texts.people.state,
        width: 112,
        sortable: true,
        cell: (person) => texts.states[person.state],
      },
      {
        id: 'hired',
        header: texts.people.hired,
        width: 95,
        spare: 1,
        sortable: true,
        sortDownFirst: true,
        cell: (person) => person.hiredOn && <DateCell day={person.hiredOn} as="numeric" />,
      },
      {
        id: 'left',
        header: texts.people.left,
        width: 95,
        sortable: true,
        sortDownFirst: true,
        cell: (person) => person.leftOn && <DateCell day={person.leftOn} as="numeric" />,
      },
    ]
    return columns.filter(({ id }) => withLeavers || id !== 'left')
  }, [texts, everybody, departments, withLeavers])
}
