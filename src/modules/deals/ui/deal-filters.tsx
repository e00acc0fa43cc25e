import { Button, Menu, SegmentedControl } from '@mantine/core'
import IconFilterPlus from '@tabler/icons-react/dist/esm/icons/IconFilterPlus.mjs'
import { useState, type ReactNode } from 'react'
import { FilterBuilder } from '#modules/lists/ui/api.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { optionsOf } from '#web/kit/options-of.ts'
import { useViewer } from '#web/session.tsx'
import { AmountFilter } from './amount-filter.tsx'
import { CompanyFilter } from './company-filter.tsx'
import { type DealsSearch, isFiltered, noFilters, statuses, statusOf } from './filters.ts'
import { PeriodFilter } from './period-filter.tsx'
import { useDealsTexts, useReference, useStageOptions } from './use-deals.ts'
import { useListFields } from './use-list-fields.ts'

type Change = (patch: Partial<DealsSearch>) => void
type Props = { search: Partial<DealsSearch>; change: Change; view: 'list' | 'board'; end?: ReactNode }

/** Filters that stand aside until somebody wants them. */
type Extra = 'department' | 'amount' | 'created' | 'closed' | 'expected' | 'company' | 'reason'

/** The filters of the list and of the board; which are in use stands in the address. */
export function DealFilters({ search, change, view, end }: Props) {
  const texts = useDealsTexts()
  const words = texts.filters
  const { data: reference } = useReference()
  const { role } = useViewer()
  const stages = useStageOptions(reference)
  const fields = useListFields()
  const [added, setAdded] = useState<readonly Extra[]>([])
  const isList = view === 'list'

  const active: Record<Extra, boolean> = {
    department: search.department !== undefined,
    amount: search.min !== undefined || search.max !== undefined,
    created: search.created !== undefined,
    closed: search.closed !== undefined,
    expected: search.expected !== undefined,
    company: search.company !== undefined,
    reason: search.reason !== undefined,
  }
  const label: Record<Extra, string> = {
    department: words.department,
    amount: words.amount,
    created: words.created,
    closed: words.closed,
    expected: words.expected,
    company: words.company,
    reason: words.lossReason,
  }
  const offered = (Object.keys(label) as Extra[])
    .filter((name) => isList || (name !== 'closed' && name !== 'reason'))
    .filter((name) => name !== 'department' || (reference?.departments.length ?? 0) > 1)
  const drawn = (name: Extra) => offered.includes(name) && (active[name] || added.includes(name))
  const fresh = (name: Extra) => added.at(-1) === name && !active[name]

  return (
    <FilterBar
      search={{ value: search.q, onChange: (q) => change({ q }), placeholder: words.search }}
      onReset={isFiltered(search) ? () => change(noFilters) : undefined}
      end={end}
    >
      {isList && (
        <SegmentedControl
          aria-label={words.status}
          data={statuses.map((value) => ({ value, label: words.statuses[value] }))}
          value={statusOf(search)}
          onChange={(status) => change({ status: status })}
        />
      )}
      {isList && (
        <FilterChoice
          label={words.stage}
          options={stages}
          values={search.stage}
          onChange={(stage) => change({ stage })}
        />
      )}
      {(reference ? reference.owners.length > 1 : role !== 'seller') && (
        <FilterChoice
          label={words.owner}
          options={optionsOf(reference?.owners)}
          values={search.owner}
          onChange={(owner) => change({ owner })}
        />
      )}
      <FilterChoice
        label={words.source}
        options={optionsOf(reference?.sources)}
        values={search.source}
        onChange={(source) => change({ source })}
      />
      {drawn('department') && (
        <FilterChoice
          label={words.department}
          options={optionsOf(reference?.departments)}
          values={search.department}
          onChange={(department) => change({ department })}
        />
      )}
      {drawn('amount') && <AmountFilter min={search.min} max={search.max} onChange={change} opened={fresh('amount')} />}
      {(['created', 'closed', 'expected'] as const).map(
        (name) =>
          drawn(name) && (
            <PeriodFilter
              key={name}
              label={label[name]}
              value={search[name]}
              onChange={(key) => change({ [name]: key })}
              opened={fresh(name)}
            />
          ),
      )}
      {drawn('company') && (
        <CompanyFilter value={search.company} onChange={(company) => change({ company })} opened={fresh('company')} />
      )}
      {drawn('reason') && (
        <FilterChoice
          label={words.lossReason}
          options={optionsOf(reference?.lossReasons)}
          values={search.reason}
          onChange={(reason) => change({ reason })}
        />
      )}
      {fields && <FilterBuilder fields={fields} value={search.where} onChange={(where) => change({ where })} />}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="subtle"
            leftSection={<IconFilterPlus size={16} />}
            aria-label={words.more}
            title={words.more}
          >
            {words.moreShort}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map((name) => (
            <Menu.Item key={name} disabled={drawn(name)} onClick={() => setAdded([...added, name])}>
              {label[name]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </FilterBar>
  )
}
