import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Changes } from '../calc/changes.ts'
import type { ClientKind, TimelineKind } from '../contract.ts'

export interface TimelineRow {
  key: string
  kind: TimelineKind
  at: Date
  byId: string | null
  byName: string | null
  source: string | null
  dealId: string | null
  dealTitle: string | null
  contactId: string | null
  contactName: string | null
  title: string | null
  from: string | null
  text: string | null
  amountMinor: number | null
  durationS: number | null
  done: boolean
  changes: Changes | null
}

/** Columns of a branch that it may leave out. */
const EMPTY = {
  actor: sql`null::uuid`,
  source: sql`null::text`,
  deal: sql`null::uuid`,
  contact: sql`null::uuid`,
  title: sql`null::text`,
  from: sql`null::text`,
  text: sql`null::text`,
  amount: sql`null::bigint`,
  duration: sql`null::int`,
  done: sql`true`,
  changes: sql`null::jsonb`,
}

interface Branch extends Partial<typeof EMPTY> {
  /** The kind, or an expression that gives it. */
  kind: RawBuilder<unknown>
  /** Unique among all entries: its kind and the id of its row. */
  key: RawBuilder<unknown>
  at: RawBuilder<unknown>
  /** `from … where …` without the client's condition of the cursor. */
  rows: RawBuilder<unknown>
}

/**
 * What happened with a client, newest first, after the given entry. Each source gives its newest rows by its own index, so that a page costs pages and
 * not the whole history.
 */
export async function timelinePage(
  tx: Tx,
  workspaceId: string,
  {
    kind,
    id,
    after,
    most,
  }: { kind: ClientKind; id: string; after?: readonly [string, string] | undefined; most: number },
): Promise<TimelineRow[]> {
  const [at, key] = after ?? ['2199-01-01T00:00:00Z', '']
  const select = (branch: Branch) => {
    const { actor, source, deal, contact, title, from, text, amount, duration, done, changes } = { ...EMPTY, ...branch }
    const moment = sql`date_trunc('milliseconds', ${branch.at})`
    return sql`(select * from (select ${branch.key} as key, ${branch.kind} as kind, ${moment} as at, ${actor} as actor, ${source} as source, ${deal} as deal,
        ${contact} as contact, ${title} as title, ${from} as "from", ${text} as text, ${amount} as amount, ${duration} as duration, ${done} as done,
        ${changes} as changes
      ${branch.rows}) b where (b.at, b.key collate "C") < (${at}::timestamptz, ${key})
      order by b.at desc, b.key collate "C" desc limit ${most}::int)`
  }
  const { rows } = await sql<TimelineRow>`
    -- What happened with this client?
    with entry as (
      ${sql.join(branches(workspaceId, kind, id).map(select), sql` union all `)}
    ), page as (select * from entry order by at desc, key collate "C" desc limit ${most}::int)
    select e.key, e.kind, e.at, p.id as "byId", p.full_name as "byName", e.source, d.id as "dealId", d.title as "dealTitle", k.id as "contactId",
           k.full_name as "contactName", e.title, e."from", e.text, e.amount as "amountMinor", e.duration as "durationS", e.done, e.changes
    from page e
    left join people p on p.workspace_id = ${workspaceId}::uuid and p.id = e.actor
    left join deals d on d.workspace_id = ${workspaceId}::uuid and d.id = e.deal
    left join contacts k on k.workspace_id = ${workspaceId}::uuid and k.id = e.contact
    order by e.at desc, e.key collate "C" desc`.execute(tx)
  return rows
}

