import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { momentText } from '#core/db/moment-text.ts'

export interface TrashedRow {
  id: string
  title: string
  stageId: string
  stageName: string
  ownerId: string | null
  ownerName: string | null
  companyId: string | null
  companyName: string | null
  baseMinor: number
  deletedAt: Date
  /** The same to the microsecond: what is thrown away together has one moment. */
  moment: string
  deletedById: string | null
  deletedByName: string | null
}

/** Deals in the trash, last thrown away first; `after` is the place of the last one of the page before. */
export async function readTrash(
  tx: Tx,
  workspaceId: string,
  text: string | null,
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<TrashedRow[]> {
  const [at = null, afterId = null] = after ?? []
  const { rows } = await sql<TrashedRow>`
    -- Which deals lie in the trash, and who threw them away?
    select d.id, d.title, s.id as "stageId", s.name as "stageName", owner.id as "ownerId", owner.full_name as "ownerName",
           company.id as "companyId", company.name as "companyName", d.base_minor as "baseMinor", d.deleted_at as "deletedAt",
           ${momentText(sql`d.deleted_at`)} as moment,
           thrower.id as "deletedById", thrower.full_name as "deletedByName"
    from (
      select * from deals t
      where t.workspace_id = ${workspaceId}::uuid and t.deleted_at is not null
        and (${at}::timestamptz is null or (t.deleted_at, t.id) < (${at}::timestamptz, ${afterId}::uuid))
        and (${text}::text is null or t.title ilike like_pattern(${text}))
      order by t.deleted_at desc, t.id desc limit ${limit}::int) d
    join stages s on s.workspace_id = d.workspace_id and s.id = d.stage_id
    left join people owner on owner.workspace_id = d.workspace_id and owner.id = d.owner_id
    left join companies company on company.workspace_id = d.workspace_id and company.id = d.company_id
    left join lateral (
      select e.actor_id from deal_edits e
      where e.workspace_id = d.workspace_id and e.deal_id = d.id and e.changes -> 'deleted' ->> 'to' = 'true'
      order by e.version desc limit 1) thrown on true
    left join people thrower on thrower.workspace_id = d.workspace_id and thrower.id = thrown.actor_id
    order by d.deleted_at desc, d.id desc`.execute(tx)
  return rows
}

/** Those of these deals that lie in the trash, locked; ids with titles. */
export async function lockTrashed(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ id: string; title: string }[]> {
  const { rows } = await sql<{ id: string; title: string }>`
    -- Which of these deals lie in the trash?
    select id, title from deals
    where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[]) and deleted_at is not null
    order by id for update`.execute(tx)
  return rows
}

/** Whether contracts, invoices or payments hang on one of these deals: papers do not vanish with a card. */
export async function haveDocuments(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    -- Do papers of money belong to these deals?
    select exists (select from facts.contracts where workspace_id = ${workspaceId}::uuid and deal_id = any (${[...ids]}::uuid[]))
        or exists (select from facts.invoices where workspace_id = ${workspaceId}::uuid and deal_id = any (${[...ids]}::uuid[]))
        or exists (select from facts.payments where workspace_id = ${workspaceId}::uuid and deal_id = any (${[...ids]}::uuid[])) as found`.execute(
    tx,
  )
  return rows[0]?.found ?? false
}

/** Files of these deals are removed as by hand: their bytes go, who removed them stays. */
export async function removeFiles(
  tx: Tx,
  workspaceId: string,
  personId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`
    update attachments set deleted_at = now(), deleted_by = ${personId}::uuid
    where workspace_id = ${workspaceId}::uuid and subject_type = 'deal' and subject_id = any (${[...ids]}::uuid[]) and deleted_at is null`.execute(
    tx,
  )
}

/** Activities stay with whoever made them and with the client: what was done was done. */
export async function releaseActivities(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  await sql`
    update activities a set deal_id = null, company_id = coalesce(a.company_id, d.company_id)
    from deals d
    where a.workspace_id = ${workspaceId}::uuid and a.deal_id = any (${[...ids]}::uuid[])
      and d.workspace_id = a.workspace_id and d.id = a.deal_id`.execute(tx)
}
