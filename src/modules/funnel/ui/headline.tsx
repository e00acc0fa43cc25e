import type { ReactNode } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { None, ShareCell } from '#web/kit/cells.tsx'
import { SkeletonFigures } from '#web/kit/skeletons.tsx'
import type { Outputs } from '#core/http/contract.ts'
import type { funnelContract } from '../contract.ts'
import { BehindLink, type PageFilters } from './behind.tsx'
import css from './funnel.module.css'
import { useCycle, useFunnelTexts } from './use-funnel.ts'

export type View = Outputs<typeof funnelContract>['view']
export type Rate = View['snapshot']['overall']

/** The five figures of the page in one line; each opens. */
export function Headline({ view, filters }: { view: View | undefined; filters: PageFilters }) {
  const texts = useFunnelTexts()
  const format = useFormat()
  const cycle = useCycle(filters.input)
  if (!view)
    return (
      <div className={css.headline}>
        <SkeletonFigures count={5} lines={3} />
      </div>
    )
  const { snapshot, happened, cohort } = view
  const { headline, noBase } = texts
  return (
    <dl className={css.headline}>
      <Item label={headline.overall} hint={headline.overallHint}>
        <BehindLink {...filters} of="now_won" title={headline.overall}>
          <RateFigure rate={snapshot.overall} />
        </BehindLink>
      </Item>
      <Item
        label={headline.cohort}
        hint={
          cohort.stillOpen === null
            ? noBase
            : cohort.stillOpen > 0
              ? headline.unripe(format.share(cohort.stillOpen))
              : headline.ripe
        }
      >
        <BehindLink {...filters} of="cohort_won" title={headline.cohort}>
          <RateFigure rate={cohort.conversion} />
        </BehindLink>
      </Item>
      <Item
        label={headline.period}
        hint={(happened.wonToCreated ?? 0) > 1 ? texts.overAHundred : texts.viewHints.happened}
      >
        <BehindLink {...filters} of="period_created" title={headline.period}>
          {happened.wonToCreated === null ? <None why={noBase} /> : format.share(happened.wonToCreated)}
        </BehindLink>
      </Item>
      <Item
        label={headline.winRate}
        hint={[
          headline.winRateHint,
          happened.winRateByMoney !== null && headline.byMoney(format.share(happened.winRateByMoney)),
        ]
          .filter(Boolean)
          .join('; ')}
      >
        <BehindLink {...filters} of="period_won" title={headline.winRate}>
          <RateFigure rate={happened.winRate} />
        </BehindLink>
      </Item>
      <Item label={headline.cycle} hint={cycle.data ? cycleHint(cycle.data) : ''}>
        <BehindLink {...filters} of="period_won" title={headline.cycle}>
          {cycle.data?.medianSeconds == null ? (
            <None why={noBase} />
          ) : (
            <Quiet when={cycle.data.small} n={cycle.data.n}>
              {format.duration(cycle.data.medianSeconds)}
            </Quiet>
          )}
        </BehindLink>
      </Item>
    </dl>
  )

  function cycleHint({ meanSeconds, negative }: { meanSeconds: number | null; negative: number }): string {
    const mean = meanSeconds === null ? '' : headline.cycleHint(format.duration(meanSeconds))
    return negative > 0 ? `${mean}. ${headline.negative(negative, format.number(negative))}` : mean
  }
}

function Item({ label, hint, children }: { label: string; hint: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
      <dd>
        <small>{hint}</small>
      </dd>
    </div>
  )
}

/** A rate with its sample; grey and said so where cases are few. */
export function RateFigure({ rate }: { rate: Rate }) {
  const { noBase } = useFunnelTexts()
  return (
    <Quiet when={rate.small && rate.share !== null} n={rate.n}>
      <ShareCell share={rate.share} n={rate.n} low={rate.low ?? undefined} high={rate.high ?? undefined} why={noBase} />
    </Quiet>
  )
}

export function Quiet({ when, n, children }: { when: boolean; n: number; children: ReactNode }) {
  const texts = useFunnelTexts()
  const format = useFormat()
  if (!when) return <>{children}</>
  return (
    <span className={css.quiet} title={texts.small(format.number(n))}>
      {children}
    </span>
  )
}
