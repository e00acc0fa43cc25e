import { Choice } from '#web/kit/choice.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useViewer } from '#web/session.tsx'
import { type FunnelSearch, inputOf } from './filters.ts'
import { useChoices, useFunnelTexts } from './use-funnel.ts'

type Props = {
  search: FunnelSearch
  pipelineId: string | undefined
  onChange: (patch: Partial<FunnelSearch>) => void
  /** Whether the page has a cohort, whose order and window can be chosen. */
  withView?: boolean
  /** The second group of a comparison is of the same pipeline. */
  withoutPipeline?: boolean
}

const orders = ['skips', 'strict'] as const
const windows = ['all', '30', '60', '90', '180'] as const

const optionsOf = (named: readonly { id: string; name: string }[] = []) =>
  named.map(({ id, name }) => ({ value: id, label: name }))

/** Period, pipeline, seller, department, source: the one filter bar of the funnel's pages. */
export function FunnelFilters({ search, pipelineId, onChange, withView = false, withoutPipeline = false }: Props) {
  const texts = useFunnelTexts()
  const { today } = useViewer()
  const { data } = useChoices()
  const isNarrowed = Boolean(search.seller ?? search.department ?? search.source)
  const reset = () => onChange({ seller: undefined, department: undefined, source: undefined })
  return (
    <FilterBar onReset={isNarrowed ? reset : undefined}>
      <PeriodPicker value={inputOf(search, today).period} today={today} onChange={(period) => onChange({ period })} />
      {data && data.pipelines.length > 1 && !withoutPipeline && (
        <Choice
          aria-label={texts.filters.pipeline}
          options={optionsOf(data.pipelines)}
          value={pipelineId ?? data.pipelines[0]?.id ?? null}
          onChange={(pipeline) => onChange({ pipeline: pipeline ?? undefined })}
        />
      )}
      {data && data.people.length > 1 && (
        <FilterChoice
          label={texts.filters.seller}
          options={optionsOf(data.people)}
          values={search.seller}
          onChange={(seller) => onChange({ seller })}
        />
      )}
      {data && data.departments.length > 1 && (
        <FilterChoice
          label={texts.filters.department}
          options={optionsOf(data.departments)}
          values={search.department}
          onChange={(department) => onChange({ department })}
        />
      )}
      {data && data.sources.length > 0 && (
        <FilterChoice
          label={texts.filters.source}
          options={optionsOf(data.sources)}
          values={search.source}
          onChange={(source) => onChange({ source })}
        />
      )}
      {withView && (
        <>
          <Choice
            aria-label={texts.view.order}
            options={orders.map((value) => ({ value, label: texts.view.orders[value] }))}
            value={search.order ?? 'skips'}
            onChange={(order) => onChange({ order: orders.find((one) => one === order && one !== 'skips') })}
          />
          <Choice
            aria-label={texts.view.window}
            options={windows.map((value) => ({ value, label: texts.view.windows[value] }))}
            value={search.window ?? 'all'}
            onChange={(window) => onChange({ window: windows.find((one) => one === window && one !== 'all') })}
          />
        </>
      )}
    </FilterBar>
  )
}
