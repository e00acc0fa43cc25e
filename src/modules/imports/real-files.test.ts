import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestPerson } from '../../testing.ts'
import { importApp, importing } from '../../testing-imports.ts'

const data = path.resolve(import.meta.dirname, '../../../../shared/data')
const has = existsSync(data)
const file = (name: string) => readFileSync(path.join(data, name))

/** Figures of these files, asked of the published facts. */
async function figures(app: Awaited<ReturnType<typeof importApp>>, person: TestPerson) {
  const { rows } = await app.gate.asServer((tx) =>
    sql<Record<string, number>>`
      select count(*) filter (where outcome = 'won')::int as won, count(*) filter (where outcome = 'lost')::int as lost,
             count(*) filter (where outcome = 'open')::int as open, coalesce(sum(base_minor) filter (where outcome = 'won'), 0)::bigint as money,
             percentile_cont(0.5) within group (order by extract(epoch from closed_at - created_at) / 86400) filter (where outcome = 'won') as median,
             avg(extract(epoch from closed_at - created_at) / 86400) filter (where outcome = 'won')::float8 as mean
      from facts.deals where workspace_id = ${person.workspaceId}::uuid`.execute(tx),
  )
  return rows[0] ?? {}
}

describe.skipIf(!has)('files of the field (../shared/data; skipped where that folder is missing)', () => {
  let app: Awaited<ReturnType<typeof importApp>>
  beforeAll(async () => {
    app = await importApp()
  })
  afterAll(() => app.close())

  const one = async <Row extends object>(query: ReturnType<typeof sql<Row>>): Promise<Row> => {
    const { rows } = await app.gate.asServer((tx) => query.execute(tx))
    return rows[0] as Row
  }

  test('Maven: pipeline, teams, products and accounts give the known figures; the same file again changes nothing; a revert leaves no trace', async () => {
    const company = await app.company({ currency: 'USD', timeZone: 'America/New_York' })
    const owner = await company.person({ role: 'owner' })
    const imports = importing(app, owner)
    const before = await snapshot(app, company.id)

    const pipeline = await imports.upload('sales_pipeline.csv', file('maven-crm-sales/sales_pipeline.csv'))
    expect(pipeline.kind).toBe('deals')
    expect(pipeline.suggestion?.mapping.preset).toBe('opportunities')
    const checked = await imports.check(pipeline)
    expect(checked.result).toMatchObject({ rows: 8800, create: 8800, update: 0, unchanged: 0, rejected: 0 })
    expect(checked.result?.outcomes).toEqual({
      won: { deals: 4238, baseMinor: 1_000_553_400 },
      lost: { deals: 2473, baseMinor: 0 },
      open: { deals: 2089, baseMinor: 0 },
    })
    expect(checked.result?.reasons.find(({ reason }) => reason === 'CREATED_UNKNOWN')?.rows).toBe(500)
    const done = await imports.commit(checked)
    expect(done.status).toBe('done')
    expect(await figures(app, owner)).toMatchObject({
      won: 4238,
      lost: 2473,
      open: 2089,
      money: 1_000_553_400,
      median: 57,
    })
    expect((await figures(app, owner))['mean']).toBeCloseTo(51.78, 2)

    const teams = await imports.commit(
      await imports.check(await imports.upload('sales_teams.csv', file('maven-crm-sales/sales_teams.csv'))),
    )
    expect(teams.kind).toBe('people')
    expect(teams.result).toMatchObject({ create: 5, update: 30, rejected: 0 })
    const west = await one(sql<{ money: number }>`
      with recursive below as (
        select id from departments where workspace_id = ${company.id}::uuid and name = 'West'
        union select d.id from departments d join below b on d.parent_id = b.id
      )
      select sum(b.base_minor)::bigint as money from facts.bookings b join people p on p.id = b.owner_id
      where b.workspace_id = ${company.id}::uuid and p.department_id in (select id from below)`)
    expect(west.money).toBe(356_864_700)
    const darcel = await one(sql<object>`
      select count(*) filter (where r.outcome = 'won')::int as won, count(*) filter (where r.outcome = 'lost')::int as lost,
             sum(r.base_minor) filter (where r.outcome = 'won')::bigint as money
      from facts.deal_reach r join people p on p.id = r.owner_id where r.workspace_id = ${company.id}::uuid and p.full_name = 'Darcel Schlecht'`)
    expect(darcel).toEqual({ won: 349, lost: 204, money: 115_321_400 })
    const quarters = await app.gate.asServer((tx) =>
      sql<{ money: number }>`
        select sum(money)::bigint as money from facts.month_totals where workspace_id = ${company.id}::uuid and kind = 'booked'
        group by date_trunc('quarter', month) order by date_trunc('quarter', month)`.execute(tx),
    )
    expect(quarters.rows.map(({ money }) => money / 100)).toEqual([1_134_672, 3_086_111, 2_982_255, 2_802_496])

    const products = await imports.commit(
      await imports.check(await imports.upload('products.csv', file('maven-crm-sales/products.csv'))),
    )
    expect(products.result).toMatchObject({ create: 7 })
    const unmatched = await one(sql<object>`
      select count(*)::int as lines, min(product_name) as name, max(product_name) as same from deal_lines
      where workspace_id = ${company.id}::uuid and product_id is null`)
    expect(unmatched).toEqual({ lines: 1480, name: 'GTXPro', same: 'GTXPro' })
    const accounts = await imports.commit(
      await imports.check(await imports.upload('accounts.csv', file('maven-crm-sales/accounts.csv'))),
    )
    expect(accounts.result).toMatchObject({ create: 0, update: 85 })

    const again = await imports.check(
      await imports.upload('sales_pipeline.csv', file('maven-crm-sales/sales_pipeline.csv')),
    )
    expect(again.result).toMatchObject({ create: 0, update: 0, unchanged: 8800, rejected: 0 })

    for (const id of [accounts.id, products.id, teams.id, done.id])
      expect((await imports.revert({ id })).status).toBe('reverted')
    expect(await snapshot(app, company.id)).toEqual(before)
  }, 120_000)

  test('Olist: closed deals join the leads by their id; a win before its first contact keeps both dates', async () => {
    const company = await app.company({ currency: 'BRL', timeZone: 'America/Sao_Paulo' })
    const owner = await company.person({ role: 'owner' })
    const imports = importing(app, owner)
    const leads = await imports.upload(
      'leads.csv',
      file('olist-marketing-funnel/olist_marketing_qualified_leads_dataset.csv'),
    )
    expect(leads.suggestion?.open).toEqual([{ pipeline: '', value: '', rows: 8000 }])
    const checked = await imports.check(leads, () => ({
      stages: [{ pipeline: '', value: '', to: { name: 'Лид', meaning: 'open', position: 0 } }],
    }))
    expect(checked.result).toMatchObject({ create: 8000, rejected: 0 })
    await imports.commit(checked)
    const before = await snapshot(app, company.id)

    const closed = await imports.check(
      await imports.upload('closed.csv', file('olist-marketing-funnel/olist_closed_deals_dataset.csv')),
      () => ({ missing: 'skip' }),
    )
    expect(closed.result).toMatchObject({ create: 0, update: 842, rejected: 0 })
    expect(closed.result?.reasons.find(({ reason }) => reason === 'CLOSED_BEFORE_CREATED')).toBeUndefined()
    const done = await imports.commit(closed)
    expect(await figures(app, owner)).toMatchObject({ won: 842, open: 7158 })
    const paid = await one(sql<object>`
      select count(*)::int as leads, count(*) filter (where r.outcome = 'won')::int as won
      from facts.deal_reach r join facts.sources s on s.id = r.source_id where r.workspace_id = ${company.id}::uuid and s.name = 'paid_search'`)
    expect(paid).toEqual({ leads: 1586, won: 195 })
    const early = await one(sql<object>`
      select count(*)::int as deals, min(closed_day - created_day)::int as days from facts.deal_reach
      where workspace_id = ${company.id}::uuid and closed_at < created_at`)
    expect(early).toEqual({ deals: 1, days: -2 })
    const median = await one(sql<{ days: number }>`
      select percentile_cont(0.5) within group (order by closed_day - created_day) as days from facts.deal_reach
      where workspace_id = ${company.id}::uuid and outcome = 'won'`)
    expect(median.days).toBe(14)

    await imports.revert(done)
    expect(await snapshot(app, company.id)).toEqual(before)
  }, 120_000)

  test('amoCRM: 19 deals after the twin row without an id', async () => {
    const company = await app.company({ timeZone: 'Europe/Kyiv' })
    const owner = await company.person({ role: 'owner' })
    const imports = importing(app, owner)
    const checked = await imports.check(await imports.upload('leads.xlsx', file('amocrm-csv-export/leads_test.csv')))
    expect(checked.suggestion?.mapping.preset).toBe('amocrm')
    expect(checked.result).toMatchObject({ rows: 20, create: 19, rejected: 1 })
    expect(checked.result?.reasons[0]).toMatchObject({ reason: 'TWIN_WITHOUT_ID', rows: 1 })
    await imports.commit(checked)
    expect(await figures(app, owner)).toMatchObject({ won: 1, lost: 7, open: 11 })
    const deciding = await one(sql<object>`
      select count(*)::int as deals from facts.deals d join facts.stages s on s.id = d.stage_id
      where d.workspace_id = ${company.id}::uuid and s.name = 'Принимают решение'`)
    expect(deciding).toEqual({ deals: 9 })
  })
})

