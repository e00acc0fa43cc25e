import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { Choice } from '#web/kit/choice.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useViewer } from '#web/session.tsx'
import type { DecompositionSearch } from './filters.ts'
import { useDecompositionTexts } from './use-decomposition.ts'

type Props = {
  search: DecompositionSearch
  period: string
  onChange: (patch: Partial<DecompositionSearch>) => void
  end?: ReactNode
}

/** Period, window of the history, and whether the whole plan or the rest of it is taken apart. */
export function FilterLine({ search, period, onChange, end }: Props) {
  const texts = useDecompositionTexts()
  const { today } = useViewer()
  return (
    <FilterBar end={end}>
      <PeriodPicker
        value={period}
        today={today}
        kinds={['month', 'quarter', 'year']}
        onChange={(next) => onChange({ period: next })}
      />
      <SegmentedControl
        aria-label={texts.basis.label}
        data={[
          { value: 'whole', label: texts.basis.whole },
          { value: 'rest', label: texts.basis.rest },
        ]}
        value={search.basis}
        onChange={(basis) => onChange({ basis: basis })}
      />
      <Choice
        aria-label={texts.history.label}
        options={['3', '6', '12'].map((months) => ({ value: months, label: texts.history.months(Number(months)) }))}
        value={search.months}
        onChange={(months) => onChange({ months: (months ?? '6') as DecompositionSearch['months'] })}
      />
    </FilterBar>
  )
}
