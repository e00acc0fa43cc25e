import { useMemo } from 'react'
import { addDays, type Day } from '#core/calendar/day.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Section } from '#web/kit/page.tsx'
import type { SellerProfile } from '../calc/profile.ts'
import { stillPossible } from '../calc/still.ts'
import css from './decomposition.module.css'
import { type SellerAnswer, useDecompositionTexts } from './use-decomposition.ts'

/** A lead that is to be won in the period must exist by a day: what new leads can bring, and what only open deals can. */
export function StillPossible({ answer, profile }: { answer: SellerAnswer; profile: SellerProfile }) {
  const texts = useDecompositionTexts()
  const format = useFormat()
  const words = texts.still
  const { row, ahead, open } = answer
  const still = useMemo(
    () =>
      row.planMinor === null || ahead.days.length === 0
        ? null
        : stillPossible(profile, {
            from: ahead.from as Day,
            last: ahead.last as Day,
            days: ahead.days as Day[],
            missingMinor: row.planMinor - row.factMinor,
            open,
          }),
    [profile, row, ahead, open],
  )
  if (!still)
    return (
      <Section title={words.missing}>
        <p className={css.none}>{words.over}</p>
      </Section>
    )
  const money = (minor: number) => format.moneyCompact(minor)
  const whole = Math.max(1, still.missingMinor, still.fromOpenMinor + still.fromNewMinor)
  const part = (minor: number) => `${Math.max(0, Math.min(100, (minor / whole) * 100))}%`
  const title =
    still.missingMinor <= 0
      ? words.title.met
      : still.uncoveredMinor > 0
        ? words.title.gap(money(still.uncoveredMinor))
        : still.onlyOpenMinor > 0
          ? words.title.open(money(still.onlyOpenMinor))
          : words.title.covered
  return (
    <Section title={title}>
      {still.cycleDays !== null && still.lastLeadOn && (
        <p className={css.quiet}>
          {words.hint(format.duration(still.cycleDays * 86_400), format.dayFull(addDays(still.lastLeadOn, 0)))}
        </p>
      )}
      <div className={css.stack} aria-hidden>
        <i data-part="open" style={{ width: part(still.fromOpenMinor) }} />
        <i data-part="new" style={{ width: part(still.fromNewMinor) }} />
        <i data-part="gap" style={{ width: part(still.uncoveredMinor) }} />
      </div>
      <dl className={css.list}>
        <Line label={words.missing} value={money(Math.max(0, still.missingMinor))} />
        <Line part="open" label={words.fromOpen} value={money(still.fromOpenMinor)} hint={words.openHint} />
        <Line part="new" label={words.fromNew} value={money(still.fromNewMinor)} hint={words.newHint} />
        <Line label={words.onlyOpen} value={money(still.onlyOpenMinor)} />
        <Line part="gap" label={words.uncovered} value={money(still.uncoveredMinor)} />
        <Line
          label={words.leadsPerDay}
          value={still.leadsPerDay === null ? words.impossible : format.number(still.leadsPerDay, { digits: 1 })}
        />
      </dl>
    </Section>
  )
}

function Line({ label, value, hint, part }: { label: string; value: string; hint?: string; part?: string }) {
  return (
    <div data-part={part} title={hint}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
