import { useChoices, useFunnelTexts } from '#modules/funnel/ui/api.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useViewer } from '#web/session.tsx'
import { inputOf, type ProcessSearch } from './filters.ts'

const optionsOf = (named: readonly { id: string; name: string }[] = []) =>
  named.map(({ id, name }) => ({ value: id, label: name }))

/** Period of creation, pipeline, seller, department, source. */
export function ProcessFilters({
  search,
  pipelineId,
  onChange,
}: {
  search: ProcessSearch
  pipelineId: string | undefined
  onChange: (patch: Partial<ProcessSearch>) => void
}) {
  const { filters } = useFunnelTexts()
  const { today } = useViewer()
  const { data } = useChoices()
  const isNarrowed = Boolean(search.seller ?? search.department ?? search.source)
  const reset = () => onChange({ seller: undefined, department: undefined, source: undefined })
  return (
    <FilterBar onReset={isNarrowed ? reset : undefined}>
      <PeriodPicker value={inputOf(search, today).period} today={today} onChange={(period) => onChange({ period })} />
      {data && data.pipelines.length > 1 && (
        <Choice
          aria-label={filters.pipeline}
          options={optionsOf(data.pipelines)}
          value={pipelineId ?? null}
          onChange={(pipeline) => onChange({ pipeline: pipeline ?? undefined })}
        />
      )}
      {data && data.people.length > 1 && (
        <FilterChoice
          label={filters.seller}
          options={optionsOf(data.people)}
          values={search.seller}
          onChange={(seller) => onChange({ seller })}
        />
      )}
      {data && data.departments.length > 1 && (
        <FilterChoice
          label={filters.department}
          options={optionsOf(data.departments)}
          values={search.department}
          onChange={(department) => onChange({ department })}
        />
      )}
      {data && data.sources.length > 0 && (
        <FilterChoice
          label={filters.source}
          options={optionsOf(data.sources)}
          values={search.source}
          onChange={(source) => onChange({ source })}
        />
      )}
    </FilterBar>
  )
}
