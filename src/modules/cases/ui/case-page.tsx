import { Button } from '@mantine/core'
import { useFormat } from '#web/i18n/use-format.tsx'
import { DateCell, MoneyCell } from '#web/kit/cells.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigureRow, type RowFigure } from '#web/kit/figure-row.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { usePathParam } from '#web/kit/routing.tsx'
import { SkeletonBlock, SkeletonFigures } from '#web/kit/skeletons.tsx'
import type { CaseDetail } from '../contract.ts'
import { ActionsSection } from './actions-section.tsx'
import css from './cases.module.css'
import { CauseSection } from './cause-section.tsx'
import { ClosingActions } from './closing.tsx'
import { LogSection } from './log-section.tsx'
import { StateMark } from './marks.tsx'
import { SplitSection } from './split-section.tsx'
import { useCase, useCasesTexts, useCaseTitle } from './use-cases.ts'

/** One deviation from its figure to its verdict: drivers, cause, action, effect, talk. */
export function CasePage() {
  const id = usePathParam('caseId')
  const texts = useCasesTexts()
  const format = useFormat()
  const title = useCaseTitle()
  const { data: one, error, refetch } = useCase(id)
  if (error && !one) {
    return (
      <Page title={texts.title}>
        <ErrorState error={error} onRepeat={() => void refetch()} />
      </Page>
    )
  }
  if (!one) {
    return (
      <Page title={texts.title}>
        <SkeletonFigures count={4} />
        <SkeletonBlock height={320} />
      </Page>
    )
  }
  return (
    <Page
      title={title(one)}
      scope={
        <span className={css.scopeLine}>
          <StateMark state={one.state} verdict={one.verdict} isDue={one.isDue} />
          {[format.period(one.period), texts.levels[one.level], one.openedBy?.name ?? texts.byRule].join(' · ')}
        </span>
      }
      actions={
        <>
          <Button
            component="a"
            variant="default"
            className={css.file ?? ''}
            href={`/api/cases/${id}/case.pdf`}
            download
          >
            {texts.paper}
          </Button>
          <ClosingActions one={one} />
        </>
      }
    >
      <Section
        title={texts.figures.title}
        hint={texts.figures.span(format.period(`${one.split.span.from}..${one.split.span.to}`))}
      >
        <Figures one={one} />
        {one.state === 'closed' && one.verdictNote && <p className={css.note}>{one.verdictNote}</p>}
      </Section>
      <SplitSection one={one} />
      <div className={css.columns}>
        <div>
          <CauseSection key={`${one.cause} ${one.causeNote}`} one={one} />
          <ActionsSection one={one} />
        </div>
        <LogSection one={one} />
      </div>
    </Page>
  )
}

function Figures({ one }: { one: CaseDetail }) {
  const { figures: words } = useCasesTexts()
  const format = useFormat()
  const level = (value: number) =>
    one.metric === 'pace' ? (
      <MoneyCell minor={value} short />
    ) : one.metric === 'norm' ? (
      format.number(value, { digits: 1 })
    ) : (
      format.share(value)
    )
  const isPlanChanged = one.planMinor !== null && one.planNowMinor !== null && one.planNowMinor !== one.planMinor
  const figures: RowFigure[] = [
    { id: 'gap', label: words.gap, value: <MoneyCell minor={one.gapMinor} short signed />, tone: 'bad' },
    { id: 'expected', label: words.expected, value: level(one.expected) },
    {
      id: 'actual',
      label: words.actual,
      value: level(one.actual),
      ...(one.n !== null && one.metric !== 'norm' && { detail: words.n(one.n) }),
    },
    ...(one.planMinor === null
      ? []
      : [
          {
            id: 'plan',
            label: words.plan,
            value: <MoneyCell minor={one.planMinor} short />,
            ...(isPlanChanged && {
              detail: words.planChanged(format.moneyCompact(one.planNowMinor)),
              tone: 'behind' as const,
            }),
          },
        ]),
    { id: 'opened', label: words.opened, value: <DateCell day={one.openedOn} /> },
    ...(one.state === 'closed'
      ? []
      : [
          {
            id: 'review',
            label: words.review,
            value: one.reviewOn ? <DateCell day={one.reviewOn} /> : '—',
            ...(!one.reviewOn && { detail: words.noReview }),
          },
        ]),
  ]
  return <FigureRow figures={figures} />
}
