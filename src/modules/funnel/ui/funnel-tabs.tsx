import { ViewLink, ViewRow } from '#web/kit/view-row.tsx'
import type { FunnelSearch } from './filters.ts'
import { useFunnelTexts } from './use-funnel.ts'

const tabs = [
  ['lab', '/funnel'],
  ['leaks', '/funnel/leaks'],
  ['compare', '/funnel/compare'],
  ['time', '/funnel/time'],
] as const

/** The pages of the funnel; filters go with whoever changes the page. */
export function FunnelTabs({ search }: { search: FunnelSearch }) {
  const texts = useFunnelTexts()
  const { period, pipeline, seller, department, source, order, window } = search
  return (
    <ViewRow label={texts.title}>
      {tabs.map(([tab, to]) => (
        <ViewLink key={tab} to={to} search={{ period, pipeline, seller, department, source, order, window }}>
          {texts.tabs[tab]}
        </ViewLink>
      ))}
    </ViewRow>
  )
}
