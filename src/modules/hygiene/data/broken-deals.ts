import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { RuleCode } from '../contract.ts'
import { broken, brokenAny, type Measure, signsByAmount, type Whose } from './broken.ts'

export interface BrokenDeal {
  dealId: string
  title: string
  stageName: string
  owner: { id: string; name: string } | null
  amountMinor: number
}

interface Question extends Whose {
  /** Without one: any rule. */
  code: RuleCode | undefined
  unassigned: boolean
  hasRequired: boolean
  /** Amount and id of the last row of the page before. */
  after: readonly [amountMinor: number, dealId: string] | undefined
  limit: number
}

/** Open deals that break the rule, the largest first. */
export async function brokenDeals(tx: Tx, measure: Measure, question: Question): Promise<BrokenDeal[]> {
  const { code, unassigned, hasRequired, after, limit } = question
  const needsFields = hasRequired && (code === undefined || code === 'missingField')
  const { rows } = await sql<BrokenDeal>`
    -- Which open deals break this rule? The largest ones.
    with page as (
      select o.deal_id, o.stage_id, o.owner_id, o.base_minor from ${signsByAmount(measure, question, needsFields)}
        and ${code === undefined ? brokenAny(measure) : broken(code, measure)}
        ${unassigned ? sql`and o.owner_id is null` : sql``}
        ${after ? sql`and (o.base_minor, o.deal_id) < (${after[0]}::bigint, ${after[1]}::uuid)` : sql``}
      order by o.base_minor desc, o.deal_id desc limit ${limit}::int
    )
    select d.id as "dealId", d.title, s.name as "stageName", page.base_minor as "amountMinor",
           case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.full_name) end as owner
    from page
    join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = page.deal_id
    join facts.stages s on s.workspace_id = (select app_workspace()) and s.id = page.stage_id
    left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = page.owner_id
    order by page.base_minor desc, page.deal_id desc`.execute(tx)
  return rows
}
