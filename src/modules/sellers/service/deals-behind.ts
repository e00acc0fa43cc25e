import type { z } from 'zod'
import { asPeriod } from '#core/calendar/period.ts'
import { asInstant, periodInstants } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { zoneOf } from '#core/http/by.ts'
import { cursorText } from '#core/http/cursor.ts'
import type { Actor } from '#core/http/routes.ts'
import { dealsBehind } from '#modules/funnel/api.ts'
import type { figure } from '../contract.ts'
import { bookingsBehind } from '../data/bookings.ts'
import { type LineNames, linesInSight, ownersOfLine } from './lines.ts'
import { askedBy, type Filters } from './table.ts'

interface Behind extends Filters {
  figure: z.infer<typeof figure>
  subjectId?: string | undefined
  cursor?: readonly [moment: string, dealId: string, seq: number] | undefined
  limit: number
}

/** The funnel's name of what is counted here. */
const figureOfFunnel = { created: 'period_created', lost: 'period_lost', open: 'now_open' } as const

/** A page of the deals behind a figure of the table. @throws Refusal FORBIDDEN, NOT_FOUND for a line out of sight */
export async function dealsBehindFigure(tx: Tx, actor: Actor, input: Behind, now: Date, names: LineNames) {
  const owners = ownersOfLine(await linesInSight(tx, actor, names), actor, input.subjectId)
  const period = asPeriod(input.period)
  const question = { ...askedBy(actor, input), owners, period, after: input.cursor, limit: input.limit + 1 }
  const rows =
    input.figure === 'sales' || input.figure === 'won'
      ? await bookingsBehind(tx, question)
      : await dealsBehind(tx, {
          ...question,
          ...periodInstants(period, zoneOf({ actor })),
          zone: zoneOf({ actor }),
          figure: figureOfFunnel[input.figure],
          stageId: null,
          andFurther: [],
          now,
        })
  const page = rows.slice(0, input.limit)
  const last = page.at(-1)
  return {
    rows: page.map((row) => ({
      dealId: row.dealId,
      title: row.title,
      ownerName: row.ownerName,
      amountMinor: row.amountMinor,
      at: asInstant(row.at),
      kind: 'kind' in row ? row.kind : null,
    })),
    nextCursor: last && rows.length > input.limit ? cursorText([last.moment, last.dealId, last.seq]) : null,
  }
}
