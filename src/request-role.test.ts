import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Tx } from '#core/db/gate.ts'
import { type CompanyOfAll, companyOfAll, countRows, FORBIDDEN_BY_DATABASE } from './testing-company-of-all.ts'

let all: CompanyOfAll
beforeAll(async () => {
  all = await companyOfAll()
})
afterAll(() => all.app.close())

describe('functions that work past the policies', () => {
  it('look for names in no schema of others, are not for everybody, and ask for the workspace', async () => {
    const { rows } = await sql<{ name: string; path: string; body: string; isOpen: boolean }>`
      select p.proname as name, array_to_string(p.proconfig, ' ') as path, p.prosrc as body, has_function_privilege('public', p.oid, 'execute') as "isOpen"
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      -- A function of a trigger cannot be called.
      where p.prosecdef and p.prorettype <> 'trigger'::regtype and n.nspname in ('public', 'facts', 'auth') order by 1`.execute(
      all.app.database,
    )
    const names = (of: typeof rows) => of.map(({ name }) => name)
    expect(names(rows)).toEqual(
      expect.arrayContaining(['deals_named', 'newest_deals_named', 'put_reach', 'search_companies', 'search_ids']),
    )
    expect(names(rows.filter(({ isOpen }) => isOpen))).toEqual([])
    expect(names(rows.filter(({ path }) => !path.includes('search_path=public')))).toEqual([])
    const asksNoWorkspace = names(
      rows.filter(({ body }) => !/app_workspace\(\)|refuse_other_workspace\(\w+\)/.test(body)),
    )
    // It tells nothing and changes no row.
    expect(asksNoWorkspace).toEqual(['gather_statistics', 'gather_statistics_of_grown'])
  })

  test.each(['owner', 'head', 'seller', 'hr', 'foreigner'])(
    'find for %s what the policy shows, by any piece of a title',
    async (name) => {
      const titles = await all.as('owner', async (tx) =>
        (await tx.selectFrom('deals').select('title').orderBy('id').limit(12).execute()).map(({ title }) => title),
      )
      const pieces = titles.flatMap((title) => [
        title.slice(0, 5),
        title.slice(-4),
        title.slice(2, 4),
        title.toUpperCase(),
      ])
      for (const piece of new Set([...pieces, '%', '_', '\\', "'"])) {
        const { found, shown, filter } = await all.as(name, (tx) => dealsWith(tx, piece))
        expect(
          found.filter((id) => !shown.includes(id)),
          piece,
        ).toEqual([])
        if (filter) expect(filter.toSorted(), piece).toEqual(shown.toSorted())
        // Pieces without three letters in a row are sought among the newest open deals only.
        if (/[\p{L}\p{N}]{3}/u.test(piece)) expect(found.toSorted(), piece).toEqual(shown.toSorted())
      }
    },
  )

  test.each(['owner', 'head', 'seller', 'hr', 'foreigner'])(
    'give %s the logs of the deals that the policy shows',
    async (name) => {
      const { rows: deals } = await sql<{ ids: string[]; workspaceId: string }>`
      select array_agg(d.id order by d.id) as ids, d.workspace_id as "workspaceId" from deals d group by d.workspace_id`.execute(
        all.app.database,
      )
      for (const { ids, workspaceId } of deals) {
        const { rows } = await all.as(name, (tx) =>
          sql<{ told: string[]; shown: string[] }>`
          select array(select x from unnest(${ids}::uuid[]) x where deal_log(${workspaceId}::uuid, x) is not null order by x) as told,
                 array(select d.id from deals d where d.workspace_id = ${workspaceId}::uuid order by d.id) as shown`.execute(
            tx,
          ),
        )
        expect(rows[0]?.told).toEqual(rows[0]?.shown)
      }
    },
  )

  it('find companies of the own workspace only', async () => {
    const { rows } = await all.as('owner', (tx) =>
      sql<{ name: string }>`select name from companies order by id limit 1`.execute(tx),
    )
    const piece = rows[0]?.name.slice(0, 8) ?? ''
    const search = (tx: Tx) => sql<{ id: string }>`select id from search_companies(${piece}, 50)`.execute(tx)
    expect((await all.as('owner', search)).rows.length).toBeGreaterThan(0)
    expect((await all.as('foreigner', search)).rows).toEqual([])
  })
})

/** Deals with a text: by the search, by the filter of lists, and as the policy shows them. */
async function dealsWith(tx: Tx, piece: string) {
  const found = sql<{ id: string }>`select id from search_deals(${piece}, 200)`
  const filter = sql<{ ids: string[] | null }>`select deals_with_text(${piece}) as ids`
  const shown = sql<{
    id: string
  }>`select id from deals where deleted_at is null and title ilike like_pattern(${piece})`
  const ids = async (query: typeof found) => (await query.execute(tx)).rows.map(({ id }) => id)
  return { found: await ids(found), filter: (await filter.execute(tx)).rows[0]?.ids, shown: await ids(shown) }
}

describe('the role of requests', () => {
  it.each([
    'select * from auth.users',
    'select * from auth.sessions',
    'select * from auth.accounts',
    'update auth.accounts set password = null',
    'select fold_totals(app_workspace(), 1)',
    'create table public.mine (id int)',
    'create table facts.mine (id int)',
    'alter table deals disable row level security',
    'drop policy in_scope on deals',
    'truncate deals',
    "update audit_log set action = 'nothing'",
    'delete from audit_log',
    "update stage_changes set source = 'ui'",
    'delete from stage_changes',
    'delete from plan_changes',
    'insert into bookings select * from bookings',
    'update day_totals set n = 0',
    "select pg_read_file('/etc/passwd')",
    "copy deals to program 'cat'",
  ])('may not: %s', async (statement) => {
    expect(await all.touched('owner', (tx) => sql.raw(statement).execute(tx))).toBe(FORBIDDEN_BY_DATABASE)
  })

  it.each(["x'; reset role; --", 'a,b', '', ' ', 'А'])(
    'takes nothing but ids and names for a scope: %j',
    async (value) => {
      const scope = { ...all.who('seller'), role: value }
      const asked = async () =>
        all.app.gate.as(scope, (tx) => countRows(tx, 'deals', sql`t.workspace_id <> ${all.workspaceId}::uuid`))
      if (value === '') expect(await asked()).toBe(0)
      else await expect(asked()).rejects.toThrow('a scope may hold ids and names of roles only')
    },
  )

  it('leaves the scope with the transaction: the next user of the connection is nobody', async () => {
    await all.count('owner', 'deals')
    const { rows } = await sql<{
      role: string
      ws: string | null
    }>`select current_user::text as role, app_workspace()::text as ws`.execute(all.app.database)
    expect(rows[0]?.role).not.toBe('mostik_app')
    expect(rows[0]?.ws).toBeNull()
  })
})
