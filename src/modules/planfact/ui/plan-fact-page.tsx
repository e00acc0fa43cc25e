import { Button, SegmentedControl } from '@mantine/core'
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs'
import { yearOf, type Day } from '#core/calendar/day.ts'
import { plansTarget } from '#modules/plans/ui/api.tsx'
import { PageViews } from '#modules/lists/ui/api.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { Link, useGo, useSearchState } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import { CourseChart } from './course-chart.tsx'
import { periodOf, planFactSearch } from './filters.ts'
import { Headline } from './headline.tsx'
import { LineTable } from './line-table.tsx'
import css from './planfact.module.css'
import { usePlanFact, usePlanfactTexts } from './use-planfact.ts'

const comparisons = ['none', 'previous', 'lastYear'] as const

/** Plan/fact: how the whole stands, its course by day, and every department and seller below. */
export function PlanFactPage() {
  const texts = usePlanfactTexts()
  const format = useFormat()
  const { today } = useViewer()
  const go = useGo()
  const [search, change] = useSearchState(planFactSearch)
  const period = periodOf(search, today)
  const { data, error, refetch } = usePlanFact(period, search.compare)
  const rows = data?.rows
  const top = rows?.[0]
  const line = rows?.find((row) => row.subjectId === search.line) ?? top
  const year = yearOf((data?.period.from ?? today) as Day)
  const hasPlan = rows?.some((row) => row.planMinor !== null)
  const isEmpty = rows !== undefined && !hasPlan && rows.every((row) => row.factMinor === 0 && row.won === 0)

  return (
    <Page
      title={texts.title}
      scope={data && [format.period(data.period.key), top?.name, dayText(data.workingDays)].filter(Boolean).join(' · ')}
      actions={<PageViews page="planfact" />}
      filters={
        <FilterBar
          end={
            <SegmentedControl
              aria-label={texts.compare.label}
              value={search.compare}
              onChange={(value) => change({ compare: comparisons.find((one) => one === value) ?? 'none' })}
              data={comparisons.map((value) => ({ value, label: texts.compare[value] }))}
            />
          }
        >
          <PeriodPicker value={period} today={today} onChange={(key) => change({ period: key })} />
        </FilterBar>
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : isEmpty ? (
        <EmptyState
          icon={IconTargetArrow}
          title={texts.empty.title}
          text={texts.empty.text}
          steps={texts.empty.steps}
          action={
            <div className={css.buttons}>
              <Button onClick={() => go({ to: '/imports' })}>{texts.empty.action}</Button>
              <Button variant="default" onClick={() => go(plansTarget(year))}>
                {texts.empty.plan}
              </Button>
            </div>
          }
        />
      ) : (
        <>
          {rows && !hasPlan && (
            <div className={css.noPlan} role="note">
              {texts.noPlan.text}
              <Link {...plansTarget(year)}>{texts.noPlan.action}</Link>
            </div>
          )}
          <div className={css.top}>
            <Headline line={top} period={period} compare={search.compare} />
            <CourseChart line={line} period={period} today={today} withLastYear={search.compare === 'lastYear'} />
          </div>
          <LineTable
            rows={rows}
            period={period}
            compare={search.compare}
            onLine={({ subjectId }) => change({ line: subjectId })}
          />
        </>
      )}
    </Page>
  )

  function dayText({ total, elapsed, left }: { total: number; elapsed: number; left: number }) {
    if (left === 0) return texts.scope.over(total)
    return elapsed === 0 ? texts.scope.notBegun : texts.scope.day(elapsed, total)
  }
}
