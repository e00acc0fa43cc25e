import { Button } from '@mantine/core'
import IconMapPin from '@tabler/icons-react/dist/esm/icons/IconMapPin.mjs'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { NumberCell, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import css from './absences.module.css'
import { TerritoryPanel } from './territory-panel.tsx'
import { type Territory, useAbsencesTexts } from './use-absences.ts'

const schema = z.object({ territory: z.string().optional() })

/** Who answers for which part of the market. */
export function TerritoriesPage() {
  const texts = useAbsencesTexts().territories
  const format = useFormat()
  const [filters, change] = useSearchState(schema)
  const { data, error, refetch } = useQuery({
    queryKey: ['territories'],
    queryFn: () => api.absences.territories({}),
  })
  const columns = useMemo(
    (): Column<Territory>[] => [
      {
        id: 'name',
        header: texts.name,
        always: true,
        width: 180,
        value: (one) => one.name,
        cell: (one) => (one.isArchived ? `${one.name} (${texts.archived})` : one.name),
      },
      {
        id: 'regions',
        header: texts.regions,
        width: 360,
        least: 240,
        cell: (one) => (
          <span className={css.regions}>
            {one.regions.map((region) => (
              <span key={region}>{region}</span>
            ))}
          </span>
        ),
      },
      { id: 'rule', header: texts.rule, width: 200, least: 150, cell: (one) => one.rule },
      {
        id: 'owner',
        header: texts.owner,
        width: 240,
        value: (one) => one.owner?.person.name ?? '',
        cell: (one) =>
          !one.owner ? (
            <span className={css.warn}>{texts.noOwner}</span>
          ) : one.owner.hasLeft ? (
            <span className={css.warn}>{texts.ownerLeft(one.owner.person.name)}</span>
          ) : (
            `${one.owner.person.name}, ${texts.since(format.day(one.owner.fromOn))}`
          ),
      },
      {
        id: 'companies',
        header: texts.companies,
        align: 'end',
        width: 130,
        value: (one) => one.companies,
        cell: (one) => <NumberCell value={one.companies} />,
      },
    ],
    [texts, format],
  )
  const opened = data?.rows.find(({ id }) => id === filters.territory)
  const add = data?.may.edit && <Button onClick={() => change({ territory: 'new' })}>{texts.add}</Button>
  return (
    <Page title={texts.title} actions={add}>
      <DataTable
        id="territories"
        label={texts.title}
        columns={columns}
        rows={data?.rows}
        error={error}
        onRepeat={() => void refetch()}
        rowKey={(one) => one.id}
        onOpen={(one) => change({ territory: one.id })}
        card={(one) => (
          <TwoLines
            first={`${one.name} · ${format.number(one.companies)}`}
            second={[one.owner?.person.name ?? texts.noOwner, ...one.regions].join(' · ')}
          />
        )}
        rowTone={(one) => (one.isArchived ? 'quiet' : !one.owner || one.owner.hasLeft ? 'behind' : undefined)}
        height="auto"
        empty={
          <EmptyState
            icon={IconMapPin}
            title={texts.empty}
            text={texts.emptyText}
            steps={texts.emptySteps}
            action={add || undefined}
          />
        }
      />
      <TerritoryPanel
        known={opened}
        opened={filters.territory === 'new' || opened !== undefined}
        mayEdit={data?.may.edit ?? false}
        onClose={() => change({ territory: undefined })}
      />
    </Page>
  )
}
