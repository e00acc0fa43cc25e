import { addMonths, monthOf } from '#core/calendar/month.ts'
import { asPeriod, lastDayOf, monthsTouched, periodKey, periodKind } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { health, nextOf } from '../calc/health.ts'
import { type Carried, steps } from '../contract.ts'
import { closings } from '../data/closings.ts'
import { type OpenMatter, openMatters } from '../data/open-matters.ts'
import { reads } from '../policy.ts'
import { checksOf } from './checks.ts'
import { checklistOf, hasFigures, shown } from './closing.ts'

const CARRIED_SHOWN = 50

/** The five steps of a month or a quarter. @throws Refusal FORBIDDEN, CYCLE_PERIOD */
export async function cycleBoard(tx: Tx, by: By, asked: string | undefined) {
  const { actor } = by
  if (!reads(actor)) throw new Refusal('FORBIDDEN')
  const today = todayOf(by)
  const period = asPeriod(asked ?? monthOf(today))
  const kind = periodKind(period)
  if (kind !== 'month' && kind !== 'quarter') throw new Refusal('CYCLE_PERIOD')
  const checks = await checksOf(tx, by, period)
  const matters = await openMatters(tx, actor.workspaceId, period.start, CARRIED_SHOWN + 1)
  const all = await closings(tx, actor.workspaceId)
  const months = monthsTouched(period)
  const before = addMonths(months[0] ?? monthOf(today), -1)
  // Of a company that has begun this month there is no month before.
  const shownMonths = (await hasFigures(tx, by, before)) ? [before, ...months] : months
  const lines = []
  for (const month of shownMonths) {
    const stored = all.find((one) => one.month === month)
    const checklist = stored?.state === 'closed' ? stored.checklist : await checklistOf(tx, by, month, all)
    lines.push(shown(by, month, stored, checklist, all, await hasFigures(tx, by, month)))
  }
  return {
    period: { key: periodKey(period), from: period.start, to: lastDayOf(period) },
    today,
    steps: steps.map((step) => {
      const own = checks.filter((one) => one.step === step)
      return { step, health: health(own), checks: own }
    }),
    next: nextOf(checks, today > lastDayOf(period)),
    carried: { total: matters.length, rows: matters.slice(0, CARRIED_SHOWN).map(carriedOf) },
    months: lines,
  }
}

const paths = { task: '/tasks?task=', case: '/cases/', ritual: '/rituals/', absence: '/absences' }

function carriedOf({ kind, id, title, ownerId, ownerName, dueOn, amountMinor }: OpenMatter): Carried {
  const owner = ownerId && ownerName !== null ? { id: ownerId, name: ownerName } : null
  return {
    kind,
    id,
    title,
    owner,
    dueOn,
    amountMinor,
    path: kind === 'absence' ? paths.absence : `${paths[kind]}${id}`,
  }
}
