import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface MadeDeal {
  id: string
  title: string
  /** Somebody has worked with it since: people, or another import that still stands. */
  touched: boolean
}

/**
 * Whether a deal was worked with after an import: changed or moved by people or by another import that has not been taken back,
 * or a contact with the client was noted. `version` and `seq` are what the import left.
 */
const touched = (importId: string, version: RawBuilder<unknown>, seq: RawBuilder<unknown>) => sql`(
  exists (select from deal_edits e where e.workspace_id = d.workspace_id and e.deal_id = d.id and e.version > ${version}
    and e.import_id is distinct from ${importId}::uuid and ${stands(sql`e.source`, sql`e.import_id`)})
  or exists (select from stage_changes c where c.workspace_id = d.workspace_id and c.deal_id = d.id and c.seq > ${seq}
    and c.import_id is distinct from ${importId}::uuid and ${stands(sql`c.source`, sql`c.import_id`)}))`

const stands = (source: RawBuilder<unknown>, importId: RawBuilder<unknown>) =>
  sql`(${source} <> 'import' or exists (select from imports i where i.id = ${importId} and i.status <> 'reverted'))`

const hasActivity = sql`exists (select from activities a where a.workspace_id = d.workspace_id and a.deal_id = d.id)`

const touchedMade = (importId: string) => sql<boolean>`(${touched(importId, sql`0`, sql`0`)} or ${hasActivity})`
const touchedUpdate = (importId: string) =>
  sql<boolean>`${touched(importId, sql`(r.before ->> 'version')::int`, sql`(r.before ->> 'logSeq')::int`)}`

/** Deals that an import made and that are still here, after an id. */
export async function madeDeals(
  tx: Tx,
  workspaceId: string,
  importId: string,
  after: string,
  limit: number,
): Promise<MadeDeal[]> {
  const { rows } = await sql<MadeDeal>`
    -- Which deals are of this import, and which of them have people worked with since?
    select d.id, d.title, ${touchedMade(importId)} as touched
    from deals d where d.workspace_id = ${workspaceId}::uuid and d.import_id = ${importId}::uuid and d.id > ${after}::uuid
    order by d.id limit ${limit}::int`.execute(tx)
  return rows
}

export interface RevertSums {
  remove: number
  restore: number
  changedLater: number
}

/** How much a revert of an import of deals undoes. */
export async function dealRevertSums(tx: Tx, workspaceId: string, importId: string): Promise<RevertSums> {
  const { rows } = await sql<RevertSums>`
    -- How many deals did the import make and change, and how many of them are not as it left them?
    with made as (
      select ${touchedMade(importId)} as touched from deals d where d.workspace_id = ${workspaceId}::uuid and d.import_id = ${importId}::uuid
    ), changed as (
      select ${touchedUpdate(importId)} as touched
      from import_rows r join deals d on d.workspace_id = r.workspace_id and d.id = r.entity_id
      where r.workspace_id = ${workspaceId}::uuid and r.import_id = ${importId}::uuid and r.action = 'update' and r.before is not null
    )
    select (select count(*) from made)::int as remove, (select count(*) from changed)::int as restore,
           ((select count(*) from made where touched) + (select count(*) from changed where touched))::int as "changedLater"`.execute(
    tx,
  )
  return rows[0] ?? { remove: 0, restore: 0, changedLater: 0 }
}

/** Deals that people have changed since the import. */
export async function touchedDeals(
  tx: Tx,
  workspaceId: string,
  importId: string,
  limit: number,
): Promise<{ id: string; title: string; made: boolean }[]> {
  const { rows } = await sql<{ id: string; title: string; made: boolean }>`
    select d.id, d.title, true as made from deals d
    where d.workspace_id = ${workspaceId}::uuid and d.import_id = ${importId}::uuid and ${touchedMade(importId)}
    union all
    select d.id, d.title, false from import_rows r join deals d on d.workspace_id = r.workspace_id and d.id = r.entity_id
    where r.workspace_id = ${workspaceId}::uuid and r.import_id = ${importId}::uuid and r.action = 'update' and r.before is not null and ${touchedUpdate(importId)}
    limit ${limit}::int`.execute(tx)
  return rows
}

