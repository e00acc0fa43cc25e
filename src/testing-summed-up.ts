/** What tests of days and months that are summed up stand on: the same answers must come with the sums and without them. */
import { sql } from 'kysely'
import { expect, vi } from 'vitest'
import { keepDays } from '#modules/funnel/api.ts'
import type { TestApp, TestPerson } from './testing.ts'

/** Answers in one order: lines that are equally large stand in no particular one. `number`: where sums of shares differ in their last digit. */
export function inOrder(value: unknown, number = (exact: number) => exact): unknown {
  if (typeof value === 'number') return number(value)
  if (Array.isArray(value))
    return value
      .map((one: unknown) => inOrder(one, number))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inOrder(one, number)]))
}

/** Sums up what has been at rest, as if minutes had gone by; gives how many rows the table of sums has then. */
export async function sumUpDays(
  app: TestApp,
  now: Date,
  table: 'funnel_kept_days' | 'funnel_people_months',
): Promise<number> {
  await sql`update funnel_stale_days set at = at - interval '1 hour'`.execute(app.database)
  for (let round = 0; round < 40 && (await keepDays(app.gate, now)) > 0; round += 1);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(app.database)
  return rows[0]?.n ?? 0
}

/** What is answered when no day is summed up; the sums are there again afterwards. */
export async function withoutKeptDays<Answer>(app: TestApp, ask: () => Promise<Answer>): Promise<Answer> {
  const kept = await sql<{ rows: string }>`select jsonb_agg(k)::text as rows from funnel_kept_days k`.execute(
    app.database,
  )
  await sql`delete from funnel_kept_days`.execute(app.database)
  const answer = await ask()
  await sql`insert into funnel_kept_days select * from jsonb_populate_recordset(null::funnel_kept_days, ${kept.rows[0]?.rows ?? '[]'}::jsonb)`.execute(
    app.database,
  )
  return answer
}

/** Closes a month and waits until it is closed, on a busy machine too. */
export async function closeMonth(app: TestApp, person: TestPerson, month: string): Promise<void> {
  const { cycle } = app.as(person)
  await cycle.close({ month })
  await vi.waitFor(async () => expect((await cycle.closing({ month })).state).toBe('closed'), {
    timeout: 60_000,
    interval: 20,
  })
}