function branches(workspaceId: string, kind: ClientKind, id: string): Branch[] {
  const ref = sql.ref(`${kind}_id`)
  const own = sql`workspace_id = ${workspaceId}::uuid and ${ref} = ${id}::uuid`
  const withDeal = sql`d.workspace_id = ${workspaceId}::uuid and d.${ref} = ${id}::uuid and d.deleted_at is null`
  const otherContact = kind === 'company' ? sql`contact_id` : sql`null::uuid`
  return [
    {
      kind: sql`'added'`,
      key: sql`'added'`,
      at: sql`c.created_at`,
      actor: sql`c.created_by`,
      source: sql`case when c.import_id is not null then 'import' end`,
      rows: sql`from ${sql.table(kind === 'company' ? 'companies' : 'contacts')} c where c.workspace_id = ${workspaceId}::uuid and c.id = ${id}::uuid`,
    },
    {
      kind: sql`'edited'`,
      key: sql`'edit:' || id`,
      at: sql`at`,
      actor: sql`actor_id`,
      source: sql`source`,
      changes: sql`changes`,
      rows: sql`from ${sql.table(`${kind}_edits`)} where ${own}`,
    },
    {
      kind: sql`'merged'`,
      key: sql`'merge:' || m.id`,
      at: sql`m.at`,
      actor: sql`m.actor_id`,
      title: kind === 'company' ? sql`a.name` : sql`a.full_name`,
      done: sql`m.undone_at is null`,
      rows: sql`from merges m join ${sql.table(kind === 'company' ? 'companies' : 'contacts')} a on a.workspace_id = m.workspace_id and a.id = m.absorbed_id
        where m.workspace_id = ${workspaceId}::uuid and m.kind = ${kind} and m.master_id = ${id}::uuid`,
    },
    {
      kind: sql`'unmerged'`,
      key: sql`'unmerge:' || m.id`,
      at: sql`m.undone_at`,
      actor: sql`m.undone_by`,
      title: kind === 'company' ? sql`a.name` : sql`a.full_name`,
      rows: sql`from merges m join ${sql.table(kind === 'company' ? 'companies' : 'contacts')} a on a.workspace_id = m.workspace_id
          and a.id = case when m.master_id = ${id}::uuid then m.absorbed_id else m.master_id end
        where m.workspace_id = ${workspaceId}::uuid and m.kind = ${kind} and (m.master_id = ${id}::uuid or m.absorbed_id = ${id}::uuid) and m.undone_at is not null`,
    },
    {
      kind: sql`'deal_added'`,
      key: sql`'deal:' || d.id`,
      at: sql`d.created_at`,
      actor: sql`coalesce(d.created_by, d.owner_id)`,
      deal: sql`d.id`,
      amount: sql`d.base_minor`,
      rows: sql`from deals d where ${withDeal}`,
    },
    {
      kind: sql`case t.meaning when 'won' then 'deal_won' when 'lost' then 'deal_lost' else 'deal_moved' end`,
      key: sql`'move:' || d.id || ':' || s.seq`,
      at: sql`s.occurred_at`,
      actor: sql`coalesce(s.actor_id, s.owner_id)`,
      source: sql`s.source`,
      deal: sql`d.id`,
      title: sql`t.name`,
      from: sql`f.name`,
      amount: sql`s.base_minor`,
      rows: sql`from deals d
        join stage_changes s on s.workspace_id = d.workspace_id and s.deal_id = d.id and s.from_stage_id is not null and s.voids_seq is null
        join stages t on t.workspace_id = s.workspace_id and t.id = s.to_stage_id
        left join stages f on f.workspace_id = s.workspace_id and f.id = s.from_stage_id
        where ${withDeal} and not exists (select from stage_changes v where v.workspace_id = s.workspace_id and v.deal_id = s.deal_id and v.voids_seq = s.seq)`,
    },
    {
      kind: sql`'activity'`,
      key: sql`'activity:' || id`,
      at: sql`occurred_at`,
      actor: sql`owner_id`,
      source: sql`source`,
      deal: sql`deal_id`,
      contact: otherContact,
      title: sql`kind`,
      from: sql`title`,
      text: sql`result`,
      duration: sql`duration_s`,
      done: sql`done`,
      rows: sql`from facts.activities where ${own}`,
    },
    {
      kind: sql`'task'`,
      key: sql`'task:' || id`,
      at: sql`coalesce(closed_at, created_at)`,
      actor: sql`owner_id`,
      deal: sql`deal_id`,
      contact: otherContact,
      title: sql`title`,
      from: sql`state`,
      text: sql`result`,
      done: sql`state <> 'open'`,
      rows: sql`from facts.tasks where ${own}`,
    },
    {
      kind: sql`'lead'`,
      key: sql`'lead:' || id`,
      at: sql`received_at`,
      actor: sql`owner_id`,
      deal: sql`deal_id`,
      title: sql`product`,
      from: sql`state`,
      rows: sql`from facts.leads where ${own}`,
    },
    ...(kind === 'company'
      ? [
          {
            kind: sql`'payment'`,
            key: sql`'payment:' || id`,
            // The company's midnight: among the other entries of its day, wherever it lives.
            at: sql`paid_on::timestamp at time zone (select time_zone from workspaces where id = ${workspaceId}::uuid)`,
            actor: sql`owner_id`,
            deal: sql`deal_id`,
            amount: sql`base_minor`,
            rows: sql`from facts.payments where ${own}`,
          },
        ]
      : []),
  ]
}
