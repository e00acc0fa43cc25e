import { useMemo } from 'react'
import { PageViews } from '#modules/lists/ui/api.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import { ClosedNote } from './closed-note.tsx'
import { DropOff } from './drop-off.tsx'
import { funnelSearch, inputOf } from './filters.ts'
import { FirstFunnel, useIsFirst } from './first-funnel.tsx'
import css from './funnel.module.css'
import { FunnelFilters } from './funnel-filters.tsx'
import { FunnelTabs } from './funnel-tabs.tsx'
import { Headline } from './headline.tsx'
import { Reasons } from './reasons.tsx'
import { StageTimes } from './stage-times.tsx'
import { useFunnelTexts, useScopeName, useView } from './use-funnel.ts'
import { Views } from './views.tsx'

/** The funnel: five figures, three views, where deals are lost, how long stages take. */
export function FunnelPage() {
  const texts = useFunnelTexts()
  const format = useFormat()
  const { today } = useViewer()
  const [search, change] = useSearchState(funnelSearch)
  const input = useMemo(() => inputOf(search, today), [search, today])
  const scope = useScopeName(Boolean(search.seller ?? search.department ?? search.source))
  const { data: view, error, refetch } = useView(input)
  const filters = useMemo(() => ({ input, search, scope }), [input, search, scope])
  const isFirst = useIsFirst(input, scope)

  return (
    <Page
      title={texts.title}
      scope={[format.period(input.period), view?.pipeline.name, scope].filter(Boolean).join(' · ')}
      actions={<PageViews page="funnel" />}
      filters={<FunnelFilters search={search} pipelineId={view?.pipeline.id} onChange={change} withView />}
    >
      {isFirst ? (
        <FirstFunnel />
      ) : error && !view ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : (
        <>
          <FunnelTabs search={search} />
          {view && view.waiting > 0 && <p className={css.note}>{texts.view.waiting(format.number(view.waiting))}</p>}
          <ClosedNote months={view?.closedMonths} say={texts.view.closed} />
          <Headline view={view} filters={filters} />
          <Views view={view} filters={filters} />
          <DropOff view={view} filters={filters} />
          <Reasons view={view} filters={filters} />
          <StageTimes view={view} filters={filters} />
        </>
      )}
    </Page>
  )
}
