import type { Day } from '#core/calendar/day.ts'
import { addDays } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import { startOfDay } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { peopleInScope } from '#modules/org/api.ts'
import { factsIn } from '#modules/planfact/api.ts'
import { correlationOf, verdictOf } from '../calc/correlation.ts'
import { lastDayThatIsOver } from '../calc/last-day.ts'
import type { NormKind } from '../contract.ts'
import { contactsBehind } from '../data/contacts.ts'
import { can } from '../policy.ts'
import { normFacts, personNorms } from './norms-of.ts'

/** The contacts of a person that a figure of the period is made of. @throws Refusal FORBIDDEN, NOT_FOUND for somebody out of sight */
export async function contactsOf(
  tx: Tx,
  actor: Actor,
  { personId, period, kind, limit }: { personId: string; period: Period; kind: NormKind | undefined; limit: number },
  today: Day,
) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  if (actor.scope !== 'all' && !actor.people.includes(personId)) throw new Refusal('NOT_FOUND')
  const zone = zoneOf({ actor })
  const from = startOfDay(period.start, zone)
  const to = startOfDay(addDays(lastDayThatIsOver(period, today), 1), zone)
  const {
    rows: found,
    counted,
    bare,
  } = await contactsBehind(tx, actor.workspaceId, { personId, from, to, kind: kind ?? null, limit })
  const rows = found.map(({ noClient, noResult, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    counts: !noClient && !noResult,
    missing:
      noClient && noResult ? ('both' as const) : noClient ? ('client' as const) : noResult ? ('result' as const) : null,
  }))
  return { rows, counted, bare }
}

/** Of fewer days a seller's mean is a guess. */
const FEWEST_DAYS = 10

/** Contacts of a kind per day worked against sales per day worked, seller by seller. @throws Refusal FORBIDDEN */
export async function normOutcome(
  tx: Tx,
  actor: Actor,
  { kind, period }: { kind: NormKind; period: Period },
  today: Day,
) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const sellers = (await peopleInScope(tx)).filter(({ role }) => role === 'seller')
  const ids = sellers.map(({ id }) => id)
  const until = lastDayThatIsOver(period, today)
  const facts = await normFacts(tx, actor.workspaceId, period, ids, until)
  const sold = new Map(
    (await factsIn(tx, actor.workspaceId, 'revenue', [{ start: period.start, end: addDays(until, 1) }], ids)).map(
      (one) => [one.ownerId, one],
    ),
  )
  const points = sellers.flatMap((person) => {
    const { daysWorked, kinds } = personNorms(facts, person, period.start, until)
    if (daysWorked < FEWEST_DAYS) return []
    const done = (facts.done.get(person.id) ?? []).reduce(
      (sum, one) => sum + (one.kind === kind && one.day <= until ? one.n : 0),
      0,
    )
    const { won = 0, amountMinor: salesMinor = 0 } = sold.get(person.id) ?? {}
    return [
      {
        personId: person.id,
        name: person.fullName,
        perDay: done / daysWorked,
        fulfilment: kinds.find((one) => one.kind === kind)?.fulfilment ?? null,
        salesPerDayMinor: Math.round(salesMinor / daysWorked),
        won,
        daysWorked,
      },
    ]
  })
  const correlation = correlationOf(points.map(({ perDay, salesPerDayMinor }) => [perDay, salesPerDayMinor]))
  return { points, correlation, verdict: verdictOf(correlation) }
}
