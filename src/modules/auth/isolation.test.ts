import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../../testing.ts'
import { actorOf } from './api.ts'

let app: TestApp
let mine: Awaited<ReturnType<TestApp['company']>>
let foreign: Awaited<ReturnType<TestApp['company']>>
beforeAll(async () => {
  app = await testApp()
  mine = await app.company()
  foreign = await app.company({ name: 'Лютик' })
})
afterAll(() => app.close())

async function actor(company: typeof mine, role: string) {
  const person = await company.person({ role })
  const found = await actorOf(app.gate, person.id, app.services.clock.now())
  if (!found) throw new Error('no such actor')
  return found
}

describe('what a request can never reach, whatever its query', () => {
  it.each(['users', 'sessions', 'accounts', 'verifications', 'two_factors', 'sign_in_attempts'])(
    'auth.%s',
    async (table) => {
      const owner = await actor(mine, 'owner')
      const read = app.gate.as(owner, (tx) => sql`select * from ${sql.table(`auth.${table}`)}`.execute(tx))
      await expect(read).rejects.toThrow('permission denied for schema auth')
    },
  )

  it.each(['access_links', 'api_keys'])('%s of another company', async (table) => {
    const owner = await actor(mine, 'owner')
    const stranger = await actor(foreign, 'owner')
    await sql`insert into access_links (workspace_id, person_id, kind, token_hash, expires_at)
      values (${mine.id}, ${owner.personId}, 'password', 'x', '2030-01-01')`.execute(app.database)
    await sql`insert into api_keys (workspace_id, person_id, name, prefix, key_hash, access)
      values (${mine.id}, ${owner.personId}, 'x', 'mk_x', 'x', 'read')`.execute(app.database)
    const rows = (who: typeof owner) =>
      app.gate.as(who, async (tx) => (await sql`select * from ${sql.table(table)}`.execute(tx)).rows)
    const change = (who: typeof owner) =>
      app.gate.as(
        who,
        async (tx) => (await sql`update ${sql.table(table)} set created_at = now()`.execute(tx)).numAffectedRows,
      )
    expect((await rows(owner)).length).toBeGreaterThan(0)
    expect(await rows(stranger)).toEqual([])
    expect(await change(stranger)).toBe(0n)
  })

  it('access links for somebody who may not give access, keys of others for somebody who is no administrator', async () => {
    const seller = await actor(mine, 'seller')
    const seen = await app.gate.as(seller, async (tx) => [
      ...(await sql`select * from access_links`.execute(tx)).rows,
      ...(await sql`select * from api_keys`.execute(tx)).rows,
    ])
    expect(seen).toEqual([])
  })

  it('the audit log: nobody changes or deletes it, and only supervisors read it', async () => {
    const owner = await actor(mine, 'owner')
    const head = await actor(mine, 'head')
    await sql`insert into audit_log (workspace_id, action) values (${mine.id}, 'test')`.execute(app.database)
    await expect(app.gate.as(owner, (tx) => sql`delete from audit_log`.execute(tx))).rejects.toThrow(
      'permission denied',
    )
    await expect(app.gate.as(owner, (tx) => sql`update audit_log set action = 'x'`.execute(tx))).rejects.toThrow(
      'permission denied',
    )
    expect((await app.gate.as(head, (tx) => sql`select * from audit_log`.execute(tx))).rows).toEqual([])
  })

  it.each(['people', 'departments', 'calendar_days', 'currency_rates', 'commands', 'workspaces'])(
    '%s of another company',
    async (table) => {
      const owner = await actor(mine, 'owner')
      const stranger = await actor(foreign, 'owner')
      await app.database.insertInto('departments').values({ workspace_id: mine.id, name: 'Отдел' }).execute()
      await sql`insert into calendar_days (workspace_id, day, kind) values (${mine.id}, '2026-11-23', 'off') on conflict do nothing`.execute(
        app.database,
      )
      await sql`insert into currency_rates (workspace_id, currency, valid_from, rate) values (${mine.id}, 'USD', '2026-01-01', 90) on conflict do nothing`.execute(
        app.database,
      )
      await sql`insert into commands (workspace_id, person_id, key, endpoint, request_hash) values (${mine.id}, ${owner.personId}, 'key-12345', 'x', 'x')`.execute(
        app.database,
      )
      const column = table === 'workspaces' ? 'id' : 'workspace_id'
      const seen = (who: typeof owner) =>
        app.gate.as(who, async (tx) =>
          (
            await sql<{ id: string }>`select distinct ${sql.ref(column)} as id from ${sql.table(table)}`.execute(tx)
          ).rows.map(({ id }) => id),
        )
      expect(await seen(owner)).toEqual([mine.id])
      expect(await seen(stranger)).not.toContain(mine.id)
      const foreignRow = app.gate.as(stranger, (tx) =>
        sql`insert into departments (workspace_id, name) values (${mine.id}, 'Чужой')`.execute(tx),
      )
      await expect(foreignRow).rejects.toThrow('row-level security')
    },
  )
})
