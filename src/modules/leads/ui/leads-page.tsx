import { Button } from '@mantine/core'
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import {
  ExportMenu,
  FilterBuilder,
  ListFilters,
  LostConditions,
  usableFilter,
  useListView,
} from '#modules/lists/ui/api.tsx'
import { api } from '#web/api.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { NothingFound } from '#web/kit/nothing-found.tsx'
import { Page } from '#web/kit/page.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { usePhone } from '#web/kit/use-phone.ts'
import { useNewKey } from '#web/kit/use-new-key.ts'
import { useViewer } from '#web/session.tsx'
import type { LeadView } from '../contract.ts'
import { can, type LeadAction } from '../policy.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { useLeadColumns } from './columns.tsx'
import { isFiltered, type LeadsSearch, leadsSearch, noFilters } from './filters.ts'
import { LeadPanel } from './lead-panel.tsx'
import { NewLead } from './new-lead.tsx'
import { PhoneLead } from './phone-lead.tsx'
import { CLOCK_MS, type Lead, useLeadCounts, useLeadReference, useLeadsTexts } from './use-leads.ts'
import { useLeadFields } from './use-list-fields.ts'
import { ownViews } from './own-views.ts'

const PAGE = 100

/** The inbox: who wrote, how long he waits, whose it is. */
export function LeadsPage() {
  const texts = useLeadsTexts()
  const viewer = useViewer()
  const [search, change] = useSearchState(leadsSearch)
  const { data: reference } = useLeadReference()
  const { data: counts } = useLeadCounts()
  // What the role may is known at once; the answer only takes away.
  const may = (action: Exclude<LeadAction, 'read'>) => can(viewer, action) && reference?.may[action] !== false
  // A seller begins with his own, a head with all.
  const view = search.view ?? (viewer.role === 'seller' ? 'mine' : 'open')
  const saved = useListView({
    list: 'leads.list',
    path: '/leads',
    param: 'saved',
    passing: ['lead', 'new'],
    table: `leads.${view}`,
  })
  const phone = usePhone()
  const fields = useLeadFields()
  const { text: where, isLost } = usableFilter(search.where, fields)
  const { sort } = search
  const filter = {
    view,
    ...(search.q && { text: search.q }),
    ...(search.source && { sourceIds: search.source }),
    ...(search.owner && { ownerIds: search.owner }),
    ...(where && { where }),
  }
  const list = useCursorList<Lead>(
    ['leads', 'list', filter, sort],
    (cursor) => api.leads.list({ ...filter, ...(sort && { sort }), limit: PAGE, ...(cursor && { cursor }) }),
    { enabled: search.where === undefined || fields !== undefined },
  )
  useRunningClock()
  const columns = useLeadColumns(view)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [assigns, setAssigns] = useState(false)
  const add = () => change({ new: '1' })
  useNewKey(may('create') ? add : undefined)
  const closeNew = () => change({ new: undefined })
  return (
    <Page
      title={texts.title}
      layout="fill"
      actions={
        <>
          {may('figures') && <Link to="/leads/figures">{texts.figuresTitle}</Link>}
          {!phone && (
            <ExportMenu list={saved.tabs.list} question={() => ({ filter, sort, columns: saved.shown(columns) })} />
          )}
          {may('create') && <Button onClick={add}>{texts.newLead}</Button>}
        </>
      }
      filters={
        <ListFilters
          view={saved}
          own={ownViews({
            texts,
            counts,
            active: saved.isOpen ? undefined : view,
            open: (next) =>
              change({
                view: next,
                lead: undefined,
                ...(saved.isOpen && { ...noFilters, saved: undefined, sort: undefined }),
              }),
          })}
        >
          <FilterBar
            search={{ value: search.q, onChange: (q) => change({ q }), placeholder: texts.filters.search }}
            onReset={isFiltered(search) ? () => change(noFilters) : undefined}
          >
            {reference?.sources.length !== 0 && (
              <FilterChoice
                label={texts.filters.source}
                options={(reference?.sources ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                values={search.source}
                onChange={(source) => change({ source })}
              />
            )}
            {may('assign') && (
              <FilterChoice
                label={texts.filters.owner}
                options={(reference?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                values={search.owner}
                onChange={(owner) => change({ owner })}
              />
            )}
            {fields && (
              <FilterBuilder fields={fields} value={search.where} onChange={(next) => change({ where: next })} />
            )}
          </FilterBar>
        </ListFilters>
      }
    >
      {isLost && <LostConditions onMend={() => change({ where })} />}
      <DataTable
        id={saved.table}
        layout={saved.proposed}
        sort={sort}
        onSort={(next) => change({ sort: next })}
        multiSort
        label={texts.list}
        columns={columns}
        {...list}
        rowKey={(lead) => lead.id}
        onOpen={(lead) => change({ lead: lead.id }, { replace: false })}
        rowTone={(lead) => (lead.state === 'converted' || lead.state === 'rejected' ? 'quiet' : undefined)}
        card={(lead) => <PhoneLead lead={lead} />}
        {...(may('assign') &&
          view !== 'closed' &&
          view !== 'spam' && {
            selection: {
              keys: selected,
              change: setSelected,
              actions: <Button onClick={() => setAssigns(true)}>{texts.selection.assign}</Button>,
            },
          })}
        empty={<NoLeads view={view} search={search} change={change} />}
      />
      <LeadPanel id={search.lead} onClose={() => change({ lead: undefined })} />
      <NewLead
        opened={search.new === '1'}
        onClose={closeNew}
        onMade={(id) => change({ new: undefined, lead: viewer.role === 'marketing' ? undefined : id })}
      />
      <AssignDialog
        ids={[...selected]}
        opened={assigns}
        onClose={() => setAssigns(false)}
        onDone={() => setSelected(new Set())}
      />
    </Page>
  )
}

type EmptyProps = { view: LeadView; search: LeadsSearch; change: (patch: Partial<LeadsSearch>) => void }

function NoLeads({ view, search, change }: EmptyProps) {
  const texts = useLeadsTexts()
  const words = texts.empty
  const { data: reference } = useLeadReference()
  if (isFiltered(search)) return <NothingFound title={words.filtered} onReset={() => change(noFilters)} />
  if (view === 'mine') {
    return (
      <EmptyState
        icon={IconInbox}
        title={words.mine}
        text={words.mineText}
        action={
          <Button variant="default" onClick={() => change({ view: 'unassigned' })}>
            {words.toUnassigned}
          </Button>
        }
      />
    )
  }
  if (view !== 'open' && view !== 'all') return <EmptyState icon={IconInbox} title={words[view]} />
  return (
    <EmptyState
      icon={IconInbox}
      title={words.title}
      text={words.text}
      steps={words.steps}
      action={
        <>
          {reference?.may.create && (
            <Button mr="xs" onClick={() => change({ new: '1' })}>
              {texts.newLead}
            </Button>
          )}
          {reference?.may.configure && <Link to="/settings/lead-forms">{words.toForms}</Link>}
        </>
      }
    />
  )
}

/** The clocks of the list go on while nobody touches the page. */
function useRunningClock(): void {
  const client = useQueryClient()
  useEffect(() => {
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: ['leads', 'list'] }), CLOCK_MS)
    return () => clearInterval(timer)
  }, [client])
}
