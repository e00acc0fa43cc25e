import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { ExportMenu, ListFilters, LostConditions, usableFilter, useListView } from '#modules/lists/ui/api.tsx'
import { Page } from '#web/kit/page.tsx'
import { Link, useGo, useSearchState } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import { useViewer } from '#web/session.tsx'
import { clientKinds } from '../contract.ts'
import { can } from '../policy.ts'
import { ClientList } from './client-list.tsx'
import { ClientFilters } from './client-filters.tsx'
import { useClientColumns } from './columns.tsx'
import { type ClientSearch, filterSchema, inputOf, isFiltered, noFilters, orderOf } from './filters.ts'
import { NewCompany } from './new-company.tsx'
import { NewContact } from './new-contact.tsx'
import { clientTarget, useClientsTexts, useRefresh } from './use-clients.ts'
import { useClientFields } from './use-list-fields.ts'

/** Clients: companies or contacts, with filters in the address. */
export function ClientsPage() {
  const texts = useClientsTexts()
  const words = texts.list
  const viewer = useViewer()
  const go = useGo()
  const refresh = useRefresh()
  const [search, change] = useSearchState(filterSchema)
  const fields = useClientFields(search.kind)
  const { text: where, isLost } = usableFilter(search.where, fields)
  const filters = { ...search, where }
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { kind } = filters
  const columns = useClientColumns(kind, filters.trash === '1')
  const view = useListView({
    list: `clients.${kind}`,
    path: '/clients',
    passing: ['new', 'company'],
    always: kind === 'contact' ? { kind } : {},
  })
  const phone = usePhone()
  const { company } = filters
  useEffect(() => {
    if (company) go(clientTarget('company', company), { replace: true })
    // Once, when the address says so.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [company])
  const mayEdit = can(viewer, 'edit')
  const own = clientKinds
    .filter((one) => one === 'company' || can(viewer, 'readContacts'))
    .map((one) => ({
      id: one,
      label: texts.kinds[one],
      isActive: one === kind && !view.isOpen,
      open: () => {
        setSelected(new Set())
        go({ to: '/clients', ...(one === 'contact' && { search: { kind: one } }) }, { replace: true })
      },
    }))
  return (
    <Page
      title={texts.title}
      layout="fill"
      actions={
        <>
          {can(viewer, 'merge') && (
            <Link to="/clients/duplicates" search={kind === 'contact' ? { kind } : undefined}>
              {words.duplicates}
            </Link>
          )}
          {!phone && (
            <ExportMenu
              list={view.tabs.list}
              question={() => ({
                filter: inputOf(filters),
                sort: orderOf(kind, filters.sort),
                columns: view.shown(columns),
              })}
            />
          )}
          {mayEdit && (
            <Button onClick={() => change({ new: '1' })}>
              {kind === 'company' ? texts.form.newCompany : texts.form.newContact}
            </Button>
          )}
        </>
      }
      filters={
        <ListFilters view={view} own={own}>
          <ClientFilters filters={search} change={change} onOther={() => setSelected(new Set())} />
        </ListFilters>
      }
    >
      {isLost && <LostConditions onMend={() => change({ where })} />}
      <ClientList
        key={kind}
        filters={filters}
        view={view}
        columns={columns}
        onSort={(sort) => change({ sort })}
        onReset={() => change(noFilters)}
        selected={selected}
        onSelect={setSelected}
        isFiltered={isFiltered(filters)}
      />
      <SidePanel
        opened={filters.new !== undefined}
        onClose={() => change({ new: undefined })}
        title={kind === 'company' ? texts.form.newCompany : texts.form.newContact}
      >
        {filters.new !== undefined && (
          <NewClient
            kind={kind}
            onDone={(id) => {
              refresh.all()
              go(clientTarget(kind, id))
            }}
          />
        )}
      </SidePanel>
    </Page>
  )
}

function NewClient({ kind, onDone }: { kind: ClientSearch['kind']; onDone: (id: string) => void }) {
  return kind === 'company' ? <NewCompany onDone={onDone} /> : <NewContact onDone={onDone} />
}
