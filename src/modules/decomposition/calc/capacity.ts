/** Does the plan fit into the hours? */
import type { ContactKind } from './profile.ts'

export type Minutes = Readonly<Record<ContactKind, number>>

/** What a contact takes with its preparation and what is written down after it, until the company says otherwise. */
export const usualMinutes: Minutes = { call: 10, meeting: 90, demo: 60, email: 10, message: 5 }
/** Of a day of eight hours, so much is left for contacts as a rule. */
export const USUAL_HOURS = 6

export interface Capacity {
  /** Minutes of contacts per working day. */
  minutesPerDay: number
  /** Against the hours there are; above 1 the plan does not fit. */
  load: number
}

/** Takes contacts per working day by kind, how long each takes, and the hours of a day for them. */
export function capacityOf(
  perDay: readonly { kind: ContactKind; perDay: number }[],
  minutes: Minutes,
  hoursPerDay: number,
): Capacity {
  const minutesPerDay = perDay.reduce((sum, one) => sum + one.perDay * minutes[one.kind], 0)
  return { minutesPerDay, load: minutesPerDay / (hoursPerDay * 60) }
}
