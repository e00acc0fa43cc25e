import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp } from '../../testing.ts'
import { sweepJob } from './jobs.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock: stillClock('2026-11-21T09:00:00Z') })
})
afterAll(() => app.close())

it('what no longer counts is removed, what still counts stays', async () => {
  const company = await app.company()
  const person = await company.person()
  await sql`insert into auth.users (id, name, email) values ('u', 'x', 'x@example.ru'), ('left', 'y', 'y@example.ru')`.execute(
    app.database,
  )
  const leaver = await company.person({ leftOn: '2026-11-20' })
  await sql`update people set user_id = 'left', email = 'y@example.ru' where id = ${leaver.id}`.execute(app.database)
  await sql`insert into auth.sessions (id, user_id, token, expires_at) values ('old', 'u', 'a', '2026-11-21T08:00:00Z'), ('live', 'u', 'b', '2026-12-01'), ('left', 'left', 'c', '2026-12-01')`.execute(
    app.database,
  )
  await sql`insert into auth.sign_in_attempts (email_hash, failures, locked_until, at)
    values ('old', 3, null, '2026-11-19'), ('locked', 0, '2026-11-22', '2026-11-19'), ('fresh', 1, null, '2026-11-21')`.execute(
    app.database,
  )
  await sql`insert into access_links (workspace_id, id, person_id, kind, token_hash, expires_at)
    values (${company.id}, uuid7(), ${person.id}, 'invitation', 'old', '2026-10-01'), (${company.id}, uuid7(), ${person.id}, 'invitation', 'fresh', '2026-11-20')`.execute(
    app.database,
  )
  await sql`insert into commands (workspace_id, person_id, key, endpoint, request_hash, at)
    values (${company.id}, ${person.id}, 'old-command', 'x', 'x', '2026-11-01'), (${company.id}, ${person.id}, 'new-command', 'x', 'x', '2026-11-20')`.execute(
    app.database,
  )
  await sweepJob.run({}, { ...app.services } as never)
  const left = async (query: ReturnType<typeof sql<{ name: string }>>) =>
    (await query.execute(app.database)).rows.map(({ name }) => name)
  expect(await left(sql`select id as name from auth.sessions`)).toEqual(['live'])
  expect(await left(sql`select email_hash as name from auth.sign_in_attempts order by 1`)).toEqual(['fresh', 'locked'])
  expect(await left(sql`select token_hash as name from access_links`)).toEqual(['fresh'])
  expect(await left(sql`select key as name from commands`)).toEqual(['new-command'])
})
