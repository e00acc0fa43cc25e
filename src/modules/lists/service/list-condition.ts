import { zoneOf } from '#core/http/by.ts'
import type { Actor } from '#core/http/routes.ts'
import type { FilterField, Group } from '../calc/filter.ts'
import { conditionsSql, type SqlField } from '../data/filter-sql.ts'
import { askedFilter } from './asked-filter.ts'

/** The fields of a list, and where each stands in its SQL. */
export interface ListFields<Id extends string = string> {
  fields: readonly (FilterField & { id: Id })[]
  columns: Readonly<Record<Id, SqlField>>
}

/** A filter put together by a person as a condition of a list's SQL; true without one. @throws Refusal FILTER_BAD */
export function listCondition<Id extends string>(
  where: Group | undefined,
  { fields, columns }: ListFields<Id>,
  { actor, now }: { actor: Actor; now: Date },
) {
  const asked = where ? askedFilter(where, new Map(fields.map((field) => [field.id, field])), actor, now) : null
  return conditionsSql(asked, columns, zoneOf({ actor }))
}
