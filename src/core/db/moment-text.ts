import { type RawBuilder, sql } from 'kysely'

/** A moment to the microsecond, for a cursor: a Date holds milliseconds, and would pass over what else is of the same one. */
export function momentText(moment: RawBuilder<unknown>): RawBuilder<string> {
  return sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}
