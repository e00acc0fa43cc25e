import { type RawBuilder, sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import { startOfDay } from '#core/calendar/zone.ts'
import { MANY_SHAPES } from '#core/db/database.ts'
import type { Asked, AskedGroup, Question } from '../calc/resolve-filter.ts'

/** Where a field of a list stands in its SQL. */
export interface SqlField {
  /** The value: text, bigint, numeric, date, timestamptz, uuid, boolean, or for several choices a jsonb array of texts. */
  column: RawBuilder<unknown>
  /** What ids of a choice are compared as; uuid when absent. */
  of?: 'uuid' | 'text'
  /** Says a question in another way than by the column: `exists (…)` of a neighbouring table. Undefined: by the column all the same. */
  says?: (question: Question) => RawBuilder<unknown> | undefined
}

/** The conditions of a list by its columns; true without any. There is no end of their forms: they are planned each time, by their values. */
export function conditionsSql(
  asked: AskedGroup | null,
  columns: Readonly<Record<string, SqlField>>,
  zone: TimeZone,
): RawBuilder<unknown> {
  if (!asked) return sql`true`
  return sql`${MANY_SHAPES} ${filterSql(asked, (id) => columns[id] ?? { column: sql`null` }, zone)}`
}

/**
 * A condition over the fields of a list. Never null in a way that matters: what is empty fails a condition and meets its negation. The text
 * follows the shape of the tree alone; values go in as parameters, lists as arrays.
 */
export function filterSql(
  { join, items }: AskedGroup,
  fieldOf: (id: string) => SqlField,
  zone: TimeZone,
): RawBuilder<unknown> {
  if (items.length === 0) return join === 'all' ? sql`true` : sql`false`
  const parts = items.map((item) =>
    'join' in item ? filterSql(item, fieldOf, zone) : conditionSql(item, fieldOf, zone),
  )
  return sql`(${sql.join(parts, join === 'all' ? sql` and ` : sql` or `)})`
}

function conditionSql({ field, kind, question }: Asked, fieldOf: (id: string) => SqlField, zone: TimeZone) {
  const place = fieldOf(field)
  const said = place.says?.(question)
  if (said) return said
  const { column } = place
  switch (question.ask) {
    case 'empty':
      if (kind === 'choices') return sql`(coalesce(${column}, '[]') = '[]') = ${question.empty}::boolean`
      if (kind === 'text') return sql`(coalesce(${column}, '') = '') = ${question.empty}::boolean`
      return question.empty ? sql`${column} is null` : sql`${column} is not null`
    case 'flag':
      return sql`coalesce(${column}, false) = ${question.yes}::boolean`
    case 'text': {
      const meets = question.whole
        ? sql`lower(${column}) = lower(${question.text})`
        : sql`${column} ilike like_pattern(${question.text})`
      return question.not ? sql`not coalesce(${meets}, false)` : meets
    }
    case 'number':
      return numberSql(column, question, kind === 'money' ? sql`bigint` : sql`numeric`)
    case 'days':
      return daysSql(column, question, kind === 'moment' ? zone : null)
    case 'values':
      return kind === 'choices' ? manySql(column, question) : valueSql(column, question, place.of ?? 'uuid')
  }
}

function numberSql(
  column: RawBuilder<unknown>,
  { from, to, not }: Question & { ask: 'number' },
  type: RawBuilder<unknown>,
) {
  if (not) return sql`${column} is distinct from ${from}::${type}`
  if (from !== null && from === to) return sql`${column} = ${from}::${type}`
  const ends = [
    ...(from === null ? [] : [sql`${column} >= ${from}::${type}`]),
    ...(to === null ? [] : [sql`${column} <= ${to}::${type}`]),
  ]
  return sql`(${sql.join(ends, sql` and `)})`
}

function daysSql(
  column: RawBuilder<unknown>,
  { from, to, not, orEmpty }: Question & { ask: 'days' },
  zone: TimeZone | null,
) {
  const end = (day: NonNullable<typeof from>) => (zone ? sql`${startOfDay(day, zone)}::timestamptz` : sql`${day}::date`)
  const ends = [
    ...(from === null ? [] : [not ? sql`${column} < ${end(from)}` : sql`${column} >= ${end(from)}`]),
    ...(to === null ? [] : [not ? sql`${column} >= ${end(to)}` : sql`${column} < ${end(to)}`]),
  ]
  const within = sql`(${sql.join(ends, not ? sql` or ` : sql` and `)})`
  return orEmpty ? sql`(${column} is null or ${within})` : within
}

function valueSql(column: RawBuilder<unknown>, { values, not }: Question & { ask: 'values' }, of: 'uuid' | 'text') {
  const list = of === 'uuid' ? sql`${[...values]}::uuid[]` : sql`${[...values]}::text[]`
  return not ? sql`(${column} is null or ${column} <> all (${list}))` : sql`${column} = any (${list})`
}

function manySql(column: RawBuilder<unknown>, { values, every, not }: Question & { ask: 'values' }) {
  const list = sql`${[...values]}::text[]`
  if (not) return sql`not coalesce(${column} ?| ${list}, false)`
  return every ? sql`${column} ?& ${list}` : sql`${column} ?| ${list}`
}
