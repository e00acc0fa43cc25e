import { asPeriod } from '#core/calendar/period.ts'
import { asInstant, periodInstants } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Figure } from '../contract.ts'
import { dealsBehind } from '../data/deals-behind.ts'
import { type Asking, type Filters, questionOf } from './question.ts'

interface Behind extends Filters {
  period: string
  figure: Figure
  stageId?: string | undefined
  cursor?: readonly [moment: string, dealId: string, seq: number] | undefined
  limit: number
}

/**
 * A page of the deals behind a figure.
 * @throws Refusal as questionOf; STAGE_NEEDED for a figure of a stage without one; NOT_FOUND for a stage of another pipeline
 */
export async function dealsBehindFigure(tx: Tx, asking: Asking, input: Behind) {
  const { whose, zone, openStages, now } = await questionOf(tx, asking, input)
  const place = openStages.findIndex((stage) => stage.id === input.stageId)
  if (input.figure.endsWith('_stage')) {
    if (!input.stageId) throw new Refusal('STAGE_NEEDED')
    if (place === -1) throw new Refusal('NOT_FOUND')
  }
  const period = asPeriod(input.period)
  const rows = await dealsBehind(tx, {
    ...whose,
    ...periodInstants(period, zone),
    period,
    zone,
    figure: input.figure,
    now,
    stageId: openStages[place]?.id ?? null,
    andFurther: openStages.slice(Math.max(place, 0)).map((stage) => stage.id),
    after: input.cursor,
    limit: input.limit + 1,
  })
  const page = rows.slice(0, input.limit)
  const last = page.at(-1)
  return {
    // The contract leaves out what only the cursor needs.
    rows: page.map((row) => ({ ...row, at: asInstant(row.at) })),
    nextCursor: last && rows.length > input.limit ? cursorText([last.moment, last.dealId, last.seq]) : null,
  }
}
