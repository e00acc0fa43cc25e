import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { HeldRecord } from '../calc/share-out.ts'
import type { Holdings, RecordKind } from '../contract.ts'
import { noCounts } from '../calc/share-out.ts'
import { owedBase } from '#modules/payments/api.ts'

/**
 * Everything that people have at work, as rows (kind, owner_id, id, title, company_id, deal_id, amount). What is closed stays theirs, unless it is not paid
 * for: whoever gets the client sees the debt only with the deal.
 */
const held = (workspaceId: string, personIds: readonly string[]) => sql`
      select 'deal' as kind, owner_id, id, title, company_id, null::uuid as deal_id, base_minor as amount
      from deals where workspace_id = ${workspaceId}::uuid and owner_id = any (${[...personIds]}::uuid[]) and outcome = 'open' and deleted_at is null
      union all
      select 'billed', d.owner_id, d.id, d.title, d.company_id, null, sum(${owedBase})::bigint
      from deals d join invoices i on i.workspace_id = d.workspace_id and i.deal_id = d.id and i.cancelled_at is null and i.paid_minor < i.total_minor
      where d.workspace_id = ${workspaceId}::uuid and d.owner_id = any (${[...personIds]}::uuid[]) and d.outcome <> 'open' and d.deleted_at is null
      group by d.owner_id, d.id, d.title, d.company_id
      union all
      select 'share', t.person_id, d.id, d.title, d.company_id, null, 0
      from deal_team t join deals d on d.workspace_id = t.workspace_id and d.id = t.deal_id
      where t.workspace_id = ${workspaceId}::uuid and t.person_id = any (${[...personIds]}::uuid[]) and d.owner_id is distinct from t.person_id
        and d.outcome = 'open' and d.deleted_at is null
      union all
      select 'company', owner_id, id, name, id, null, 0
      from companies where workspace_id = ${workspaceId}::uuid and owner_id = any (${[...personIds]}::uuid[]) and deleted_at is null
      union all
      select 'contact', owner_id, id, full_name, company_id, null, 0
      from contacts where workspace_id = ${workspaceId}::uuid and owner_id = any (${[...personIds]}::uuid[]) and deleted_at is null
      union all
      select 'task', owner_id, id, title, company_id, deal_id, 0
      from tasks where workspace_id = ${workspaceId}::uuid and owner_id = any (${[...personIds]}::uuid[]) and state = 'open' and deleted_at is null
      union all
      select 'activity', owner_id, id, coalesce(title, ''), company_id, deal_id, 0
      from activities where workspace_id = ${workspaceId}::uuid and owner_id = any (${[...personIds]}::uuid[]) and not done
      union all
      select 'lead', owner_id, id, coalesce(name, company_name, phone, email, ''), company_id, null, 0
      from leads where workspace_id = ${workspaceId}::uuid and owner_id = any (${[...personIds]}::uuid[])
        and state in ('new', 'assigned', 'accepted', 'returned')`

/** What one person has of these kinds, each with the client it belongs to. */
export async function heldRecords(
  tx: Tx,
  workspaceId: string,
  personId: string,
  kinds: readonly RecordKind[],
): Promise<HeldRecord[]> {
  const { rows } = await sql<HeldRecord>`
    -- What does this person have?
    select h.kind, h.id, h.title, h.company_id as "companyId", c.name as "companyName", h.deal_id as "dealId", h.amount as "amountMinor"
    from (${held(workspaceId, [personId])}) h
    left join companies c on c.workspace_id = ${workspaceId}::uuid and c.id = h.company_id
    where h.kind = any (${[...kinds]}::text[])
    order by h.kind, h.id`.execute(tx)
  return rows
}

/** How much each of these people has. `fromMonth`: the first month of the plan that counts, '2026-12-01'. */
export async function countHeld(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  fromMonth: string,
): Promise<Map<string, Holdings>> {
  const { rows } = await sql<{ id: string; kind: RecordKind | 'plan' | 'rule'; n: number; minor: number }>`
    -- How much do these people have?
    select owner_id as id, kind, count(*)::int as n, sum(amount)::bigint as minor
    from (${held(workspaceId, personIds)}) h group by owner_id, kind
    union all
    select owner_id, 'plan', count(*)::int, sum(amount_minor)::bigint
    from plan_cells where workspace_id = ${workspaceId}::uuid and metric = 'revenue' and tier = 'target' and cut = 'all' and level = 'person' and owner_id = any (${[...personIds]}::uuid[])
      and month >= ${fromMonth}::date and amount_minor > 0 group by owner_id
    union all
    select p.id, 'rule', count(*)::int, 0
    from unnest(${[...personIds]}::uuid[]) as p (id)
    join lead_rules r on r.workspace_id = ${workspaceId}::uuid and r.archived_at is null and p.id = any (r.person_ids) group by p.id`.execute(
    tx,
  )
  const found = new Map(
    personIds.map((id): [string, Holdings] => [id, { ...noCounts(), planMonths: 0, planMinor: 0, rules: 0 }]),
  )
  for (const { id, kind, n, minor } of rows) {
    const one = found.get(id)
    if (!one) continue
    if (kind === 'plan') Object.assign(one, { planMonths: n, planMinor: minor })
    else if (kind === 'rule') one.rules = n
    else {
      one[kind] = n
      if (kind === 'deal') one.dealsMinor = minor
      if (kind === 'billed') one.owedMinor = minor
    }
  }
  return found
}

/** Open deals and leads of each. */
export async function openLoads(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; n: number }>`
    -- How busy are these people?
    select p.id, (select count(*) from deals d where d.workspace_id = ${workspaceId}::uuid and d.owner_id = p.id and d.outcome = 'open' and d.deleted_at is null)::int
      + (select count(*) from leads l where l.workspace_id = ${workspaceId}::uuid and l.owner_id = p.id and l.state in ('assigned', 'accepted'))::int as n
    from unnest(${[...personIds]}::uuid[]) as p (id)`.execute(tx)
  return new Map(rows.map(({ id, n }) => [id, n]))
}
