import { Button, SegmentedControl } from '@mantine/core'
import { useEffect, useState } from 'react'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { Page } from '#web/kit/page.tsx'
import { Link, useGo, useSearchState } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { useViewer } from '#web/session.tsx'
import { clientKinds } from '../contract.ts'
import { can } from '../policy.ts'
import { ClientList } from './client-list.tsx'
import css from './clients.module.css'
import { type ClientFilters, filterSchema } from './filters.ts'
import { NewCompany } from './new-company.tsx'
import { NewContact } from './new-contact.tsx'
import { clientTarget, useChoices, useClientsTexts, useRefresh } from './use-clients.ts'

const options = (values: readonly string[] | undefined) => (values ?? []).map((value) => ({ value, label: value }))

/** Clients: companies or contacts, with filters in the address. */
export function ClientsPage() {
  const texts = useClientsTexts()
  const words = texts.list
  const viewer = useViewer()
  const go = useGo()
  const refresh = useRefresh()
  const [filters, change] = useSearchState(filterSchema)
  const { data: choices } = useChoices()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { kind, q, owner, tag, industry, region, nobody, trash } = filters
  const isFiltered = [q, owner, tag, industry, region, nobody, trash].some((value) => value !== undefined)
  const reset = () =>
    change({
      q: undefined,
      owner: undefined,
      tag: undefined,
      industry: undefined,
      region: undefined,
      nobody: undefined,
      trash: undefined,
    })
  const { company } = filters
  useEffect(() => {
    if (company) go(clientTarget('company', company), { replace: true })
    // Once, when the address says so.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [company])
  const mayEdit = can(viewer, 'edit')
  const seesContacts = can(viewer, 'readContacts')
  return (
    <Page
      title={texts.title}
      layout="fill"
      actions={
        <>
          {can(viewer, 'merge') && (
            <Link to="/clients/duplicates" search={kind === 'contact' ? { kind } : undefined} className={css.pageLink}>
              {words.duplicates}
            </Link>
          )}
          {mayEdit && (
            <Button onClick={() => change({ new: '1' })}>
              {kind === 'company' ? texts.form.newCompany : texts.form.newContact}
            </Button>
          )}
        </>
      }
      filters={
        <FilterBar
          search={{
            value: q,
            onChange: (text) => change({ q: text }),
            placeholder: kind === 'company' ? words.searchCompany : words.searchContact,
          }}
          onReset={isFiltered ? reset : undefined}
        >
          {seesContacts && (
            <SegmentedControl
              className={css.switch ?? ''}
              value={kind}
              data={clientKinds.map((value) => ({ value, label: texts.kinds[value] }))}
              onChange={(value) => {
                setSelected(new Set())
                go({ to: '/clients', ...(value === 'contact' && { search: { kind: value } }) }, { replace: true })
              }}
            />
          )}
          <FilterChoice
            label={words.owner}
            options={(choices?.owners ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            values={owner}
            onChange={(values) => change({ owner: values })}
          />
          <FilterChoice
            label={words.tags}
            options={options(choices?.tags)}
            values={tag}
            onChange={(values) => change({ tag: values })}
          />
          {kind === 'company' && (
            <>
              <FilterChoice
                label={words.industry}
                options={options(choices?.industries)}
                values={industry}
                onChange={(values) => change({ industry: values })}
              />
              <FilterChoice
                label={words.region}
                options={options(choices?.regions)}
                values={region}
                onChange={(values) => change({ region: values })}
              />
            </>
          )}
          <Toggle
            label={words.unassigned}
            on={nobody === '1'}
            onChange={(on) => change({ nobody: on ? '1' : undefined })}
          />
          {mayEdit && (
            <Toggle
              label={words.trash}
              on={trash === '1'}
              onChange={(on) => {
                setSelected(new Set())
                change({ trash: on ? '1' : undefined })
              }}
            />
          )}
        </FilterBar>
      }
    >
      <ClientList
        key={kind}
        filters={filters}
        onSort={(sort) => change({ sort })}
        selected={selected}
        onSelect={setSelected}
        isFiltered={isFiltered}
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

function NewClient({ kind, onDone }: { kind: ClientFilters['kind']; onDone: (id: string) => void }) {
  return kind === 'company' ? <NewCompany onDone={onDone} /> : <NewContact onDone={onDone} />
}

function Toggle({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <Button variant={on ? 'light' : 'default'} aria-pressed={on} onClick={() => onChange(!on)}>
      {label}
    </Button>
  )
}
