import { afterAll, beforeAll, expect, it } from 'vitest'
import { withClient } from './connection.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

/** The queue's library makes and changes its tables itself; no person reads them. */
const LIBRARY_SCHEMAS = ['pgboss']

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

async function names(sql: string): Promise<string[]> {
  const { rows } = await withClient(database.connection, (client) =>
    client.query<{ name: string }>(sql, [LIBRARY_SCHEMAS]),
  )
  return rows.map(({ name }) => name)
}

const ofOurs = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname <> all ($1::text[])`

it('row security is on and forced for every table', async () => {
  const open = await names(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and ${ofOurs} and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
  )
  expect(open).toEqual([])
})

it('every view asks the policies of the person who reads it', async () => {
  const leaking = await names(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'v' and ${ofOurs} and not coalesce(c.reloptions @> '{security_invoker=true}', false) order by 1`,
  )
  expect(leaking).toEqual([])
})

it('no materialized view keeps rows of everybody', async () => {
  const kept = await names(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'm' and ${ofOurs}`,
  )
  expect(kept).toEqual([])
})

it('the role of requests owns nothing and passes no policy', async () => {
  const owned = await names(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${ofOurs} and pg_get_userbyid(c.relowner) = 'mostik_app'
     union all select rolname::text from pg_roles where rolname = 'mostik_app' and (rolsuper or rolbypassrls or rolcanlogin)`,
  )
  expect(owned).toEqual([])
})

it('functions that run with the rights of the owner do not search for names in schemas of others', async () => {
  const loose = await names(
    `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and ${ofOurs} and not exists (select from unnest(p.proconfig) as setting where setting like 'search_path=%')`,
  )
  expect(loose).toEqual([])
})
