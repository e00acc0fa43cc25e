import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { NormKind } from '../contract.ts'

export interface ContactBehind {
  id: string
  kind: NormKind
  at: Date
  dealId: string | null
  dealTitle: string | null
  companyId: string | null
  companyName: string | null
  result: string | null
  noClient: boolean
  noResult: boolean
}

/** Done contacts of a person between two moments, newest first, and of how many of all of them nothing is missing. */
export async function contactsBehind(
  tx: Tx,
  workspaceId: string,
  { personId, from, to, kind, limit }: { personId: string; from: Date; to: Date; kind: NormKind | null; limit: number },
): Promise<{ rows: ContactBehind[]; counted: number; bare: number }> {
  const { rows } = await sql<ContactBehind & { counted: number; all: number }>`
    -- Which contacts make up this figure, and which do not count?
    select a.id, a.kind, a.occurred_at as at, a.deal_id as "dealId", d.title as "dealTitle", coalesce(a.company_id, d.company_id) as "companyId",
           c.name as "companyName", coalesce(nullif(btrim(a.result), ''), r.name) as result,
           coalesce(a.deal_id, a.company_id, a.contact_id) is null as "noClient",
           a.result_id is null and coalesce(btrim(a.result), '') = '' as "noResult", count(*) over ()::int as "all",
           (count(*) filter (where coalesce(a.deal_id, a.company_id, a.contact_id) is not null
             and (a.result_id is not null or coalesce(btrim(a.result), '') <> '')) over ())::int as counted
    from facts.activities a
    left join facts.deals d on d.workspace_id = a.workspace_id and d.id = a.deal_id
    left join facts.companies c on c.workspace_id = a.workspace_id and c.id = case when a.company_id is null then d.company_id else a.company_id end
    left join facts.activity_results r on r.workspace_id = a.workspace_id and r.id = a.result_id
    where a.workspace_id = ${workspaceId}::uuid and a.owner_id = ${personId}::uuid and a.done
      and a.occurred_at >= ${from} and a.occurred_at < ${to} and (${kind}::text is null or a.kind = ${kind})
    order by a.occurred_at desc, a.id limit ${limit}::int`.execute(tx)
  const { counted = 0, all = 0 } = rows[0] ?? {}
  return { rows: rows.map(({ counted: _counted, all: _all, ...row }) => row), counted, bare: all - counted }
}
