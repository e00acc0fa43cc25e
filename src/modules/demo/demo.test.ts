import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actorOf } from '#modules/auth/api.ts'
import { rebuildFacts } from '#modules/deals/api.ts'
import { testApp, type TestApp } from '../../testing.ts'
import { createDemoCompany } from './api.ts'

const size = { deals: 1_500, sellers: 12, departments: 3, months: 12 }
const noon = new Date('2026-11-21T12:00:00+03:00')

let app: TestApp
let demo: Awaited<ReturnType<typeof createDemoCompany>>
beforeAll(async () => {
  app = await testApp()
  demo = await createDemoCompany(app.gate, noon, size)
})
afterAll(() => app.close())

async function shapeOf(workspaceId: string) {
  const { rows } = await sql<Record<string, unknown>>`
    select (select count(*)::int from deals where workspace_id = ${workspaceId}::uuid) as deals,
           (select sum(base_minor)::bigint from bookings where workspace_id = ${workspaceId}::uuid) as booked,
           (select count(*)::int from stage_changes where workspace_id = ${workspaceId}::uuid) as moves,
           (select count(*)::int from activities where workspace_id = ${workspaceId}::uuid) as activities,
           (select sum(amount_minor)::bigint from facts.plan_cells where workspace_id = ${workspaceId}::uuid and metric = 'revenue' and level = 'person') as plan,
           (select string_agg(title, '|' order by id) from (select id, title from deals where workspace_id = ${workspaceId}::uuid order by id limit 50) d) as titles,
           (select max(occurred_at) from stage_changes where workspace_id = ${workspaceId}::uuid) as last`.execute(
    app.database,
  )
  return rows[0] as Record<string, number | string | Date>
}

describe('the demo company', () => {
  test('is the same at every hour of a day', async () => {
    const evening = await createDemoCompany(app.gate, new Date('2026-11-21T21:30:00+03:00'), size)
    expect(await shapeOf(evening.workspaceId)).toEqual(await shapeOf(demo.workspaceId))
  })

  test('moves with the day and is another by another seed', async () => {
    const later = await createDemoCompany(app.gate, new Date('2027-02-10T12:00:00+03:00'), size)
    const other = await createDemoCompany(app.gate, noon, { ...size, seed: 21 })
    const shape = await shapeOf(demo.workspaceId)
    expect((await shapeOf(later.workspaceId))['last']).not.toEqual(shape['last'])
    expect((await shapeOf(other.workspaceId))['titles']).not.toEqual(shape['titles'])
  })

  test('nothing in it happens after the day began', async () => {
    expect(((await shapeOf(demo.workspaceId))['last'] as Date).getTime()).toBeLessThan(
      Date.parse('2026-11-21T00:00:00+03:00'),
    )
  })

  test('looks like a sales department: deals of all outcomes, leavers without open deals, departments with heads', async () => {
    const { rows } = await sql<{ outcome: string; share: number }>`
      select outcome, count(*)::float8 / sum(count(*)) over () as share from deals where workspace_id = ${demo.workspaceId}::uuid group by outcome`.execute(
      app.database,
    )
    const share = Object.fromEntries(rows.map((row) => [row.outcome, row.share]))
    expect(share['won']).toBeGreaterThan(0.2)
    expect(share['lost']).toBeGreaterThan(0.35)
    expect(share['open']).toBeGreaterThan(0.05)
    expect(demo.people.filter(({ role }) => role === 'head')).toHaveLength(3)
    expect(demo.people.filter(({ leftOn }) => leftOn)).not.toHaveLength(0)
  })

  test('no two of its clients have one name, whatever their legal form', async () => {
    const { rows } = await sql<{ name: string }>`
      select substring(name from '«.*»') as name from companies where workspace_id = ${demo.workspaceId}::uuid and name like '%«%'
      group by 1 having count(*) > 1`.execute(app.database)
    expect(rows).toEqual([])
  })

  test('has a funnel that somebody looks after: time runs forward, leavers have handed over, few deals are late or forgotten', async () => {
    const { rows } = await sql<Record<string, number>>`
      select (select count(*)::int from stage_changes c join deals d on d.id = c.deal_id
              where d.workspace_id = ${demo.workspaceId}::uuid and c.occurred_at < d.created_at) as backwards,
             (select count(*)::int from deals d join people p on p.id = d.owner_id
              where d.workspace_id = ${demo.workspaceId}::uuid and p.left_on is not null and d.outcome = 'open') as left_behind,
             (select count(*)::int from activities a join people p on p.id = a.owner_id
              where a.workspace_id = ${demo.workspaceId}::uuid and a.occurred_at > p.left_on) as after_leaving,
             (select avg((expected_close_on < '2026-11-21')::int)::float8 from deals
              where workspace_id = ${demo.workspaceId}::uuid and outcome = 'open') as late,
             (select avg((stage_entered_at < '2026-10-21')::int)::float8 from deals
              where workspace_id = ${demo.workspaceId}::uuid and outcome = 'open') as stuck`.execute(app.database)
    const [found] = rows
    expect(found).toMatchObject({ backwards: 0, left_behind: 0, after_leaving: 0 })
    expect(found?.['late']).toBeLessThan(0.3)
    expect(found?.['late']).toBeGreaterThan(0.03)
    expect(found?.['stuck']).toBeLessThan(0.3)
  })

  test('plans and facts are of one size; stars are above their plans and strugglers below', async () => {
    const { rows } = await sql<{ attained: number }>`
      select (coalesce((select sum(b.base_minor) from bookings b where b.workspace_id = c.workspace_id and b.owner_id = c.owner_id
                and b.day >= '2026-05-01' and b.day < '2026-11-01'), 0) / sum(c.amount_minor))::float8 as attained
      from facts.plan_cells c join people p on p.workspace_id = c.workspace_id and p.id = c.owner_id and c.metric = 'revenue'
      where c.workspace_id = ${demo.workspaceId}::uuid and c.month >= '2026-05-01' and c.month < '2026-11-01' and p.left_on is null
      group by c.workspace_id, c.owner_id having count(*) = 6 order by 1`.execute(app.database)
    const attained = rows.map((row) => row.attained)
    expect(attained[0]).toBeLessThan(0.8)
    expect(attained.at(-1)).toBeGreaterThan(1.1)
    const middle = attained[Math.floor(attained.length / 2)]
    expect(middle).toBeGreaterThan(0.6)
    expect(middle).toBeLessThan(1.5)
  })

  test('its facts are what a rebuild from the log gives', async () => {
    const facts = () =>
      sql`select kind, sum(n)::int as n, sum(money)::bigint as money from facts.month_totals where workspace_id = ${demo.workspaceId}::uuid group by kind order by kind`.execute(
        app.database,
      )
    const kept = (await facts()).rows
    await app.gate.asServer((tx) => rebuildFacts(tx, demo.workspaceId, 'Europe/Moscow'))
    expect((await facts()).rows).toEqual(kept)
  })

  test('a person of another company sees nothing of it', async () => {
    const company = await app.company()
    const stranger = await company.person({ role: 'owner' })
    const actor = await actorOf(app.gate, stranger.id, noon)
    if (!actor) throw new Error('no actor')
    const seen = await app.gate.as(actor, (tx) =>
      tx.selectFrom('deals').select('id').where('workspace_id', '=', demo.workspaceId).execute(),
    )
    expect(seen).toEqual([])
  })
})
