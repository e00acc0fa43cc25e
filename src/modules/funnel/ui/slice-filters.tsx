import type { ReactNode } from 'react'
import { Choice } from '#web/kit/choice.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useViewer } from '#web/session.tsx'
import { optionsOf } from '#web/kit/options-of.ts'
import { sliceInput, type SliceSearch } from './filters.ts'
import { useChoices, useFunnelTexts } from './use-funnel.ts'

type Props = {
  search: SliceSearch
  /** The pipeline in force when the address names none. */
  pipelineId?: string | undefined
  onChange: (patch: Partial<SliceSearch>) => void
  /** Words of the choice of no pipeline; without them one pipeline is always chosen. */
  allPipelines?: string
  /** The second group of a comparison is of the same pipeline. */
  withoutPipeline?: boolean
  /** Whose deals, where the page compares two groups. */
  label?: string | undefined
  /** Choices of the page's own, after the common ones. */
  children?: ReactNode
}

/** Period, pipeline, seller, department, source: the one filter bar of the pages of analytics. */
export function SliceFilters({
  search,
  pipelineId,
  onChange,
  allPipelines,
  withoutPipeline = false,
  label,
  children,
}: Props) {
  const { filters } = useFunnelTexts()
  const { today } = useViewer()
  const { data } = useChoices()
  const canTakeAll = allPipelines !== undefined
  const isNarrowed = Boolean(
    search.seller ?? search.department ?? search.source ?? (canTakeAll ? search.pipeline : undefined),
  )
  const reset = () =>
    onChange({
      seller: undefined,
      department: undefined,
      source: undefined,
      ...(canTakeAll && { pipeline: undefined }),
    })
  const chosen = search.pipeline ?? pipelineId
  return (
    <FilterBar label={label} onReset={isNarrowed ? reset : undefined}>
      <PeriodPicker
        value={sliceInput(search, today).period}
        today={today}
        onChange={(period) => onChange({ period })}
      />
      {data && data.pipelines.length > 1 && !withoutPipeline && (
        <Choice
          aria-label={filters.pipeline}
          options={[...(canTakeAll ? [{ value: '', label: allPipelines }] : []), ...optionsOf(data.pipelines)]}
          value={canTakeAll ? (search.pipeline ?? '') : (chosen ?? data.pipelines[0]?.id ?? null)}
          onChange={(pipeline) => onChange({ pipeline: pipeline || undefined })}
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
      {children}
    </FilterBar>
  )
}
