import { z } from 'zod'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { currentPeriod, PeriodPicker } from '#web/kit/period-picker.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import { SkeletonBlock, SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { Carried } from './carried.tsx'
import { CloseSection } from './close-section.tsx'
import css from './cycle.module.css'
import { StepColumn } from './step-column.tsx'
import { TimeShareSection } from './time-share-section.tsx'
import { useBoard, useCycleTexts } from './use-cycle.ts'

const schema = z.object({ period: z.string().optional() })
const NEXT_SHOWN = 5

/** The five steps of a month or quarter: how each stands, what comes next, what is left, and the close of the month. */
export function CyclePage() {
  const texts = useCycleTexts()
  const format = useFormat()
  const viewer = useViewer()
  const [filters, change] = useSearchState(schema)
  const period = filters.period ?? currentPeriod(viewer.today)
  const { data, error, refetch } = useBoard(period)
  const checks = data?.steps.flatMap((step) => step.checks) ?? []
  const isAllGood = checks.every(({ state }) => state !== 'bad' && state !== 'watch')
  const next = (data?.next ?? []).slice(0, NEXT_SHOWN).flatMap((code) => checks.find((one) => one.code === code) ?? [])
  const month = data?.period.key.length === 7 && !data.period.key.includes('Q') ? data.period.key : undefined
  return (
    <Page
      title={texts.title}
      scope={format.period(period)}
      filters={
        <FilterBar>
          <PeriodPicker
            value={period}
            today={viewer.today}
            kinds={['month', 'quarter']}
            onChange={(key) => change({ period: key })}
          />
        </FilterBar>
      }
    >
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <>
          <SkeletonBlock height={220} />
          <SkeletonText lines={6} />
        </>
      ) : (
        <>
          <div className={css.steps}>
            {data.steps.map((step, index) => (
              <StepColumn key={step.step} step={step} place={index + 1} />
            ))}
          </div>
          <Section title={texts.next}>
            {next.length === 0 ? (
              <p className={css.hint}>{isAllGood ? texts.allGood : texts.nothingLeft}</p>
            ) : (
              <ol className={css.next}>
                {next.map(({ code, step, path }) => (
                  <li key={code}>
                    <span>
                      <b>{texts.steps[step]}</b> {texts.hints[code]}
                    </span>
                    {path !== null && <Link to={path}>{texts.open}</Link>}
                  </li>
                ))}
              </ol>
            )}
          </Section>
          <CloseSection months={data.months} shown={month} />
          <Carried carried={data.carried} />
          {month && <TimeShareSection month={month} />}
        </>
      )}
    </Page>
  )
}
