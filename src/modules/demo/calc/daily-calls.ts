/** Calls that reach nobody: every seller makes them each day, most of them end at a secretary or an answering machine. */
import { addDays, type Day } from '#core/calendar/day.ts'
import type { Random } from './random.ts'
import { atWork, dayText } from './working-time.ts'

export interface DailyCall {
  id: string
  ownerId: string
  companyId: string
  occurredAt: number
  durationS: number
  result: string
}

interface Caller {
  id: string
  hiredOn: Day
  leftOn: Day | null
  /** Contacts against the usual. */
  activity: number
}

/** So many on a usual day of a usual seller. */
const USUAL = 7
/** Three closed months and the open one. */
const DAYS_BACK = 112

const outcomes = [
  'Не дозвонились',
  'Секретарь не соединил',
  'Номер занят, перезвонить позже',
  'На совещании, просили набрать завтра',
]

/**
 * Takes the sellers, their companies and today; gives their calls of the last working days before today, each to one of his companies, in the
 * order of time. The same seed gives the same calls.
 */
export function inventDailyCalls(
  random: Random,
  callers: readonly Caller[],
  companiesOf: ReadonlyMap<string, readonly string[]>,
  today: Day,
): DailyCall[] {
  const calls: DailyCall[] = []
  for (let day = addDays(today, -DAYS_BACK); day < today; day = addDays(day, 1)) {
    const nine = Date.parse(`${day}T09:00:00+03:00`)
    // A day off moves to the next working one: then nobody calls on this one.
    if (dayText(atWork(nine, random)) !== day) continue
    for (const { id, hiredOn, leftOn, activity } of callers) {
      const companies = companiesOf.get(id) ?? []
      if (companies.length === 0 || day < hiredOn || (leftOn !== null && day >= leftOn)) continue
      const count = Math.round(USUAL * activity * random.around(1, 0.35))
      for (let call = 0; call < count; call++) {
        const occurredAt = nine + random.below(8 * 3600) * 1000
        calls.push({
          id: random.id(occurredAt),
          ownerId: id,
          companyId: random.pick(companies),
          occurredAt,
          durationS: 20 + random.below(60),
          result: random.pick(outcomes),
        })
      }
    }
  }
  return calls
}