/** Which of the deals that an import changed, and that are here, people have changed since. */
export async function touchedUpdates(
  tx: Tx,
  workspaceId: string,
  importId: string,
  dealIds: readonly string[],
): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ id: string; touched: boolean }>`
    select d.id, ${touchedUpdate(importId)} as touched from import_rows r join deals d on d.workspace_id = r.workspace_id and d.id = r.entity_id
    where r.workspace_id = ${workspaceId}::uuid and r.import_id = ${importId}::uuid and r.action = 'update' and d.id = any (${[...dealIds]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, touched: was }) => [id, was]))
}

const list = (ids: readonly string[] | undefined, of: 'any' | 'all' = 'any') =>
  sql`${sql.raw(of)} (${[...(ids ?? [])]}::uuid[])`

/**
 * What an import made besides records, by kind; with it stages and pipelines of imports that were taken back before, while something of this one stood
 * in them.
 */
async function madeBy(tx: Tx, workspaceId: string, importId: string): Promise<Record<string, string[]>> {
  const { rows } = await sql<{ kind: string; ids: string[] }>`
    select m.kind, array_agg(distinct x.id) as ids
    from imports i, jsonb_each(i.made) m(kind, list), jsonb_array_elements_text(m.list) x(id)
    where i.workspace_id = ${workspaceId}::uuid
      and (i.id = ${importId}::uuid or (i.status = 'reverted' and m.kind in ('stages', 'pipelines')))
    group by m.kind`.execute(tx)
  return Object.fromEntries(rows.map(({ kind, ids }) => [kind, ids]))
}

const DEALS_OF = ['deals.owner_id', 'deal_reach.owner_id', 'deal_reach.first_owner_id', 'stage_stays.owner_id'] as const
const OTHERS_OF = [
  ...([
    'bookings.owner_id',
    'companies.owner_id',
    'contacts.owner_id',
    'activities.owner_id',
    'leads.owner_id',
  ] as const),
  ...(['invoices.owner_id', 'contracts.owner_id', 'plan_cells.owner_id', 'handover_items.to_id'] as const),
] as const

/** Where a record may be named without a foreign key; with his deals a person keeps what was derived from them. */
const PLACES = {
  sources: ['deals.source_id', 'leads.source_id'],
  loss_reasons: ['deals.loss_reason_id'],
  departments: ['plan_cells.department_id'],
  people: [...DEALS_OF, ...OTHERS_OF],
} as const

/** True of a record `x` of this table that nothing else names, be it a plan, a goal or a norm; what it was told of does not count. */
async function unused(tx: Tx, table: keyof typeof PLACES): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ table: string; column: string }>`
    -- Which columns point at records of this table?
    select c.conrelid::regclass::text as table, a.attname as column
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[2]
    where c.contype = 'f' and c.confrelid = ${table}::regclass and c.conrelid::regclass::text not in ('notices', 'deliveries')`.execute(
    tx,
  )
  const places = [...rows.map((one) => [one.table, one.column]), ...PLACES[table].map((place) => place.split('.'))]
  return sql.join(
    places.map(
      ([place = '', column = '']) =>
        sql`not exists (select from ${sql.table(place)} u where u.workspace_id = x.workspace_id and u.${sql.ref(column)} = x.id)`,
    ),
    sql` and `,
  )
}

/**
 * Takes away what an import made besides records, where nothing uses it: stages, pipelines, sources, reasons of loss, people who
 * have never been invited, departments. A pipeline that stays keeps a stage of each meaning. Gives the ids of stages that went.
 */
export async function unmake(tx: Tx, workspaceId: string, importId: string): Promise<{ stages: string[] }> {
  const made = await madeBy(tx, workspaceId, importId)
  const at = sql`workspace_id = ${workspaceId}::uuid`
  const { rows: stages } = await sql<{ id: string }>`
    delete from stages s where s.${at} and s.id = ${list(made['stages'])} and s.pipeline_id = ${list(made['pipelines'])}
      and not exists (select from deals d where d.workspace_id = s.workspace_id and d.pipeline_id = s.pipeline_id)
      and not exists (select from deal_reach r where r.workspace_id = s.workspace_id and r.pipeline_id = s.pipeline_id)
    returning s.id`.execute(tx)
  const { rows: alone } = await sql<{ id: string }>`
    with used as (
      select s.id from stages s where s.${at} and s.id = ${list(made['stages'])}
        and (exists (select from deals d where d.workspace_id = s.workspace_id and d.stage_id = s.id)
          or exists (select from stage_changes c where c.workspace_id = s.workspace_id and (c.to_stage_id = s.id or c.from_stage_id = s.id)))
    )
    delete from stages s where s.${at} and s.id = ${list(made['stages'])} and s.id not in (select id from used)
      and exists (
        select from stages o where o.workspace_id = s.workspace_id and o.pipeline_id = s.pipeline_id and o.meaning = s.meaning and o.archived_at is null
          and (o.id <> ${list(made['stages'], 'all')} or o.id in (select id from used)))
    returning s.id`.execute(tx)
  await sql`
    delete from pipelines p where p.${at} and p.id = ${list(made['pipelines'])}
      and not exists (select from stages s where s.workspace_id = p.workspace_id and s.pipeline_id = p.id)`.execute(tx)
  await sql`
    delete from sources x where x.${at} and x.id = ${list(made['sources'])} and ${await unused(tx, 'sources')}
      and not exists (select from lead_rules r where r.workspace_id = x.workspace_id and x.id = any (r.source_ids))`.execute(
    tx,
  )
  await sql`
    delete from loss_reasons x where x.${at} and x.id = ${list(made['lossReasons'])} and ${await unused(tx, 'loss_reasons')}`.execute(
    tx,
  )
  await sql`update departments set head_id = null where ${at} and id = ${list(made['heads'])}`.execute(tx)
  await sql`
    update people set role = 'seller', version = version + 1
    where ${at} and id = ${list(made['promoted'])} and role = 'head' and state = 'not_invited'`.execute(tx)
  await unmakePeople(tx, workspaceId, made['people'] ?? [])
  // Parts before the departments that they belong to.
  const free = await unused(tx, 'departments')
  for (let more = (made['departments'] ?? []).length > 0; more;) {
    const { numAffectedRows = 0n } = await sql`
      delete from departments x where x.${at} and x.id = ${list(made['departments'])} and ${free}`.execute(tx)
    more = numAffectedRows > 0n
  }
  return { stages: [...stages, ...alone].map(({ id }) => id) }
}

async function unmakePeople(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const free = await unused(tx, 'people')
  // Sellers first, then their managers: as long as somebody goes, somebody above him may go too.
  for (let more = true; more;) {
    const { numAffectedRows = 0n } = await sql`
      delete from people x where x.workspace_id = ${workspaceId}::uuid and x.id = ${list(ids)} and x.state = 'not_invited' and x.user_id is null
        and ${free}`.execute(tx)
    more = numAffectedRows > 0n
  }
}
