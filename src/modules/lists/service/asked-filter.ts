import type { Day } from '#core/calendar/day.ts'
import { todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { checkedFilter, type FieldsById } from '../calc/check-filter.ts'
import type { Group } from '../calc/filter.ts'
import { type AskedGroup, resolvedFilter } from '../calc/resolve-filter.ts'

/**
 * Takes a filter as it was asked and the fields of its list; gives it in days of the company's zone and ids of people.
 * @throws Refusal FILTER_BAD {field, reason}: the endpoint declares filterErrors
 */
export function askedFilter(filter: Group, fields: FieldsById, actor: Actor, now: Date): AskedGroup {
  const { problems } = checkedFilter(filter, fields)
  const [problem] = problems
  if (problem) throw new Refusal('FILTER_BAD', { ...problem })
  const today: Day = todayOf({ actor, now })
  return resolvedFilter(filter, fields, { today, personId: actor.personId })
}
