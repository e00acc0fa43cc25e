import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import { wholeParts } from '#core/statistics/driver-split.ts'
import { cutPeriod } from '#modules/funnel/api.ts'
import { normsOf } from '#modules/norms/api.ts'
import type { Part } from '../contract.ts'
import { contactsIn, winsIn } from '../data/flow.ts'
import { type Measured, type Measuring, spanOf, spansFor, todayOf } from './measure.ts'
import type { CaseSubject } from './subject.ts'

/**
 * Calls or meetings done against what the norms ask for on the days worked so far. The gap in money: each missing contact at what a contact of this
 * kind has brought in the three months before; split by seller.
 * @throws Refusal CASE_NO_DATA without a norm or for a period that has not begun, CASE_NO_GAP when the norm is met
 */
export async function measureNorm(
  tx: Tx,
  measuring: Measuring,
  subject: CaseSubject,
  period: string,
  activity: 'call' | 'meeting',
): Promise<Measured> {
  const { actor, now } = measuring
  const spans = await spansFor(tx, measuring, period)
  const ids = subject.sellers.map((person) => person.id)
  const norms = await normsOf(tx, actor.workspaceId, ids, spans.now, todayOf(actor, now))
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
  const value = await valueOfContact(tx, measuring, subject, spans.usual, activity)
  const gapMinor = Math.min(0, Math.round((actual - expected) * value))
  const whole = wholeParts(
    people.map((one) => (one.done - one.norm) * value),
    gapMinor,
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
    gapMinor,
    planMinor: null,
    split: {
      usual: value > 0 ? spanOf(spans.usual) : null,
      span: spanOf(spans.now),
      parts: parts.filter((one) => one.partMinor !== 0),
      people: [],
    },
  }
}

/** What a contact of this kind has brought, minor units: sales ÷ contacts of the usual months; 0 where either is missing. */
async function valueOfContact(
  tx: Tx,
  { actor }: Measuring,
  { owners }: CaseSubject,
  usual: { start: string; end: string } & Parameters<typeof cutPeriod>[0],
  activity: 'call' | 'meeting',
): Promise<number> {
  const contacts = await contactsIn(tx, owners, activity, cutPeriod(usual, actor.workspace.timeZone as TimeZone, false))
  const wins = await winsIn(tx, owners, usual)
  return contacts > 0 ? wins.reduce((sum, one) => sum + one.moneyMinor, 0) / contacts : 0
}
