import { workingDays } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { wholeParts } from '#core/statistics/driver-split.ts'
import { cutPeriod } from '#modules/funnel/api.ts'
import { normsOf } from '#modules/norms/api.ts'
import type { Part } from '../contract.ts'
import { contactsIn, winsIn } from '../data/flow.ts'
import { type Measured, spanOf, type Spans, spansFor } from './measure.ts'
import type { CaseSubject } from './subject.ts'

/**
 * Calls or meetings done against what the norms ask for on the days worked so far. The gap in money: each contact missing to the norm, or to
 * the usual level where that is lower, at what a contact of this kind has brought in the three months before; split by seller.
 * @throws Refusal CASE_NO_DATA without a norm or for a period that has not begun, CASE_NO_GAP when the norm is met
 */
export async function measureNorm(
  tx: Tx,
  by: By,
  subject: CaseSubject,
  period: string,
  activity: 'call' | 'meeting',
): Promise<Measured> {
  const { actor, now } = by
  const spans = await spansFor(tx, by, period)
  const ids = subject.sellers.map((person) => person.id)
  const norms = await normsOf(tx, actor.workspaceId, ids, spans.now, todayOf({ actor, now }))
  const people = subject.sellers.flatMap((person) => {
    const own = norms.get(person.id)
    const kind = own?.kinds.find((one) => one.kind === activity)
    return own && kind
      ? [{ id: person.id, name: person.fullName, days: own.daysWorked, done: kind.done, norm: kind.norm }]
      : []
  })
  const expected = people.reduce((sum, one) => sum + one.norm, 0)
  const actual = people.reduce((sum, one) => sum + one.done, 0)
  if (expected <= 0) throw new Refusal('CASE_NO_DATA', { what: 'norm' })
  if (actual >= expected) throw new Refusal('CASE_NO_GAP')
  const { value, usually } = await valueOfContact(tx, by, subject, spans, activity)
  // A norm may ask for more than was ever done: nobody knows what contacts beyond the usual level bring.
  const gapMinor = -Math.round(Math.max(0, Math.min(expected, usually) - actual) * value)
  const missing = people.map((one) => Math.max(0, one.norm - one.done))
  const all = missing.reduce((sum, one) => sum + one, 0)
  const whole = wholeParts(
    missing.map((one) => (all > 0 ? (gapMinor * one) / all : 0)),
    gapMinor + 0,
  )
  const parts = people.map((one, index): Part => ({
    key: `seller|${one.id}`,
    driver: 'seller',
    pipelineId: null,
    stageId: null,
    personId: one.id,
    name: one.name,
    partMinor: whole[index] ?? 0,
    before: one.norm,
    after: one.done,
    unit: 'count',
    n: one.days,
    z: one.norm > 0 ? (one.done - one.norm) / Math.sqrt(one.norm) : null,
  }))
  return {
    expected,
    actual,
    n: people.reduce((sum, one) => sum + one.days, 0),
    gapMinor: gapMinor + 0,
    planMinor: null,
    split: {
      usual: value > 0 ? spanOf(spans.usual) : null,
      span: spanOf(spans.now),
      parts: parts.filter((one) => one.partMinor !== 0),
      people: [],
    },
  }
}

/** What a contact of this kind has brought in the usual months, minor units (0 where nothing is known), and how many there usually are in so many days. */
async function valueOfContact(
  tx: Tx,
  { actor }: By,
  { owners }: CaseSubject,
  { usual, now, calendar }: Spans,
  activity: 'call' | 'meeting',
): Promise<{ value: number; usually: number }> {
  const contacts = await contactsIn(tx, owners, activity, cutPeriod(usual, zoneOf({ actor }), false))
  const days = workingDays(usual, calendar)
  if (contacts <= 0 || days === 0) return { value: 0, usually: 0 }
  const wins = await winsIn(tx, owners, usual)
  return {
    value: wins.reduce((sum, one) => sum + one.moneyMinor, 0) / contacts,
    usually: (contacts / days) * workingDays(now, calendar),
  }
}
