import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Tx } from '#core/db/gate.ts'
import {
  type CompanyOfAll,
  companyOfAll,
  countRows,
  FORBIDDEN_BY_DATABASE,
  raise,
  READ_ONLY_TRANSACTION,
  type Table,
} from './testing-company-of-all.ts'

let all: CompanyOfAll
let tables: Table[]
beforeAll(async () => {
  all = await companyOfAll()
  tables = await all.tables()
})
afterAll(() => all.app.close())

describe('another company', () => {
  it('has a row in every table that this test looks at', async () => {
    const counts = await all.app.gate.asServer(async (tx) => {
      const found: [string, number][] = []
      for (const { name } of tables)
        found.push([name, await countRows(tx, name, sql`t.workspace_id = ${all.workspaceId}::uuid`)])
      return found
    })
    expect(counts.length).toBeGreaterThanOrEqual(35)
    expect(counts.filter(([, n]) => n === 0)).toEqual([])
  })

  it('neither shows a row of any table nor lets one be changed, removed or added', async () => {
    for (const { name, columns } of tables) {
      const table = sql.raw(name)
      const written = sql.join(columns.map((column) => sql.id(column)))
      const rows = await all.app.gate.asServer(async (tx) => {
        const found = await sql<{
          row: object
        }>`select to_jsonb(t) as row from ${table} t where workspace_id = ${all.workspaceId}::uuid limit 1`.execute(tx)
        return found.rows
      })
      const outcome = {
        name,
        seen: await all.count('foreigner', name, sql`t.workspace_id = ${all.workspaceId}::uuid`),
        changed: await all.touched('foreigner', (tx) =>
          sql`update ${table} set workspace_id = ${all.foreigner.workspaceId}::uuid where workspace_id = ${all.workspaceId}::uuid`.execute(
            tx,
          ),
        ),
        removed: await all.touched('foreigner', (tx) =>
          sql`delete from ${table} where workspace_id = ${all.workspaceId}::uuid`.execute(tx),
        ),
        added: await all.touched('foreigner', (tx) =>
          sql`insert into ${table} (${written}) select ${written} from jsonb_populate_record(null::${table}, ${JSON.stringify(rows[0]?.row)}::jsonb)`.execute(
            tx,
          ),
        ),
      }
      expect({ name, seen: 0, added: FORBIDDEN_BY_DATABASE }).toMatchObject({
        name,
        seen: outcome.seen,
        added: outcome.added,
      })
      expect([0, FORBIDDEN_BY_DATABASE], name).toContain(outcome.changed)
      expect([0, FORBIDDEN_BY_DATABASE], name).toContain(outcome.removed)
    }
  })

  it('is no workspace for whoever is of another one', async () => {
    const seen = await all.as('foreigner', (tx) => tx.selectFrom('workspaces').select('id').execute())
    expect(seen).toEqual([{ id: all.foreigner.workspaceId }])
    const renamed = await all.touched('foreigner', (tx) =>
      sql`update workspaces set name = 'Моя' where id = ${all.workspaceId}::uuid`.execute(tx),
    )
    expect(renamed).toBe(0)
  })

  it('gets no derived facts from here', async () => {
    const writers = await factWriters()
    expect(writers.length).toBeGreaterThanOrEqual(7)
    for (const writer of writers) {
      const write = all.as('foreigner', (tx) => sql`select ${sql.raw(writer)}`.execute(tx))
      await expect(write, writer).rejects.toThrow('facts of another workspace')
    }
  })
})

/** Calls of the functions open to the application that write derived facts of the demo company past the policies; with nothing to write. */
async function factWriters(): Promise<string[]> {
  const { rows } = await sql<{ call: string }>`
    select format('%I(%L::uuid%s)', p.proname, ${all.workspaceId}::text, (
      select string_agg(', null::' || format_type(argument, null), '' order by place) from unnest(p.proargtypes[1:]) with ordinality as t (argument, place))) as call
    from pg_proc p where p.prosecdef and p.proargnames[1] = 'p_workspace' and has_function_privilege('mostik_app', p.oid, 'execute')`.execute(
    all.app.database,
  )
  return rows.map(({ call }) => call)
}

