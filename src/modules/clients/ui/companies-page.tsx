import { Button } from '@mantine/core'
import IconBuildings from '@tabler/icons-react/dist/esm/icons/IconBuildings.mjs'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { DateCell, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page } from '#web/kit/page.tsx'
import { useGo, useSearchState } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { useViewer } from '#web/session.tsx'
import type { CompanyRow } from '../contract.ts'
import { can } from '../policy.ts'
import { CompanyForm } from './company-form.tsx'
import { CompanyPanel } from './company-panel.tsx'
import { useClientsTexts } from './use-clients.ts'

const filterSchema = z.object({ q: z.string().optional(), company: z.string().optional() })

/** Companies by name; a row opens the card beside the list. */
export function CompaniesPage() {
  const { companies: texts } = useClientsTexts()
  const viewer = useViewer()
  const client = useQueryClient()
  const go = useGo()
  const [{ q, company }, change] = useSearchState(filterSchema)
  const input = q ? { text: q } : {}
  const list = useCursorList(['clients', 'companies', input], (cursor) =>
    api.clients.companies({ ...input, ...(cursor && { cursor }) }),
  )
  const columns = useMemo(
    (): Column<CompanyRow>[] => [
      { id: 'name', header: texts.name, always: true, width: 340, cell: (row) => row.name },
      { id: 'inn', header: texts.inn, width: 140, cell: (row) => row.inn },
      { id: 'industry', header: texts.industry, width: 200, cell: (row) => row.industry },
      { id: 'region', header: texts.region, width: 200, cell: (row) => row.region },
      { id: 'owner', header: texts.owner, width: 180, cell: (row) => row.owner?.name },
      {
        id: 'created',
        header: texts.created,
        width: 130,
        cell: (row) => <DateCell day={row.createdAt.slice(0, 10)} as="numeric" />,
      },
    ],
    [texts],
  )
  const add = can(viewer, 'edit') && <Button onClick={() => change({ company: 'new' })}>{texts.add}</Button>
  const close = () => change({ company: undefined })
  return (
    <Page
      title={texts.title}
      actions={add}
      layout="fill"
      filters={<FilterBar search={{ value: q, onChange: (text) => change({ q: text }), placeholder: texts.search }} />}
    >
      <DataTable
        id="clients.companies"
        label={texts.title}
        columns={columns}
        {...list}
        rowKey={(row) => row.id}
        onOpen={(row) => change({ company: row.id })}
        card={(row) => <TwoLines first={row.name} second={[row.inn, row.region].filter(Boolean).join(' · ')} />}
        empty={
          q ? (
            <EmptyState icon={IconBuildings} title={texts.nothing} text={texts.nothingText} />
          ) : (
            <EmptyState
              icon={IconBuildings}
              title={texts.empty}
              text={texts.emptyText}
              steps={texts.emptySteps}
              action={<Button onClick={() => go({ to: '/imports' })}>{texts.importFile}</Button>}
            />
          )
        }
      />
      <SidePanel opened={company === 'new'} onClose={close} title={texts.add}>
        {company === 'new' && (
          <CompanyForm
            onDone={(id) => {
              void client.invalidateQueries({ queryKey: ['clients'] })
              change({ company: id })
            }}
          />
        )}
      </SidePanel>
      <CompanyPanel id={company === 'new' ? undefined : company} onClose={close} />
    </Page>
  )
}
