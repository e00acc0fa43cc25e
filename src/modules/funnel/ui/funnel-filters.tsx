import { Choice } from '#web/kit/choice.tsx'
import type { FunnelSearch } from './filters.ts'
import { SliceFilters } from './slice-filters.tsx'
import { useFunnelTexts } from './use-funnel.ts'

type Props = {
  search: FunnelSearch
  pipelineId: string | undefined
  onChange: (patch: Partial<FunnelSearch>) => void
  /** Whether the page has a cohort, whose order and window can be chosen. */
  withView?: boolean
  /** The second group of a comparison is of the same pipeline. */
  withoutPipeline?: boolean
  /** Whose deals, where the page compares two groups. */
  label?: string | undefined
}

const orders = ['skips', 'strict'] as const
const windows = ['all', '30', '60', '90', '180'] as const

/** The filter bar of the funnel's pages. */
export function FunnelFilters({
  search,
  pipelineId,
  onChange,
  withView = false,
  withoutPipeline = false,
  label,
}: Props) {
  const { view } = useFunnelTexts()
  return (
    <SliceFilters
      search={search}
      pipelineId={pipelineId}
      onChange={onChange}
      withoutPipeline={withoutPipeline}
      label={label}
    >
      {withView && (
        <>
          <Choice
            aria-label={view.order}
            options={orders.map((value) => ({ value, label: view.orders[value] }))}
            value={search.order ?? 'skips'}
            onChange={(order) => onChange({ order: orders.find((one) => one === order && one !== 'skips') })}
          />
          <Choice
            aria-label={view.window}
            options={windows.map((value) => ({ value, label: view.windows[value] }))}
            value={search.window ?? 'all'}
            onChange={(window) => onChange({ window: windows.find((one) => one === window && one !== 'all') })}
          />
        </>
      )}
    </SliceFilters>
  )
}
