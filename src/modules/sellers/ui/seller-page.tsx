import { useQuery } from '@tanstack/react-query'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { Link, usePathParam, useSearchState } from '#web/kit/routing.tsx'
import { SkeletonFigures, SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import type { sellersContract } from '../contract.ts'
import { inputOf, sellersSearch } from './filters.ts'
import { SellerCourse } from './seller-course.tsx'
import { SellerFigures } from './seller-figures.tsx'
import { SellerHands } from './seller-hands.tsx'
import { SellerStrengths } from './seller-strengths.tsx'
import css from './sellers.module.css'
import { useSellersTexts } from './use-sellers.ts'

export type Profile = Outputs<typeof sellersContract>['profile']

/** One seller: his figures beside the others', where he is better and worse beyond chance, on whom his sales depend, what he has on his hands. */
export function SellerPage() {
  const texts = useSellersTexts()
  const words = texts.profile
  const format = useFormat()
  const viewer = useViewer()
  const personId = usePathParam('personId')
  const [search, change] = useSearchState(sellersSearch)
  const { period } = inputOf(search, viewer.today)
  const { data, error, refetch } = useQuery({
    queryKey: ['sellers', 'profile', personId, period],
    queryFn: () => api.sellers.profile({ personId, period }),
    placeholderData: (known) => (known?.person.id === personId ? known : undefined),
  })
  const since = data && `${format.month(data.window.start.slice(0, 7))} – ${format.month(lastMonth(data))}`
  return (
    <Page
      title={data?.person.name ?? texts.title}
      scope={[
        format.period(period),
        data?.person.departmentName,
        data && (data.peers > 0 ? words.peers(data.peers) : words.noPeers),
        data?.person.leftOn && texts.left(format.dayFull(data.person.leftOn)),
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        viewer.role !== 'seller' && (
          <Link to="/sellers" search={{ period: search.period }}>
            {words.all}
          </Link>
        )
      }
      filters={
        <FilterBar>
          <PeriodPicker value={period} today={viewer.today} onChange={(next) => change({ period: next })} />
        </FilterBar>
      }
    >
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <>
          <SkeletonFigures count={6} />
          <SkeletonText lines={10} />
        </>
      ) : (
        <>
          <Section title={words.hands} hint={words.handsHint}>
            <SellerHands profile={data} />
          </Section>
          <div className={css.pair}>
            <Section title={words.strengths} hint={since} flush>
              <SellerStrengths profile={data} />
            </Section>
            <Section title={words.course} hint={since}>
              <SellerCourse profile={data} />
            </Section>
          </div>
          <Section title={words.figures} hint={data.peers > 0 ? words.figuresHint : words.noPeersWhy} flush>
            <SellerFigures profile={data} />
          </Section>
        </>
      )}
    </Page>
  )
}

const lastMonth = ({ months }: Profile) => months.at(-1)?.month ?? ''