/** A department's plan belongs to nobody: it is seen by those who see the whole department. */
const byDepartment = ['plan_cells', 'plan_changes', 'plan_versions', 'plan_version_cells', 'plan_approved']
/** How a plan's month is divided into days, in shares and without an amount: everybody in a department goes by its days. */
const byShares = 'plan_day_versions'
const businessTables = () =>
  tables.filter(
    ({ name, columns }) =>
      columns.includes('owner_id') &&
      !['companies', 'contacts', 'leads', 'search_entries', byShares, ...byDepartment].includes(name),
  )
/** Without owners: only for those who see everybody. */
const OF_THE_COMPANY = [
  'company_day_totals',
  'company_month_totals',
  'funnel_way_totals',
  'funnel_move_totals',
  'funnel_window_totals',
  'funnel_length_totals',
  'funnel_kept_days',
  'funnel_stale_days',
  'funnel_day_cells',
  'cohorts_company_source_cells',
  'cohorts_buyer_deltas',
  'cohorts_buyer_cells',
  'funnel_people_months',
]
const byDeal = ['stage_changes', 'deal_edits', 'deal_choices', 'deal_contacts', 'deal_team']

describe('another team', () => {
  test.each(['head', 'seller'])('is out of sight of a %s in every table of owned rows', async (name) => {
    const own = [...all.who(name).people]
    for (const { name: table } of businessTables()) {
      const whole = await all.count('owner', table)
      const seen = await all.count(name, table)
      const ofOthers = sql<boolean>`t.owner_id is null or t.owner_id <> all (${own}::uuid[])`
      const others = await all.count(name, table, ofOthers)
      const hidden = await all.count('owner', table, ofOthers)
      expect({ table, others }).toEqual({ table, others: 0 })
      expect(seen, table).toBeLessThanOrEqual(whole - hidden)
    }
    const daysOfOthers = sql<boolean>`t.owner_id <> all (${own}::uuid[])`
    expect(await all.count(name, byShares, daysOfOthers)).toBe(0)
    const deals = await all.count(name, 'deals')
    expect(deals).toBeGreaterThan(0)
    expect(deals).toBeLessThan(await all.count('owner', 'deals'))
    for (const table of byDeal) {
      const loose = await all.count(name, table, sql`not exists (select from deals d where d.id = t.deal_id)`)
      expect({ table, loose }).toEqual({ table, loose: 0 })
    }
    const ofNone = sql<boolean>`not exists (select from activities a where a.id = t.activity_id)`
    expect(await all.count(name, 'activity_edits', ofNone)).toBe(0)
    // A lead that nobody has waits for all who sell; one that somebody has is his.
    const taken = sql<boolean>`t.owner_id <> all (${own}::uuid[])`
    expect(await all.count(name, 'leads', taken)).toBe(0)
    const stray = sql<boolean>`not exists (select from leads l where l.id = t.lead_id)`
    expect(await all.count(name, 'lead_log', stray)).toBe(0)
    for (const table of OF_THE_COMPANY) expect(await all.count(name, table), table).toBe(0)
    const departments = [...all.who(name).departments]
    const plans = sql<boolean>`not coalesce(t.owner_id = any (${own}::uuid[]), false) and not coalesce(t.department_id = any (${departments}::uuid[]), false)`
    for (const table of byDepartment) expect(await all.count(name, table, plans), table).toBe(0)
  })

  it('keeps its rows: a head changes none of them and gives none away', async () => {
    const foreign = await all.app.gate.asServer(async (tx) => {
      const own = [...all.who('head').people]
      const { rows } = await sql<{ id: string; owner: string }>`
        select id, owner_id as owner from deals where workspace_id = ${all.workspaceId}::uuid and owner_id <> all (${own}::uuid[]) limit 1`.execute(
        tx,
      )
      return rows[0] ?? raise('everybody is below this head')
    })
    expect(
      await all.touched('head', (tx) => sql`update deals set title = 'Моя' where id = ${foreign.id}::uuid`.execute(tx)),
    ).toBe(0)
    expect(await all.touched('head', (tx) => sql`delete from deals where id = ${foreign.id}::uuid`.execute(tx))).toBe(0)
    expect(await all.touched('head', (tx) => sql`update deals set owner_id = ${foreign.owner}::uuid`.execute(tx))).toBe(
      FORBIDDEN_BY_DATABASE,
    )
  })
})

