import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigurePanel, type Figure as Opened } from '#web/kit/figure.tsx'
import type { FunnelStep } from '#web/kit/funnel-bars.tsx'
import { FunnelChart } from '#web/kit/funnel-chart.tsx'
import { Section } from '#web/kit/page.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonBlock, SkeletonText } from '#web/kit/skeletons.tsx'
import type { Figure } from '../contract.ts'
import { BehindLink, type PageFilters, useBehind } from './behind.tsx'
import css from './funnel.module.css'
import type { View } from './headline.tsx'
import { type ViewName, stepsOf } from './steps.ts'
import { useFunnelTexts } from './use-funnel.ts'

const figureOfStage: Record<ViewName, Figure> = {
  now: 'now_reached_stage',
  happened: 'period_entered_stage',
  cohort: 'cohort_reached_stage',
}
const figureOfWin: Record<ViewName, Figure> = { now: 'now_won', happened: 'period_won', cohort: 'cohort_won' }
const names: readonly ViewName[] = ['cohort', 'happened', 'now']

type Loader = { key: readonly unknown[]; title: string; load: () => Promise<Opened> }

/** The three views side by side, with why they differ. */
export function Views({ view, filters }: { view: View | undefined; filters: PageFilters }) {
  const texts = useFunnelTexts()
  const format = useFormat()
  const behind = useBehind(filters)
  const [opened, setOpened] = useState<Loader>()
  const open = (name: ViewName) => (step: FunnelStep) => {
    const isWin = step.id === 'won'
    const title = `${texts.views[name]}: ${step.name}`
    setOpened(
      behind(
        isWin ? figureOfWin[name] : figureOfStage[name],
        title,
        format.number(step.count),
        isWin ? undefined : step.id,
      ),
    )
  }
  return (
    <Section title={texts.label} hint={texts.whyDiffer}>
      <div className={css.views}>
        {names.map((name) => (
          <div key={name} className={css.view}>
            {view ? (
              <>
                <FunnelChart
                  title={texts.views[name]}
                  hint={texts.viewHints[name]}
                  steps={stepsOf(name, view, texts, (minor) => format.moneyCompact(minor))}
                  onStep={open(name)}
                >
                  <Totals name={name} view={view} filters={filters} />
                </FunnelChart>
                {name === 'cohort' && view.cohort.young > 0 && (
                  <p className={css.note}>{texts.view.young(format.number(view.cohort.young))}</p>
                )}
                {name === 'cohort' && view.cohort.withoutHistory > 0 && (
                  <p className={css.note}>
                    <BehindLink {...filters} of="cohort_without_history" title={texts.views.cohort}>
                      {texts.noHistory(format.number(view.cohort.withoutHistory), format.number(view.cohort.created.n))}
                    </BehindLink>
                  </p>
                )}
              </>
            ) : (
              <>
                <h3>{texts.views[name]}</h3>
                <p className={css.hint}>{texts.viewHints[name]}</p>
                <SkeletonBlock height={240} />
              </>
            )}
          </div>
        ))}
      </div>
      {opened && (
        <SidePanel opened onClose={() => setOpened(undefined)} title={opened.title}>
          <Loaded opened={opened} />
        </SidePanel>
      )}
    </Section>
  )
}

function Loaded({ opened }: { opened: Loader }) {
  const query = useQuery({ queryKey: ['figure', ...opened.key], queryFn: opened.load })
  if (query.error) return <ErrorState error={query.error} onRepeat={() => void query.refetch()} />
  return query.data ? <FigurePanel figure={query.data} /> : <SkeletonText lines={8} />
}

/** Created or all, open, won, lost: what the bars are made of. */
function Totals({ name, view, filters }: { name: ViewName; view: View; filters: PageFilters }) {
  const texts = useFunnelTexts()
  const format = useFormat()
  const { snapshot, happened, cohort } = view
  const totals: { of: Figure | null; label: string; sum: { n: number; amountMinor: number } }[] = {
    now: [
      { of: 'now_all' as const, label: texts.rows.all, sum: snapshot.all },
      { of: 'now_open' as const, label: texts.rows.open, sum: snapshot.open },
      { of: 'now_lost' as const, label: texts.rows.lost, sum: snapshot.lost },
    ],
    happened: [
      { of: 'period_created' as const, label: texts.rows.created, sum: happened.created },
      { of: 'period_lost' as const, label: texts.rows.lost, sum: happened.lost },
    ],
    cohort: [
      { of: 'cohort_created' as const, label: texts.rows.created, sum: cohort.created },
      { of: 'cohort_open' as const, label: texts.rows.open, sum: cohort.open },
      { of: 'cohort_lost' as const, label: texts.rows.lost, sum: cohort.lost },
      ...(cohort.aside.n > 0 ? [{ of: null, label: texts.view.aside, sum: cohort.aside }] : []),
      ...(cohort.moved.n > 0 ? [{ of: 'cohort_moved' as const, label: texts.rows.moved, sum: cohort.moved }] : []),
    ],
  }[name]
  return (
    <ul className={css.totals}>
      {totals.map(({ of, label, sum }) => (
        <li key={label}>
          <span>{label}</span>
          {of === null ? (
            <b>{format.number(sum.n)}</b>
          ) : (
            <BehindLink {...filters} of={of} title={`${texts.views[name]}: ${label}`}>
              <b>{format.number(sum.n)}</b>
            </BehindLink>
          )}
          <small title={format.money(sum.amountMinor)}>{format.moneyCompact(sum.amountMinor)}</small>
        </li>
      ))}
    </ul>
  )
}
