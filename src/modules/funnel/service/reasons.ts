import { asPeriod } from '#core/calendar/period.ts'
import { periodInstants } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { lostReasons } from '../data/reasons.ts'
import { type Asking, type Filters, questionOf } from './question.ts'

/** Why the deals of the cohort were lost. @throws Refusal as questionOf */
export async function dropOffReasons(tx: Tx, asking: Asking, filters: Filters & { period: string }) {
  const { whose, zone } = await questionOf(tx, asking, filters)
  return { rows: await lostReasons(tx, whose, periodInstants(asPeriod(filters.period), zone)) }
}
