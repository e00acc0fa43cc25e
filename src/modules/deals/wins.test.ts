import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing.ts'
import { checkFacts } from './service/check-facts.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** Which deal goes where (0, 1 open stages, 2 won), and how many days before now it did so; `undo` takes the move back. */
const steps = fc.array(
  fc.record({ deal: fc.nat(5), to: fc.nat(2), ago: fc.nat(60), undo: fc.nat(4).map((n) => n === 0) }),
  {
    minLength: 8,
    maxLength: 25,
  },
)
/** Whose client a deal is of: 0 and 1 companies, 2 a contact without a company, 3 nobody. */
const clients = fc.array(fc.nat(3), { minLength: 6, maxLength: 6 })

const DAY = 86_400_000
/** The present moment of the tests' clock. */
const now = Date.parse('2026-11-21T09:00:00+03:00')

test('what a win makes of one deal is what is made of many: purchases of its client and profiles of his deals', async () => {
  await fc.assert(
    fc.asyncProperty(clients, steps, async (clientOf, given) => {
      const company = await app.company()
      const owner = await company.person({ role: 'owner' })
      const pipeline = await company.pipeline(['Новая', 'КП'])
      const stageIds = pipeline.stages.map((stage) => stage.id)
      const ids = await company.deals(
        clientOf.map((_, index) => ({
          owner,
          amountMinor: 100 * (index + 1),
          moves: [[stageIds[0] ?? '', new Date(now - (70 - index * 9) * DAY).toISOString()]],
        })),
      )
      const buyers = ['А', 'Б'].map((name) => ({ workspace_id: company.id, name, name_key: name }))
      const made = await app.database.insertInto('companies').values(buyers).returning('id').execute()
      const people = { workspace_id: company.id, full_name: 'В' }
      const contact = await app.database.insertInto('contacts').values(people).returning('id').executeTakeFirstOrThrow()
      for (const [index, id] of ids.entries()) {
        const client = clientOf[index] ?? 3
        const set =
          client < 2 ? { company_id: made[client]?.id ?? null } : { contact_id: client === 2 ? contact.id : null }
        await app.database.updateTable('deals').set(set).where('id', '=', id).execute()
      }
      const ask = app.as(owner)
      for (const { deal, to, ago, undo } of given) {
        const id = ids[deal] ?? ''
        const { seq } = await ask.deals.move({
          id,
          stageId: stageIds[to] ?? '',
          occurredAt: new Date(now - ago * DAY).toISOString(),
        })
        // A move that was dated back is not always the last one.
        if (undo) await ask.deals.undoMove({ id, seq }).catch(() => {})
        expect(await differences(company.id)).toEqual({ purchases: 0, sums: 0, profiles: 0 })
      }
    }),
    { numRuns: 8 },
  )
}, 240_000)

test('what sellers of one team do at once adds up as if they had come one after another, and each may do what he may', async () => {
  const move = fc.record({
    seller: fc.nat(5),
    of: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
    deal: fc.nat(2),
    to: fc.nat(2),
    isStale: fc.nat(9).map((n) => n === 0),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 12, maxLength: 40 }), async (moves) => {
      const company = await app.company()
      const pipeline = await company.pipeline(['Новая', 'КП'])
      const stageIds = pipeline.stages.map((stage) => stage.id)
      const sellers = await Promise.all(Array.from({ length: 6 }, () => company.person()))
      const moved: [string, string][] = [[stageIds[0] ?? '', new Date(now - 9 * DAY).toISOString()]]
      const ids = await Promise.all(
        sellers.map((owner) => company.deals(Array.from({ length: 3 }, () => ({ owner, moves: moved })))),
      )
      // All sell to one client, whose purchases are counted together.
      const buyer = { workspace_id: company.id, name: 'А', name_key: 'А' }
      const made = await app.database.insertInto('companies').values(buyer).returning('id').executeTakeFirstOrThrow()
      await app.database
        .updateTable('deals')
        .set({ company_id: made.id })
        .where('workspace_id', '=', company.id)
        .execute()
      const answers = await Promise.allSettled(
        moves.map(({ seller, of, deal, to, isStale }) =>
          app.as(sellers[seller] ?? null).deals.move({
            id: ids[(seller + of) % sellers.length]?.[deal] ?? '',
            stageId: stageIds[to] ?? '',
            ...(isStale && { version: 99 }),
          }),
        ),
      )
      answers.forEach((answer, index) => {
        const { of, isStale } = moves[index] as (typeof moves)[number]
        const code = answer.status === 'rejected' ? (answer.reason as { code: string }).code : 'done'
        expect(code).toBe(of === 1 ? 'NOT_FOUND' : isStale ? 'DEAL_CHANGED' : 'done')
      })
      const logged = await app.database
        .selectFrom('stage_changes')
        .where('workspace_id', '=', company.id)
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .executeTakeFirstOrThrow()
      expect(Number(logged.n)).toBe(18 + moves.filter(({ of, isStale }) => of === 0 && !isStale).length)
      expect(await differences(company.id)).toEqual({ purchases: 0, sums: 0, profiles: 0 })
      const facts = await app.gate.asServer((tx) => checkFacts(tx, company.id, 'Europe/Moscow'))
      expect(facts.differences.filter(({ missing, wrong }) => missing + wrong > 0)).toEqual([])
    }),
    { numRuns: 8 },
  )
}, 240_000)

