import { DayPreview } from '#modules/activities/ui/api.tsx'
import { Headline, planFactTarget, usePlanFact } from '#modules/planfact/ui/api.tsx'
import { MyTasks } from '#modules/tasks/ui/api.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page } from '#web/kit/page.tsx'
import { currentPeriod } from '#web/kit/period-picker.tsx'
import { Link } from '#web/kit/routing.tsx'
import { TourButton } from '#web/kit/tour-button.tsx'
import { useViewer } from '#web/session.tsx'
import { AttentionList } from './attention-list.tsx'
import css from './home.module.css'
import { RecentMoves } from './recent-moves.tsx'
import { TodayPanel } from './today-panel.tsx'
import { useHomeTexts } from './use-home.ts'

/** For a seller: his plan and pace, his deals that need a step, his contacts and tasks of today, what has moved lately. */
export function SellerHome() {
  const texts = useHomeTexts()
  const format = useFormat()
  const { today, id, name } = useViewer()
  const period = currentPeriod(today)
  const { data, error, refetch } = usePlanFact(period, 'none', { forecast: true })
  const days = data?.workingDays
  return (
    <Page
      title={texts.title}
      scope={[format.period(period), name, days && days.left > 0 && texts.day(days.elapsed, days.total)]
        .filter(Boolean)
        .join(' · ')}
      actions={<TourButton />}
    >
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : (
        <div className={css.band}>
          <Headline
            line={data?.rows.find((row) => row.subjectId === id) ?? data?.rows[0]}
            period={period}
            compare="none"
          />
          <Link {...planFactTarget({ period })} className={css.more}>
            {texts.planOpen}
          </Link>
        </div>
      )}
      <div className={css.columns}>
        <div className={css.beside}>
          <AttentionList title={texts.attention.mine} isMine />
        </div>
        <div className={css.first}>
          <TodayPanel />
          <DayPreview />
          <MyTasks />
        </div>
      </div>
      <RecentMoves />
    </Page>
  )
}
