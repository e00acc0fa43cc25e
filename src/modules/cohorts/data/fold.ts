import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { waitToWriteAlone } from '#core/db/write-alone.ts'

/** So much is taken in one portion, some hundredths of a second; of much that waits a tenth, since each portion looks through it for its own. */
export const AT_ONCE = 200
const AT_MOST = 5_000

/** Takes one portion of every company's waiting cells and clients into the tables; gives how much it took. As the server. */
export async function foldCohorts(tx: Tx, least = AT_ONCE): Promise<number> {
  const { rows } = await sql<{ folded: number }>`
    -- How many waiting cells and clients of all companies were taken in?
    select coalesce(sum(cohorts_fold(workspace_id, greatest(${least}::int, n / 10))), 0)::int as folded
    from (
      select workspace_id, count(*)::int as n
      from (
        (select workspace_id from cohorts_deltas limit ${AT_MOST * 10}::int)
        union all (select workspace_id from cohorts_queue limit ${AT_MOST * 10}::int)
        union all (select workspace_id from cohorts_buyer_deltas limit ${AT_MOST * 10}::int)
      ) q group by workspace_id
    ) waiting`.execute(tx)
  return rows[0]?.folded ?? 0
}

/** Cells that are sums of other rows: what they are called in a check, of which columns, and which rows they sum. */
interface SumsOf {
  table: string
  cells: string
  keys: readonly string[]
  sums: readonly string[]
  /** Rows with the columns above, one or many of each key. */
  parts: (workspaceId: string) => RawBuilder<unknown>
}

const CELLS: readonly SumsOf[] = [
  {
    table: 'owner_cells',
    cells: 'cohorts_owner_cells',
    keys: ['month', 'owner_id', 'outcome', 'age'],
    sums: ['n', 'known', 'money'],
    parts: (id) => sql`
      select month, owner_id, outcome, case when outcome = 'won' then age else -1 end::smallint as age, n, known, money
      from cohorts_cells where workspace_id = ${id}::uuid`,
  },
  {
    table: 'source_cells',
    cells: 'cohorts_source_cells',
    keys: ['owner_id', 'month', 'source_id', 'pipeline_id', 'outcome', 'stage_id'],
    sums: ['n', 'known'],
    parts: (id) => sql`
      select owner_id, month, source_id, pipeline_id, outcome, stage_id, n, known from cohorts_cells where workspace_id = ${id}::uuid`,
  },
  {
    table: 'company_source_cells',
    cells: 'cohorts_company_source_cells',
    keys: ['month', 'source_id', 'pipeline_id', 'outcome', 'stage_id'],
    sums: ['n', 'known'],
    parts: (id) => sql`
      select month, source_id, pipeline_id, outcome, stage_id, n, known from cohorts_cells where workspace_id = ${id}::uuid`,
  },
  {
    table: 'buyer_cells',
    cells: 'cohorts_buyer_cells',
    keys: ['first_month', 'month', 'source_id'],
    sums: ['fresh', 'active', 'orders', 'money'],
    // What waits to be folded stands in the clients already.
    parts: (id) => sql`
      select first_month, month, source_id, is_first::int as fresh, counts::int as active, orders, money from cohorts_buyers where workspace_id = ${id}::uuid
      union all
      select first_month, month, source_id, -fresh, -active, -orders, -money from cohorts_buyer_deltas where workspace_id = ${id}::uuid`,
  },
]

/**
 * Keeps the folding away till the end of the transaction; gives way to one that is under way. To be called before the transaction writes what brings work to
 * the folding: held the other way round, each would wait for the other.
 */
export async function holdFolding(tx: Tx, workspaceId: string): Promise<void> {
  // The name by which cohorts_fold holds them.
  await waitToWriteAlone(tx, { workspaceId, rows: 'cohorts_fold' })
}

/**
 * Proves that the cells that sum up others are their sums, and puts right what is not: cells that were not there, and cells that were wrong. Runs as the
 * server, in one transaction, and holds the folding.
 */
export async function checkCohortCells(
  tx: Tx,
  workspaceId: string,
): Promise<{ table: string; missing: number; wrong: number }[]> {
  await holdFolding(tx, workspaceId)
  const found = []
  for (const cells of CELLS) found.push(await checkSums(tx, workspaceId, cells))
  return found
}

async function checkSums(tx: Tx, workspaceId: string, { table, cells, keys, sums, parts }: SumsOf) {
  const refs = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)))
  const added = sql.join(sums.map((name) => sql`sum(${sql.ref(name)})::bigint as ${sql.ref(name)}`))
  const isAny = sql.join(
    sums.map((name) => sql`sum(${sql.ref(name)}) <> 0`),
    sql` or `,
  )
  const summed = (rows: RawBuilder<unknown>) =>
    sql`select ${refs(keys)}, ${added} from (${rows}) p group by ${refs(keys)} having ${isAny}`
  const sumsNow = summed(parts(workspaceId))
  const kept = summed(
    sql`select ${refs([...keys, ...sums])} from ${sql.table(cells)} where workspace_id = ${workspaceId}::uuid`,
  )
  const { rows } = await sql<{ missing: number; wrong: number }>`
    -- How many cells are not the sums of their parts?
    with must as materialized (${sumsNow}), are as materialized (${kept})
    select (select count(*)::int from (select * from must except all select * from are) more) as missing,
           (select count(*)::int from (select * from are except all select * from must) less) as wrong`.execute(tx)
  const { missing, wrong } = rows[0] ?? { missing: 0, wrong: 0 }
  if (missing + wrong > 0) {
    // Whoever sells waits, so that no client is counted while his sums are made.
    if (table === 'buyer_cells') await sql`lock table cohorts_buyer_deltas in share row exclusive mode`.execute(tx)
    await sql`delete from ${sql.table(cells)} where workspace_id = ${workspaceId}::uuid`.execute(tx)
    await sql`
      insert into ${sql.table(cells)} (workspace_id, ${refs([...keys, ...sums])})
      select ${workspaceId}::uuid, s.* from (${sumsNow}) s`.execute(tx)
  }
  return { table, missing, wrong }
}
