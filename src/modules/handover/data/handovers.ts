import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import type { Counts, HandoverRule, RecordKind } from '../contract.ts'

export interface StoredHandover {
  id: string
  fromId: string
  fromName: string
  byId: string
  byName: string
  createdAt: Date
  state: 'running' | 'done' | 'undoing' | 'undone'
  counts: Counts
  note: string | null
  total: number
  moved: number
  skipped: number
  returned: number
  kept: number
  finishedAt: Date | null
  undoneAt: Date | null
  to: { id: string; name: string }[]
}

const columns = sql`h.id, h.from_id as "fromId", f.full_name as "fromName", h.created_by as "byId", b.full_name as "byName", h.created_at as "createdAt", h.state,
  h.counts, h.note, h.total, h.moved, h.skipped, h.returned, h.kept, h.finished_at as "finishedAt", h.undone_at as "undoneAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.full_name) order by p.full_name)
            from people p where p.workspace_id = h.workspace_id and p.id::text in (select jsonb_array_elements_text(h.rule -> 'receivers'))), '[]') as "to"`
const joins = sql`join people f on f.workspace_id = h.workspace_id and f.id = h.from_id
  join people b on b.workspace_id = h.workspace_id and b.id = h.created_by`

export async function handoverById(tx: Tx, workspaceId: string, id: string): Promise<StoredHandover | undefined> {
  const { rows } = await sql<StoredHandover>`
    -- Which hand-over is this?
    select ${columns} from handovers h ${joins} where h.workspace_id = ${workspaceId}::uuid and h.id = ${id}::uuid`.execute(
    tx,
  )
  return rows[0]
}

/** Newest first; one more than the limit tells that there is a next page. */
export async function listHandovers(
  tx: Tx,
  workspaceId: string,
  { personId, after, limit }: { personId?: string | undefined; after?: string | undefined; limit: number },
): Promise<StoredHandover[]> {
  const { rows } = await sql<StoredHandover>`
    -- Who handed over what?
    select ${columns} from handovers h ${joins}
    where h.workspace_id = ${workspaceId}::uuid and (${personId ?? null}::uuid is null or h.from_id = ${personId ?? null}::uuid)
      and (${after ?? null}::uuid is null or h.id < ${after ?? null}::uuid)
    order by h.id desc limit ${limit + 1}`.execute(tx)
  return rows
}

/** Whether something of this person is being handed over or taken back at the moment. Two at once wait for each other here. */
export async function isRunning(tx: Tx, workspaceId: string, personId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('handover'), hashtext(${personId}))`.execute(tx)
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from handovers where workspace_id = ${workspaceId}::uuid and from_id = ${personId}::uuid and state in ('running', 'undoing')) as found`.execute(
    tx,
  )
  return rows[0]?.found ?? false
}

export interface NewItem {
  kind: RecordKind | 'plan'
  recordId: string
  toId: string
  details: object
}

const ITEM = { kind: 'text', recordId: 'uuid', toId: 'uuid', details: 'json' } as const

export async function insertHandover(
  tx: Tx,
  workspaceId: string,
  row: {
    id: string
    fromId: string
    byId: string
    rule: HandoverRule & { receivers: readonly string[] }
    counts: Counts
    items: readonly NewItem[]
  },
): Promise<void> {
  await sql`
    insert into handovers (workspace_id, id, from_id, created_by, rule, note, counts, total)
    values (${workspaceId}::uuid, ${row.id}::uuid, ${row.fromId}::uuid, ${row.byId}::uuid, ${JSON.stringify(row.rule)}::jsonb, ${row.rule.note ?? null},
      ${JSON.stringify(row.counts)}::jsonb, ${row.items.length}::int)`.execute(tx)
  await sql`
    -- What goes to whom.
    insert into handover_items (workspace_id, handover_id, kind, record_id, to_id, details)
    select ${workspaceId}::uuid, ${row.id}::uuid, x.* from ${rowsAsTable(row.items, ITEM)}`.execute(tx)
}

