import { Link } from '#web/kit/routing.tsx'
import css from './funnel.module.css'
import type { FunnelSearch } from './filters.ts'
import { useFunnelTexts } from './use-funnel.ts'

const tabs = [
  ['lab', '/funnel'],
  ['leaks', '/funnel/leaks'],
  ['compare', '/funnel/compare'],
  ['time', '/funnel/time'],
] as const
export type FunnelTab = (typeof tabs)[number][0]

/** The pages of the funnel; filters go with whoever changes the page. */
export function FunnelTabs({ current, search }: { current: FunnelTab; search: FunnelSearch }) {
  const texts = useFunnelTexts()
  const { period, pipeline, seller, department, source, order, window } = search
  return (
    <nav className={css.tabs} data-no-print aria-label={texts.title}>
      {tabs.map(([tab, to]) => (
        <Link
          key={tab}
          to={to}
          search={{ period, pipeline, seller, department, source, order, window }}
          data-on={tab === current || undefined}
        >
          {texts.tabs[tab]}
        </Link>
      ))}
    </nav>
  )
}
