import { Button, SegmentedControl } from '@mantine/core'
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs'
import { useState } from 'react'
import { yearOf, type Day } from '#core/calendar/day.ts'
import { OpenCaseButton } from '#modules/cases/ui/api.tsx'
import { planMetrics } from '#modules/plans/contract.ts'
import { plansTarget } from '#modules/plans/ui/api.tsx'
import { PageViews } from '#modules/lists/ui/api.tsx'
import { ImportButton } from '#modules/imports/ui/api.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { Link, useGo, useSearchState } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import { usualThresholds } from '../calc/pace-state.ts'
import type { PlanFactRow } from '../contract.ts'
import { CourseChart } from './course-chart.tsx'
import { periodOf, planFactSearch } from './filters.ts'
import { Headline } from './headline.tsx'
import { LineTable } from './line-table.tsx'
import css from './planfact.module.css'
import { ThresholdsPanel } from './thresholds-panel.tsx'
import { usePlanFact, usePlanfactTexts } from './use-planfact.ts'

/** A line that is behind what is due, of sales: that is what a case is about. */
function isDeviation({ level, deviationMinor }: PlanFactRow, metric: string): boolean {
  return metric === 'revenue' && level !== 'team' && level !== 'nobody' && (deviationMinor ?? 0) < 0
}

function caseOf({ level, subjectId }: PlanFactRow) {
  return { level: level === 'person' || level === 'department' ? level : ('company' as const), subjectId }
}

const comparisons = ['none', 'previous', 'lastYear'] as const

/** Plan/fact: how the whole stands, its course by day, and every department and seller below. */
export function PlanFactPage() {
  const texts = usePlanfactTexts()
  const format = useFormat()
  const { today, role } = useViewer()
  const go = useGo()
  const [search, change] = useSearchState(planFactSearch)
  const period = periodOf(search, today)
  const { metric } = search
  const { data, error, refetch } = usePlanFact(period, search.compare, { metric, forecast: true })
  const [isSetting, setSetting] = useState(false)
  const maySet = role === 'owner' || role === 'director'
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
      actions={
        <>
          <PageViews page="planfact" />
          {line && isDeviation(line, metric) && (
            <OpenCaseButton about={line.name} asked={{ metric: 'pace', ...caseOf(line), period }} />
          )}
          {maySet && data && (
            <Button variant="default" onClick={() => setSetting(true)}>
              {texts.thresholds.open}
            </Button>
          )}
        </>
      }
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
          <div className={css.metric}>
            <Choice
              aria-label={texts.metric}
              value={metric}
              onChange={(value) => change({ metric: planMetrics.find((one) => one === value) ?? 'revenue' })}
              options={planMetrics.map((value) => ({ value, label: texts.metrics[value] }))}
            />
          </div>
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
              <ImportButton>{texts.empty.action}</ImportButton>
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
          {data && data.calendarChanged.length > 0 && (
            <div className={css.noPlan} role="note">
              {texts.calendarChanged(data.calendarChanged.map((month) => format.month(month)).join(', '))}
            </div>
          )}
          <div className={css.top}>
            <Headline line={top} period={period} compare={search.compare} metric={metric} />
            <CourseChart
              line={line}
              period={period}
              metric={metric}
              today={today}
              withLastYear={search.compare === 'lastYear'}
            />
          </div>
          <LineTable
            rows={rows}
            period={period}
            compare={search.compare}
            metric={metric}
            thresholds={data?.thresholds ?? usualThresholds}
            onLine={({ subjectId }) => change({ line: subjectId })}
          />
        </>
      )}
      {isSetting && data && <ThresholdsPanel thresholds={data.thresholds} onClose={() => setSetting(false)} />}
    </Page>
  )

  function dayText({ total, elapsed, left }: { total: number; elapsed: number; left: number }) {
    if (left === 0) return texts.scope.over(total)
    return elapsed === 0 ? texts.scope.notBegun : texts.scope.day(elapsed, total)
  }
}
