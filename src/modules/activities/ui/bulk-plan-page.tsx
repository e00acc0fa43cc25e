import { callTarget, shownPhone } from '#core/i18n/phone.ts'
import { Button, SegmentedControl } from '@mantine/core'
import IconCalendar from '@tabler/icons-react/dist/esm/icons/IconCalendar.mjs'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { z } from 'zod'
import { id } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { DateCell, MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { Page } from '#web/kit/page.tsx'
import { useGo, useSearchState } from '#web/kit/routing.tsx'
import { listParam } from '#web/kit/search-params.ts'
import { SidePanel } from '#web/kit/side-panel.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import type { SilentRow } from '../contract.ts'
import { BulkPlanDays } from './bulk-plan-days.tsx'
import css from './bulk-plan.module.css'
import { useActivityTexts, useMayAdd, usePeople } from './use-activities.ts'

const search = z.object({
  of: z.enum(['deals', 'companies']).default('deals'),
  days: z.coerce.number().int().min(0).max(730).default(14),
  owner: listParam(id),
})

const keyOf = ({ dealId, companyId }: SilentRow) => dealId ?? companyId ?? ''

/** Whom nobody has reached for a while, and calls for them spread over the free time of chosen days. */
export function BulkPlanPage() {
  const texts = useActivityTexts()
  const { bulk: words } = texts
  const go = useGo()
  const mayAdd = useMayAdd()
  const phone = usePhone()
  const people = usePeople()
  const [filters, change] = useSearchState(search)
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const [planning, setPlanning] = useState(false)
  const asked = { of: filters.of, days: filters.days, limit: 300, ...(filters.owner && { ownerIds: filters.owner }) }
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['activities', 'silent', asked],
    queryFn: () => api.activities.silent(asked),
    placeholderData: keepPreviousData,
  })
  const columns = useColumns(filters.of)
  const planAll = () => {
    choose(new Set(data?.rows.map(keyOf)))
    setPlanning(true)
  }
  const rows = data?.rows.filter((row) => chosen.has(keyOf(row))) ?? []
  return (
    <Page
      title={words.title}
      scope={data && words.found(data.rows.length, data.hasMore)}
      layout="fill"
      actions={
        phone && mayAdd ? (
          // Cards are not chosen one by one: whom not to call is crossed out in the preview.
          <Button disabled={!data || data.rows.length === 0} onClick={planAll}>
            {words.chooseAll}
          </Button>
        ) : (
          <Button variant="default" onClick={() => go({ to: '/calendar' })}>
            {texts.calendar.title}
          </Button>
        )
      }
      filters={
        <FilterBar
          onReset={filters.days !== 14 || filters.owner ? () => change({ days: 14, owner: undefined }) : undefined}
        >
          <SegmentedControl
            aria-label={words.of}
            data={[
              { value: 'deals', label: words.deals },
              { value: 'companies', label: words.companies },
            ]}
            value={filters.of}
            onChange={(of) => {
              choose(new Set())
              change({ of })
            }}
          />
          <label className={css.days}>
            {words.silentFor}
            <NumberField
              aria-label={words.silentDays}
              hideControls
              min={0}
              max={730}
              w={64}
              value={filters.days}
              onChange={(days) => typeof days === 'number' && change({ days })}
            />
            <span>{words.silentUnit}</span>
          </label>
          {people.length > 1 && (
            <FilterChoice
              label={texts.owner}
              options={people.map(({ id: value, name }) => ({ value, label: name }))}
              values={filters.owner}
              onChange={(owner) => change({ owner })}
            />
          )}
        </FilterBar>
      }
    >
      <DataTable
        id={`activities.silent.${filters.of}`}
        label={words.title}
        columns={columns}
        rows={data?.rows}
        rowKey={keyOf}
        updating={isPlaceholderData}
        error={error}
        onRepeat={() => void refetch()}
        rowTarget={({ dealId, companyId }) => (dealId ? { to: `/deals/${dealId}` } : { to: `/clients/${companyId}` })}
        {...(mayAdd && {
          selection: {
            keys: chosen,
            change: choose,
            actions: <Button onClick={() => setPlanning(true)}>{words.choose}</Button>,
          },
        })}
        card={(row) => (
          <TwoLines
            first={row.name}
            second={[row.company !== row.name && row.company, row.owner?.name].filter(Boolean).join(' · ')}
          />
        )}
        empty={<EmptyState icon={IconCalendar} title={words.none} text={words.noneHint} />}
      />
      <SidePanel opened={planning} onClose={() => setPlanning(false)} title={words.planTitle(rows.length)} width={640}>
        {planning && (
          <BulkPlanDays
            targets={rows.map(({ dealId, companyId }) => (dealId ? { dealId } : { companyId: companyId ?? '' }))}
            onDone={() => {
              setPlanning(false)
              choose(new Set())
            }}
          />
        )}
      </SidePanel>
    </Page>
  )
}

function useColumns(of: 'deals' | 'companies'): Column<SilentRow>[] {
  const texts = useActivityTexts()
  const { bulk: words } = texts
  const format = useFormat()
  return useMemo(() => {
    const deal = of === 'deals'
    return [
      {
        id: 'name',
        header: deal ? texts.deal : texts.company,
        always: true,
        width: 320,
        value: (row) => row.name,
        cell: (row) =>
          deal ? <TwoLines first={row.name} second={[row.company, row.stage].filter(Boolean).join(' · ')} /> : row.name,
      },
      {
        id: 'last',
        header: words.last,
        width: 150,
        value: (row) => row.lastContactAt ?? '',
        cell: (row) => (row.lastContactAt ? <DateCell day={format.dayOf(row.lastContactAt)} /> : words.never),
      },
      ...(deal
        ? [
            {
              id: 'amount',
              header: words.amount,
              align: 'end' as const,
              sortDownFirst: true,
              value: (row: SilentRow) => row.amountMinor,
              cell: (row: SilentRow) => <MoneyCell minor={row.amountMinor} />,
            },
          ]
        : []),
      { id: 'owner', header: texts.owner, width: 180, value: (row) => row.owner?.name, cell: (row) => row.owner?.name },
      {
        id: 'phone',
        header: words.phone,
        width: 150,
        cell: (row) => row.phone && <a href={callTarget(row.phone)}>{shownPhone(row.phone)}</a>,
      },
    ]
  }, [texts, words, of, format])
}