test('of a win of many deals and a win beside it one is the first sale to the client', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const pipeline = await company.pipeline(['Новая'])
  const moves: [string, string][] = [[pipeline.stage('Новая'), new Date(now - 9 * DAY).toISOString()]]
  const [alone = '', ...many] = await company.deals([1, 2, 3].map(() => ({ owner, moves })))
  const buyer = { workspace_id: company.id, name: 'А', name_key: 'А' }
  const { id } = await app.database.insertInto('companies').values(buyer).returning('id').executeTakeFirstOrThrow()
  await app.database.updateTable('deals').set({ company_id: id }).where('workspace_id', '=', company.id).execute()
  const ask = app.as(owner).deals
  // Somebody holds the client until both have come to him, one behind the other.
  const begun = await app.database.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 35))`.execute(tx)
    const one = ask.move({ id: alone, stageId: pipeline.won, occurredAt: new Date(now - DAY).toISOString() })
    await waiting(1)
    const others = ask.bulkChange({ target: { ids: many }, set: { stageId: pipeline.won } })
    await waiting(2)
    return [one, others]
  })
  await Promise.all(begun)
  expect(await differences(company.id)).toEqual({ purchases: 0, sums: 0, profiles: 0 })
})

/** One client of `n` deals that stand on the first stage, and as many clients of one deal each. */
async function clientAndOthers(n: number, others: number) {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const pipeline = await company.pipeline(['Новая'])
  const moves: [string, string][] = [[pipeline.stage('Новая'), new Date(now - 9 * DAY).toISOString()]]
  const ids = await company.deals(Array.from({ length: n + others }, () => ({ owner, moves })))
  const names = ['А', ...Array.from({ length: others }, (_, index) => `Б${index}`)]
  const made = await app.database
    .insertInto('companies')
    .values(names.map((name) => ({ workspace_id: company.id, name, name_key: name })))
    .returning('id')
    .execute()
  for (const [index, id] of ids.entries())
    await app.database
      .updateTable('deals')
      .set({ company_id: made[Math.max(0, index - n + 1)]?.id ?? null })
      .where('id', '=', id)
      .execute()
  return { company, owner, pipeline, clientId: made[0]?.id ?? '', ids }
}

test('of a win of more deals than wait for their clients and a win beside it one is the first sale as well', async () => {
  const { company, owner, pipeline, ids } = await clientAndOthers(2, 61)
  const [alone = '', ...many] = ids
  const ask = app.as(owner).deals
  // What is known of a first sale is known already: nobody waits for it to be written.
  await ask.move({ id: many.pop() ?? '', stageId: pipeline.won })
  // The win of many has counted, and is held up before it is over.
  const begun = await app.database.transaction().execute(async (tx) => {
    await sql`lock table bulk_change_rows in share mode`.execute(tx)
    const others = ask.bulkChange({ target: { ids: many }, set: { stageId: pipeline.won } })
    await waiting(1, 'relation')
    await ask.move({ id: alone, stageId: pipeline.won, occurredAt: new Date(now - DAY).toISOString() })
    return [others]
  })
  await Promise.all(begun)
  await sql`select cohorts_fold(${company.id}::uuid, 1000)`.execute(app.database)
  expect(await differences(company.id)).toEqual({ purchases: 0, sums: 0, profiles: 0 })
})

test('a win that met another change so that the database has undone it is done all the same', async () => {
  const { company, owner, pipeline, clientId, ids } = await clientAndOthers(2, 0)
  const ask = app.as(owner).deals
  const begun = await app.database.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${clientId}, 35))`.execute(tx)
    const both = ask.bulkChange({ target: { ids }, set: { stageId: pipeline.won } })
    await waiting(1)
    // The first to wait is the first who looks who is in his way, and is undone.
    await sql`update deals set comment = 'x' where id = ${ids[0]}`.execute(tx)
    return [both]
  })
  const [done] = await Promise.all(begun)
  expect(done).toMatchObject({ status: 'done', outcome: { changed: 2 } })
  expect(await differences(company.id)).toEqual({ purchases: 0, sums: 0, profiles: 0 })
})

