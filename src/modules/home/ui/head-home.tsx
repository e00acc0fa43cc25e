import { useMemo } from 'react'
import { z } from 'zod'
import { isPeriodKey } from '#core/calendar/period.ts'
import { Headline, planFactTarget, usePlanFact } from '#modules/planfact/ui/api.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page } from '#web/kit/page.tsx'
import { currentPeriod, PeriodPicker } from '#web/kit/period-picker.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import { TourButton } from '#web/kit/tour-button.tsx'
import { useViewer } from '#web/session.tsx'
import { AttentionList } from './attention-list.tsx'
import css from './home.module.css'
import { GoalsPanel } from './goals-panel.tsx'
import { MiniFunnel } from './mini-funnel.tsx'
import { SellersTable } from './sellers-table.tsx'
import { TeamsTable } from './teams-table.tsx'
import { TodayPanel } from './today-panel.tsx'
import { useHomeTexts } from './use-home.ts'

const homeSearch = z.object({ period: z.string().refine(isPeriodKey).optional() })

/** For those who lead: plan and pace on top, what needs a hand, the funnel, and the sellers. */
export function HeadHome() {
  const texts = useHomeTexts()
  const format = useFormat()
  const { today, role } = useViewer()
  const seesGoals = role === 'owner' || role === 'director' || role === 'head'
  const [search, change] = useSearchState(homeSearch)
  const period = search.period ?? currentPeriod(today)
  const { data, error, refetch } = usePlanFact(period, 'none', { forecast: true })
  const top = data?.rows[0]
  const teams = useMemo(
    () =>
      data?.rows.filter((row) => row.level === 'department' && (row.planMinor !== null || row.factMinor !== 0)) ?? [],
    [data],
  )
  const days = data?.workingDays
  // Who leads several teams looks at teams first; who leads one, at his people.
  const leadsTeams = teams.length > 1
  return (
    <Page
      title={texts.title}
      scope={[
        format.period(period),
        top?.name,
        days && days.left > 0 && days.elapsed > 0 && texts.day(days.elapsed, days.total),
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <>
          <TourButton />
          <PeriodPicker value={period} today={today} onChange={(key) => change({ period: key })} />
        </>
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : (
        <div className={css.band}>
          <Headline line={top} period={period} compare="none" />
          <Link {...planFactTarget({ period })} className={css.more}>
            {texts.planOpen}
          </Link>
        </div>
      )}
      <div className={css.columns} data-wide={!leadsTeams || undefined}>
        <div className={css.beside}>
          <AttentionList title={texts.attention.title} />
        </div>
        <div className={css.first}>
          <TodayPanel />
          {leadsTeams && seesGoals && <GoalsPanel />}
        </div>
      </div>
      {leadsTeams && <TeamsTable period={period} rows={teams} />}
      {!leadsTeams && <SellersTable period={period} rows={data?.rows} />}
      <div className={css.pair}>
        <MiniFunnel period={period} />
        {!leadsTeams && seesGoals && <GoalsPanel />}
      </div>
      {leadsTeams && <SellersTable period={period} rows={data?.rows} />}
    </Page>
  )
}
