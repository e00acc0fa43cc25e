import { useFormat } from '#web/i18n/use-format.tsx'
import type { StoredEffect } from '../contract.ts'
import css from './cases.module.css'
import { VerdictMark } from './marks.tsx'
import { useCasesTexts } from './use-cases.ts'

/** What a check has found: levels, the effect with its interval on one scale, and what it stands on. */
export function EffectLine({ effect }: { effect: StoredEffect | null }) {
  const texts = useCasesTexts()
  const words = texts.effect
  const format = useFormat()
  if (!effect) return <p className={css.quiet}>{words.none}</p>
  const write = (value: number, signed = false) =>
    effect.target === 'sales'
      ? format.moneyCompact(Math.round(value), { signed })
      : effect.target === 'next'
        ? format.share(value, { signed })
        : format.number(value, { digits: 2, signed })
  const unit = effect.target === 'next' ? '' : ` ${words.perDay}`
  const hasInterval = effect.low !== null && effect.high !== null
  return (
    <div className={css.effect}>
      <div className={css.effectHead}>
        <VerdictMark verdict={effect.verdict} />
        <span className={css.quiet}>
          {[words.what(texts.targets[effect.target]), format.period(`${effect.from}..${effect.to}`)].join(' · ')}
        </span>
      </div>
      <dl className={css.facts}>
        {(['usual', 'before', 'expected', 'after'] as const).map((name) => (
          <div key={name}>
            <dt>{words[name]}</dt>
            <dd>{write(effect[name])}</dd>
          </div>
        ))}
        <div>
          <dt>{words.effect}</dt>
          <dd>
            <b>
              {write(effect.effect, true)}
              {unit}
            </b>
          </dd>
        </div>
      </dl>
      {hasInterval && <IntervalBar low={effect.low ?? 0} high={effect.high ?? 0} value={effect.effect} />}
      <p className={css.quiet}>
        {hasInterval ? words.interval(write(effect.low ?? 0, true), write(effect.high ?? 0, true)) : words.noInterval}
        {'; '}
        {words.base(effect.peers, effect.placebos)}
      </p>
      <p>{words.why[effect.verdict]}</p>
    </div>
  )
}

/** The interval against zero: right of it is growth beyond chance. */
function IntervalBar({ low, high, value }: { low: number; high: number; value: number }) {
  const most = Math.max(Math.abs(low), Math.abs(high), Math.abs(value)) * 1.1 || 1
  const place = (at: number) => `${((at + most) / (2 * most)) * 100}%`
  return (
    <div className={css.interval} aria-hidden data-clear={low > 0 ? 'up' : high < 0 ? 'down' : undefined}>
      <i style={{ left: place(low), width: `${((high - low) / (2 * most)) * 100}%` }} />
      <b style={{ left: place(value) }} />
      <span />
    </div>
  )
}