/** Until so many wait, for a client if nothing else is said. */
async function waiting(n: number, locktype = 'advisory'): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_locks
      where locktype = ${locktype} and not granted and database = (select oid from pg_database where datname = current_database())`.execute(
      app.database,
    )
    if ((rows[0]?.n ?? 0) >= n) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** How much is not as it would be made anew for all clients and all deals. */
async function differences(workspaceId: string) {
  const { rows } = await sql<{ purchases: number; sums: number; profiles: number }>`
    with buyers as (
      select * from cohorts_buyers where workspace_id = ${workspaceId}::uuid
    ), lines as (
      select coalesce(d.company_id, d.contact_id, d.id) as client_id, b.deal_id, b.seq, b.day, b.owner_id, b.source_id, b.n, b.base_minor,
        sum(b.n) over (partition by b.deal_id) > 0 as kept,
        row_number() over (partition by b.deal_id, b.n > 0 order by b.day desc, b.seq desc) = 1 and b.n > 0 as last_win
      from deals d join bookings b on b.workspace_id = d.workspace_id and b.deal_id = d.id
      where d.workspace_id = ${workspaceId}::uuid and d.deleted_at is null
    ), firsts as (
      select client_id, min(day) as day from lines where kept and last_win group by client_id
    ), must as (
      select l.client_id, date_trunc('month', l.day)::date as month, f.day as first_day,
        count(*) filter (where l.kept and l.last_win) as orders, sum(l.base_minor) as money
      from lines l join firsts f using (client_id) group by 1, 2, 3
    ), are as (
      select client_id, month, first_day, sum(orders) as orders, sum(money) as money from buyers group by 1, 2, 3
    )
    select (select count(*)::int from ((select * from must except all select * from are) union all (select * from are except all select * from must)) x) as purchases,
      (select count(*)::int from (
        select first_month, month, sum(fresh) as fresh, sum(active) as active, sum(orders) as orders, sum(money) as money from (
          select first_month, month, is_first::int as fresh, counts::int as active, orders, money from buyers
          union all
          select first_month, month, -fresh, -active, -orders, -money from cohorts_buyer_deltas where workspace_id = ${workspaceId}::uuid
          union all
          select first_month, month, -fresh, -active, -orders, -money from cohorts_buyer_cells where workspace_id = ${workspaceId}::uuid
        ) x group by first_month, month having sum(fresh) <> 0 or sum(active) <> 0 or sum(orders) <> 0 or sum(money) <> 0) y) as sums,
      (select count(*)::int
       from deal_reach r
       join metrics_profiles_of(${workspaceId}::uuid, array(select id from deals where workspace_id = ${workspaceId}::uuid)) f on f.deal_id = r.deal_id
       left join metrics_profiles p on p.workspace_id = r.workspace_id and p.id = r.profile
       where r.workspace_id = ${workspaceId}::uuid
         and (f.industry, f.region, f.campaign, f.client_kind, f.first_sale) is distinct from (p.industry, p.region, p.campaign, p.client_kind, p.first_sale)) as profiles`.execute(
    app.database,
  )
  return rows[0]
}

test('a win that is written down after a hand-over is the credit of whoever had the deal when it was won', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const [anna, boris] = [await company.person({ managerId: owner.id }), await company.person({ managerId: owner.id })]
  const pipeline = await company.pipeline(['Новая'])
  const moves = [[pipeline.stages[0]?.id ?? '', new Date(now - 20 * DAY).toISOString()]] as const
  const [before = '', after = ''] = await company.deals([
    { owner: anna, amountMinor: 100, moves },
    { owner: anna, amountMinor: 700, moves },
  ])
  const ask = app.as(owner).deals
  for (const id of [before, after]) await ask.edit({ id, version: 1, changes: { ownerId: boris.id } })
  await ask.move({ id: before, stageId: pipeline.won, occurredAt: new Date(now - DAY).toISOString() })
  await ask.move({ id: after, stageId: pipeline.won })
  const booked = await app.database
    .selectFrom('bookings')
    .select(['owner_id', 'base_minor'])
    .where('workspace_id', '=', company.id)
    .orderBy('base_minor')
    .execute()
  expect(booked).toEqual([
    { owner_id: anna.id, base_minor: 100 },
    { owner_id: boris.id, base_minor: 700 },
  ])
  expect((await ask.get({ id: before })).owner?.id).toBe(boris.id)
})
