import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import type { CardPartProps } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { LineHistory } from './line-history.tsx'
import { LinesEditor } from './lines-editor.tsx'
import css from './lines.module.css'
import { SumOfDeal } from './sum-of-deal.tsx'

/** What a deal consists of: lines that are edited in place, their VAT, the discount that waits for an answer, the deal's own sum. */
export function DealLines({ id }: CardPartProps) {
  const query = useQuery({
    queryKey: ['products', 'dealLines', { dealId: id }],
    queryFn: () => api.products.dealLines({ dealId: id }),
  })
  if (query.error) return <ErrorState error={query.error} onRepeat={() => void query.refetch()} />
  if (!query.data) return <SkeletonText lines={5} />
  const { data } = query
  return (
    <div className={css.lines}>
      <LinesEditor data={data} />
      <SumOfDeal data={data} />
      <LineHistory dealId={id} currency={data.currency} version={data.version} />
    </div>
  )
}
