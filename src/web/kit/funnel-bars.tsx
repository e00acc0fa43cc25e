import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs'
import type { CSSProperties, ReactNode } from 'react'
import { useFormat } from '../i18n/use-format.tsx'
import css from './funnel-bars.module.css'
import { useKitTexts } from './use-kit-texts.ts'

export type FunnelStep = {
  id: string
  name: string
  count: number
  /** Money of the deals on the step, minor units. */
  amountMinor?: number | null
  /** Share of the step before that came here, 0…1; null for the first. */
  conversion: number | null
  /** Wilson interval of the conversion. */
  low?: number
  high?: number
  /** Share of the first step, 0…1. */
  fromFirst?: number | null
  /** The same share in the period compared with. */
  previous?: number | null
  /** The worst leak is marked by a word and a colour. */
  leak?: string
  /** Stands at the end of the line: time on the step, for example. */
  end?: ReactNode
}

type Props = { steps: readonly FunnelStep[]; label: string; onStep?: (step: FunnelStep) => void }

/** A funnel as bars from zero, one under another: counts on the bars, conversions between them. */
export function FunnelBars({ steps, label, onStep }: Props) {
  const format = useFormat()
  const texts = useKitTexts()
  const most = Math.max(1, ...steps.map((step) => step.count))
  return (
    <ol className={css.funnel} aria-label={label}>
      {steps.map((step) => {
        const body = (
          <>
            <span className={css.name}>{step.name}</span>
            <span className={css.track}>
              <span className={css.bar} style={{ '--share': step.count / most } as CSSProperties} />
              <span className={css.count}>
                {format.number(step.count)}
                {step.amountMinor != null && <small>{format.moneyCompact(step.amountMinor)}</small>}
              </span>
            </span>
            <span className={css.share}>{step.fromFirst != null && format.share(step.fromFirst)}</span>
            {step.end !== undefined && <span className={css.end}>{step.end}</span>}
          </>
        )
        return (
          <li key={step.id}>
            {step.conversion !== null && (
              <div
                className={css.step}
                data-leak={step.leak ? true : undefined}
                title={
                  step.low !== undefined && step.high !== undefined
                    ? texts.interval(format.share(step.low), format.share(step.high))
                    : undefined
                }
              >
                <IconArrowDown size={12} aria-hidden />
                <b>{format.share(step.conversion)}</b>
                <span>{texts.funnel.conversion}</span>
                {step.previous != null && (
                  <span className={css.change} data-better={step.conversion >= step.previous}>
                    {format.points(step.conversion - step.previous)}
                  </span>
                )}
                {step.leak && <em>{step.leak}</em>}
              </div>
            )}
            {onStep ? (
              <button type="button" className={css.line} onClick={() => onStep(step)}>
                {body}
              </button>
            ) : (
              <div className={css.line}>{body}</div>
            )}
          </li>
        )
      })}
    </ol>
  )
}
