/** When somebody works for the company. Both days belong to it; null is open. */
import { addDays, asDay, type Day } from '#core/calendar/day.ts'
import { intersection, type Period } from '#core/calendar/period.ts'

export interface Employment {
  hiredOn: string | null
  leftOn: string | null
}

const [FIRST_DAY, LAST_DAY] = [asDay('1900-01-01'), asDay('2100-12-31')]

/** The part of the period that the person works in the company, null when there is none. */
export function employedPart(period: Period, { hiredOn, leftOn }: Employment): Period | null {
  const start = (hiredOn as Day | null) ?? FIRST_DAY
  const end = addDays((leftOn as Day | null) ?? LAST_DAY, 1)
  return intersection(period, { start, end })
}
