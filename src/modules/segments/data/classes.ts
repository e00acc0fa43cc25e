import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { ClassedClient } from '../calc/classes.ts'
import type { CrossSell } from '../calc/cross-sell.ts'
import type { Summary } from '../calc/summary.ts'

const AT_ONCE = 5_000

/**
 * Keeps the classes of a day: a row goes on while abc, xyz and state are what they were, else it ends and another begins; scores are of the last
 * computation. Clients that are gone (merged into another one, their deals taken back) end. Gives how many have changed.
 */
export async function keepClasses(
  tx: Tx,
  workspaceId: string,
  asOf: Day,
  byPerson: string | null,
  clients: readonly ClassedClient[],
): Promise<number> {
  let changed = 0
  for (let from = 0; from < clients.length; from += AT_ONCE) {
    const batch = JSON.stringify(clients.slice(from, from + AT_ONCE))
    changed += await keepBatch(tx, workspaceId, asOf, batch)
    await keepFigures(tx, workspaceId, batch)
  }
  const ids = clients.map(({ clientId }) => clientId)
  await sql`
    update segments_classes set valid_to = ${asOf}::date
    where workspace_id = ${workspaceId}::uuid and valid_to is null and client_id <> all (${ids}::uuid[]) and valid_from < ${asOf}::date`.execute(
    tx,
  )
  await sql`
    delete from segments_classes
    where workspace_id = ${workspaceId}::uuid and valid_to is null and client_id <> all (${ids}::uuid[])`.execute(tx)
  await sql`
    delete from segments_figures where workspace_id = ${workspaceId}::uuid and client_id <> all (${ids}::uuid[])`.execute(
    tx,
  )
  await sql`
    insert into segments_runs (workspace_id, as_of, by_person, clients) values (${workspaceId}::uuid, ${asOf}::date, ${byPerson}::uuid, ${clients.length}::int)
    on conflict (workspace_id, as_of) do update set computed_at = now(), by_person = excluded.by_person, clients = excluded.clients`.execute(
    tx,
  )
  return changed
}

async function keepBatch(tx: Tx, workspaceId: string, asOf: Day, batch: string): Promise<number> {
  await sql`
    update segments_classes c set valid_to = ${asOf}::date
    from jsonb_to_recordset(${batch}::jsonb) as x ("clientId" uuid, abc text, xyz text, state text)
    where c.workspace_id = ${workspaceId}::uuid and c.client_id = x."clientId" and c.valid_to is null and c.valid_from < ${asOf}::date
      and (c.abc, c.xyz, c.state) is distinct from (x.abc, x.xyz, x.state)`.execute(tx)
  const { rows } = await sql<{ n: number }>`
    with written as (
      insert into segments_classes as c (workspace_id, client_id, valid_from, owner_id, abc, xyz, recency, frequency, monetary, state)
      select ${workspaceId}::uuid, x."clientId", coalesce(old.valid_from, ${asOf}::date), x."ownerId", x.abc, x.xyz, x.recency, x.frequency, x.monetary, x.state
      from jsonb_to_recordset(${batch}::jsonb)
        as x ("clientId" uuid, "ownerId" uuid, abc text, xyz text, recency int, frequency int, monetary int, state text)
      left join segments_classes old on old.workspace_id = ${workspaceId}::uuid and old.client_id = x."clientId" and old.valid_to is null
      on conflict (workspace_id, client_id, valid_from) do update set owner_id = excluded.owner_id, abc = excluded.abc, xyz = excluded.xyz,
        recency = excluded.recency, frequency = excluded.frequency, monetary = excluded.monetary, state = excluded.state, valid_to = null
      returning c.valid_from)
    select count(*)::int as n from written where valid_from = ${asOf}::date`.execute(tx)
  return rows[0]?.n ?? 0
}

async function keepFigures(tx: Tx, workspaceId: string, batch: string): Promise<void> {
  await sql`
    insert into segments_figures as f (workspace_id, client_id, owner_id, first_on, last_on, orders, money_minor, recent_orders, recent_minor, interval_days, variation, lost_on)
    select ${workspaceId}::uuid, x."clientId", x."ownerId", x."firstOn", x."lastOn", x.orders, x."moneyMinor", x."recentOrders", x."recentMinor",
      x."intervalDays", least(x.variation, 99999), x."lostOn"
    from jsonb_to_recordset(${batch}::jsonb) as x ("clientId" uuid, "ownerId" uuid, "firstOn" date, "lastOn" date, orders int, "moneyMinor" bigint,
      "recentOrders" int, "recentMinor" bigint, "intervalDays" numeric, variation numeric, "lostOn" date)
    on conflict (workspace_id, client_id) do update set owner_id = excluded.owner_id, first_on = excluded.first_on, last_on = excluded.last_on,
      orders = excluded.orders, money_minor = excluded.money_minor, recent_orders = excluded.recent_orders, recent_minor = excluded.recent_minor,
      interval_days = excluded.interval_days, variation = excluded.variation, lost_on = excluded.lost_on`.execute(tx)
}

/** Keeps what the page of the company shows, and how soon clients of each source leave. A lost client was at risk till his last purchase. */
export async function keepSummary(
  tx: Tx,
  workspaceId: string,
  asOf: Day,
  summary: Summary,
  together: Record<'product' | 'group', CrossSell>,
): Promise<void> {
  await sql`
    insert into segments_company (workspace_id, figures, together)
    values (${workspaceId}::uuid, ${JSON.stringify(summary)}::jsonb, ${JSON.stringify(together)}::jsonb)
    on conflict (workspace_id) do update set figures = excluded.figures, together = excluded.together`.execute(tx)
  await sql`delete from segments_losses where workspace_id = ${workspaceId}::uuid`.execute(tx)
  await sql`
    insert into segments_losses (workspace_id, owner_id, source_id, lost, months_at_risk)
    select f.workspace_id, coalesce(f.owner_id, nil_uuid()), b.source_id, count(*) filter (where c.state = 'lost'),
      sum(greatest(1, (case when c.state = 'lost' then f.last_on else ${asOf}::date end) - f.first_on)) / 30.4375
    from segments_figures f
    join segments_classes c on c.workspace_id = f.workspace_id and c.client_id = f.client_id and c.valid_to is null
    join facts.buyers b on b.workspace_id = f.workspace_id and b.client_id = f.client_id and b.is_first
    where f.workspace_id = ${workspaceId}::uuid
    group by f.workspace_id, coalesce(f.owner_id, nil_uuid()), b.source_id`.execute(tx)
}

/** Days of the computations, the latest first. */
export async function runDays(tx: Tx, most = 400): Promise<Day[]> {
  const { rows } = await sql<{ day: Day }>`
    -- On which days were classes computed?
    select as_of as day from segments_runs where workspace_id = (select app_workspace()) order by as_of desc limit ${most}::int`.execute(
    tx,
  )
  return rows.map(({ day }) => day)
}

export interface Migration {
  from: string | null
  to: string | null
  clients: number
}

/** How many clients went from which class to which between two computations. */
export async function migrationBetween(tx: Tx, of: 'abc' | 'xyz' | 'state', from: Day, to: Day): Promise<Migration[]> {
  const column = sql.ref(of)
  const on = (day: Day) => sql`
    select client_id, ${column} as class from segments_classes
    where workspace_id = (select app_workspace()) and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)`
  const { rows } = await sql<Migration>`
    -- How many clients went from which class to which?
    select a.class as from, b.class as to, count(*)::int as clients
    from (${on(from)}) a full join (${on(to)}) b on b.client_id = a.client_id
    group by a.class, b.class order by a.class, b.class`.execute(tx)
  return rows
}