/** Everything of a company that an import could have touched. */
async function snapshot(app: Awaited<ReturnType<typeof importApp>>, workspaceId: string) {
  const tables = [
    'pipelines',
    'stages',
    'sources',
    'loss_reasons',
    'people',
    'departments',
    'products',
    'product_aliases',
    'companies',
    'contacts',
    'deal_lines',
    'stage_stays',
    'deal_reach',
    'bookings',
  ]
  const { rows } = await app.gate.asServer((tx) =>
    sql<Record<string, unknown>>`
      select ${sql.join(
        tables.map(
          (table) =>
            sql`(select md5(coalesce(string_agg((to_jsonb(t) - 'seq')::text, '' order by (to_jsonb(t) - 'seq')::text), '')) from (select * from ${sql.table(table)} where workspace_id = ${workspaceId}::uuid) t) as ${sql.ref(table)}`,
        ),
      )},
        (select coalesce(jsonb_object_agg(kind, sums), '{}') from (
          select kind, jsonb_build_array(sum(n), sum(money)) as sums from facts.month_totals where workspace_id = ${workspaceId}::uuid group by kind having sum(n) <> 0 or sum(money) <> 0
        ) k) as totals,
        (select jsonb_agg(jsonb_build_array(d.external_id, d.stage_id, d.owner_id, d.closed_at, d.created_at, d.base_minor, d.outcome) order by d.id) from deals d where d.workspace_id = ${workspaceId}::uuid) as deals`.execute(
      tx,
    ),
  )
  return rows[0]
}
