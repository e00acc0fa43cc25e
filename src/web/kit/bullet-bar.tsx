import { useFormat } from '../i18n/use-format.tsx'
import css from './bullet-bar.module.css'
import { useKitTexts } from './use-kit-texts.ts'

type Props = {
  /** All values in one unit. */
  plan: number | null
  fact: number
  /** What should be there by today, by working days. */
  due?: number | null | undefined
  /** Expected total at the end and its interval. */
  forecast?: { value: number; low?: number; high?: number } | null | undefined
  previous?: number | null | undefined
  /** Full length of the axis; the same for all rows of a table. By default the largest of this bar's values. */
  scale?: number | undefined
  /** Writes values for the tooltip and screen readers; money by default. */
  write?: (value: number) => string
  size?: 'row' | 'large'
}

/** Plan/fact in one line, IBCS notation: fact solid, plan outlined, due-by-now a tick, forecast hatched, last year grey. */
export function BulletBar({ plan, fact, due, forecast, previous, scale, write, size = 'row' }: Props) {
  const format = useFormat()
  const texts = useKitTexts()
  const say = write ?? ((value: number) => format.moneyCompact(value))
  const full = scale ?? Math.max(plan ?? 0, fact, forecast?.high ?? forecast?.value ?? 0, previous ?? 0, 1)
  const at = (value: number) => `${Math.max(0, Math.min(100, (value / full) * 100))}%`
  const words = [
    `${texts.scenario.fact} ${say(fact)}`,
    plan !== null && `${texts.scenario.plan} ${say(plan)}`,
    due != null && `${texts.scenario.due} ${say(due)}`,
    forecast && `${texts.scenario.forecast} ${say(forecast.value)}`,
    previous != null && `${texts.scenario.previous} ${say(previous)}`,
  ].filter(Boolean)
  const behind = due != null && fact < due
  return (
    <span className={css.bullet} data-size={size} role="img" aria-label={words.join(', ')} title={words.join('\n')}>
      {previous != null && <span className={css.previous} style={{ width: at(previous) }} />}
      {plan !== null && plan > 0 && <span className={css.plan} style={{ width: at(plan) }} />}
      {forecast && forecast.value > fact && (
        <span className={css.forecast} style={{ left: at(fact), width: `calc(${at(forecast.value)} - ${at(fact)})` }} />
      )}
      <span className={css.fact} style={{ width: at(fact) }} />
      {forecast?.low !== undefined && forecast.high !== undefined && (
        <span
          className={css.band}
          style={{ left: at(forecast.low), width: `calc(${at(forecast.high)} - ${at(forecast.low)})` }}
        />
      )}
      {due != null && <span className={css.due} data-behind={behind || undefined} style={{ left: at(due) }} />}
    </span>
  )
}
