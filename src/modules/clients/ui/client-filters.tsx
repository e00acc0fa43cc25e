import { Button } from '@mantine/core'
import { FilterBuilder } from '#modules/lists/ui/api.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import { type ClientSearch, isFiltered, noFilters } from './filters.ts'
import { useChoices, useClientsTexts } from './use-clients.ts'
import { useClientFields } from './use-list-fields.ts'

type Props = {
  filters: ClientSearch
  change: (patch: Partial<ClientSearch>) => void
  /** The rows become others. */
  onOther: () => void
}

const options = (values: readonly string[] | undefined) => (values ?? []).map((value) => ({ value, label: value }))

/** The filters of a list of clients. */
export function ClientFilters({ filters, change, onOther }: Props) {
  const { list: words } = useClientsTexts()
  const viewer = useViewer()
  const { data: choices } = useChoices()
  const { kind, q, owner, tag, industry, region, nobody, trash } = filters
  const mayEdit = can(viewer, 'edit')
  const fields = useClientFields(kind)
  return (
    <FilterBar
      search={{
        value: q,
        onChange: (text) => change({ q: text }),
        placeholder: kind === 'company' ? words.searchCompany : words.searchContact,
      }}
      onReset={isFiltered(filters) ? () => change(noFilters) : undefined}
    >
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
      {fields && <FilterBuilder fields={fields} value={filters.where} onChange={(where) => change({ where })} />}
      {mayEdit && (
        <Toggle
          label={words.trash}
          on={trash === '1'}
          onChange={(on) => {
            onOther()
            change({ trash: on ? '1' : undefined })
          }}
        />
      )}
    </FilterBar>
  )
}

function Toggle({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <Button variant={on ? 'light' : 'default'} aria-pressed={on} onClick={() => onChange(!on)}>
      {label}
    </Button>
  )
}
