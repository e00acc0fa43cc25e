import { type RawBuilder, sql } from 'kysely'

/** The bucket of a length in seconds as a whole number: bucketOf of #core/statistics/buckets.ts in SQL. */
export const bucketOf = (seconds: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`floor(ln(greatest(${seconds}, 60)) / ln(1.08))::int`
