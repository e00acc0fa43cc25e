import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { type BookingCursor, bookingsOf } from '../data/bookings.ts'
import { type About, bookingOwners, lineAbout, ownersOf } from './about.ts'
import { frameOf, type LineNames } from './frame.ts'

interface Page {
  cursor: BookingCursor | undefined
  limit: number
}

/** The records behind a line's fact, newest first, one page. @throws Refusal NOT_FOUND for a line out of sight */
export async function bookingsBehind(tx: Tx, actor: Actor, about: About & Page, today: Day, names: LineNames) {
  const { lines } = await frameOf(tx, actor, about.period, today, names)
  const line = lineAbout(lines, about)
  if (!line) throw new Refusal('NOT_FOUND')
  const owners = bookingOwners(ownersOf(lines, line))
  const { period, cursor, limit } = about
  const found = await bookingsOf(tx, { workspaceId: actor.workspaceId, period, owners, cursor, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    nextCursor: found.length > limit && last ? cursorText([last.day, last.at.getTime(), last.dealId, last.seq]) : null,
  }
}