/** Puts a move of a deal into its log, like the newest of those the scope sees. */
const loggedMove = (tx: Tx, dealId: string) =>
  sql`
  insert into stage_changes select (jsonb_populate_record(c, jsonb_build_object('deal_id', ${dealId}::uuid, 'seq',
    (select coalesce(max(seq), 0) + 1 from stage_changes where deal_id = ${dealId}::uuid)))).*
  from stage_changes c order by recorded_at desc limit 1`.execute(tx)

describe('the log of a deal', () => {
  const dealWhere = (owned: RawBuilder<boolean>) =>
    all.app.gate.asServer(async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select id from deals where workspace_id = ${all.workspaceId}::uuid and ${owned} limit 1`.execute(tx)
      return rows[0]?.id ?? raise('no such deal')
    })

  test.each(['head', 'seller'])('takes from a %s moves of the deals that he sees, and of no other', async (name) => {
    const own = [...all.who(name).people]
    const mine = await dealWhere(sql`owner_id = any (${own}::uuid[])`)
    const foreign = await dealWhere(sql`owner_id <> all (${own}::uuid[])`)
    expect(await all.touched(name, (tx) => loggedMove(tx, mine))).toBe(1)
    for (const id of [foreign, crypto.randomUUID()])
      expect(await all.touched(name, (tx) => loggedMove(tx, id)), id).toBe(FORBIDDEN_BY_DATABASE)
  })

  test('takes from nobody a move of a deal that does not exist', async () => {
    const missing = 'a move of a deal that does not exist'
    await expect(all.as('owner', (tx) => loggedMove(tx, crypto.randomUUID()))).rejects.toThrow(missing)
    await expect(all.app.gate.asServer((tx) => loggedMove(tx, crypto.randomUUID()))).rejects.toThrow(missing)
  })
})

describe('roles without business rows', () => {
  test.each(['hr', 'admin'])('%s finds no deal, activity, contact, plan or figure', async (name) => {
    const empty = [
      ...businessTables().map((table) => table.name),
      ...byDeal,
      'activity_edits',
      'leads',
      'lead_log',
      'handovers',
      'handover_items',
      'contacts',
      'plan_cells',
      'plan_changes',
      'spend',
      ...OF_THE_COMPANY,
    ]
    for (const table of empty) expect({ table, seen: await all.count(name, table) }).toEqual({ table, seen: 0 })
  })

  it('marketing sees deals and spend and no contacts', async () => {
    expect(await all.count('marketing', 'contacts')).toBe(0)
    expect(await all.count('owner', 'contacts')).toBeGreaterThan(0)
    expect(await all.count('marketing', 'deals')).toBe(await all.count('owner', 'deals'))
    expect(await all.count('marketing', 'spend')).toBeGreaterThan(0)
  })

  it('an auditor sees all and the database refuses each of his writes', async () => {
    expect(await all.count('auditor', 'deals')).toBe(await all.count('owner', 'deals'))
    for (const { name } of tables) {
      const table = sql.raw(name)
      const removed = await all.touched('auditor', (tx) => sql`delete from ${table}`.execute(tx))
      const changed = await all.touched('auditor', (tx) =>
        sql`update ${table} set workspace_id = workspace_id`.execute(tx),
      )
      expect([READ_ONLY_TRANSACTION, FORBIDDEN_BY_DATABASE], name).toContain(removed)
      expect([READ_ONLY_TRANSACTION, FORBIDDEN_BY_DATABASE], name).toContain(changed)
    }
    for (const writer of await factWriters()) {
      const written = await all.touched('auditor', (tx) => sql`select ${sql.raw(writer)}`.execute(tx))
      expect(written, writer).toBe(READ_ONLY_TRANSACTION)
    }
  })
})