export interface Item extends NewItem {
  versionAfter: number | null
}

/** The next items in this state, of one kind, held; the clients first, then what belongs to them. */
export async function nextItems(
  tx: Tx,
  workspaceId: string,
  handoverId: string,
  state: 'waiting' | 'moved',
  most: number,
): Promise<Item[]> {
  const { rows } = await sql<Item>`
    -- What is to be moved next?
    with next_kind as (
      select kind from handover_items where workspace_id = ${workspaceId}::uuid and handover_id = ${handoverId}::uuid and state = ${state}
      order by array_position(array['company', 'contact', 'deal', 'billed', 'share', 'task', 'activity', 'lead', 'ritual', 'case', 'goal', 'plan'], kind) limit 1
    )
    select kind, record_id as "recordId", to_id as "toId", version_after as "versionAfter", details
    from handover_items
    where workspace_id = ${workspaceId}::uuid and handover_id = ${handoverId}::uuid and state = ${state} and kind = (select kind from next_kind)
    order by record_id limit ${most}::int for update`.execute(tx)
  return rows
}

/** Says what became of items. */
export async function settleItems(
  tx: Tx,
  workspaceId: string,
  handoverId: string,
  settled: readonly {
    kind: string
    recordId: string
    toId: string
    state: 'moved' | 'skipped' | 'returned' | 'kept'
    version: number | null
  }[],
): Promise<void> {
  await sql`
    update handover_items i set state = x.state, version_after = coalesce(x.version, i.version_after)
    from ${rowsAsTable(settled, { kind: 'text', recordId: 'uuid', toId: 'uuid', state: 'text', version: 'int4' })}
    where i.workspace_id = ${workspaceId}::uuid and i.handover_id = ${handoverId}::uuid and i.kind = x.kind and i.record_id = x."recordId"
      and i.to_id = x."toId"`.execute(tx)
  const n = (state: string) => settled.filter((one) => one.state === state).length
  // The plan is no record that was moved: it comes back beside them.
  const returned = settled.filter(({ kind, state }) => kind !== 'plan' && state === 'returned').length
  await sql`
    update handovers set moved = moved + ${n('moved')}::int, skipped = skipped + ${n('skipped')}::int,
      returned = returned + ${returned}::int, kept = kept + ${n('kept')}::int, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${handoverId}::uuid`.execute(tx)
}

export async function setState(
  tx: Tx,
  workspaceId: string,
  id: string,
  state: StoredHandover['state'],
  { at, byId }: { at: Date; byId: string },
): Promise<void> {
  await sql`
    update handovers set state = ${state}, version = version + 1,
      finished_at = case when ${state} = 'done' then ${at}::timestamptz else finished_at end,
      undone_at = case when ${state} = 'undone' then ${at}::timestamptz else undone_at end,
      undone_by = case when ${state} in ('undoing', 'undone') then ${byId}::uuid else undone_by end
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}

/** How many records of each kind each receiver got. */
export async function countsOfReceivers(
  tx: Tx,
  workspaceId: string,
  handoverId: string,
): Promise<{ id: string; name: string; kind: RecordKind; n: number; minor: number }[]> {
  const { rows } = await sql<{ id: string; name: string; kind: RecordKind; n: number; minor: number }>`
    -- Who got how much?
    select i.to_id as id, p.full_name as name, i.kind, count(*)::int as n, coalesce(sum((i.details ->> 'minor')::bigint), 0)::bigint as minor
    from handover_items i join people p on p.workspace_id = i.workspace_id and p.id = i.to_id
    where i.workspace_id = ${workspaceId}::uuid and i.handover_id = ${handoverId}::uuid and i.kind <> 'plan' and i.state <> 'skipped'
    group by 1, 2, 3 order by 2`.execute(tx)
  return rows
}
