import { type RawBuilder, sql } from 'kysely'
import type { Limits } from '../calc/rules.ts'
import { type RuleCode, ruleCodes } from '../contract.ts'
import type { Norm } from './norms.ts'

/** What deals are held against. */
export interface Measure {
  limits: Limits
  norms: readonly Norm[]
  now: Date
}

export interface Whose {
  /** Null: everybody whom the actor sees. */
  owners: readonly string[] | null
  pipelineId: string | undefined
}

/**
 * Whether a deal `o` of facts.deal_signs breaks the rule; `stuck` is `norms`, `missing` what a stage requires and the deal lacks. The same conditions as
 * calc/score.ts, held against it by a test. A rule that is off compares with null and is never broken.
 */
export function broken(code: RuleCode, { limits }: Measure): RawBuilder<boolean> {
  switch (code) {
    case 'noStep':
      return sql`(o.next_due_at is null and o.created_at < ${limits.noStepCreatedBefore}::timestamptz)`
    case 'overdueTask':
      return sql`(o.next_due_at < ${limits.dueBefore}::timestamptz)`
    case 'stuck':
      return sql`(o.stage_entered_at < stuck.entered_before)`
    case 'overdueClose':
      return sql`(o.expected_close_on < ${limits.closeBefore}::date)`
    case 'pushedClose':
      return sql`(o.pushes >= ${limits.pushes === null ? null : Math.max(1, limits.pushes)}::int)`
    case 'silent':
      return sql`(greatest(o.last_contact_at, o.created_at) < ${limits.silentBefore}::timestamptz)`
    case 'missingField':
      return sql`(missing.stage_id is not null)`
    case 'zeroAmount':
      return sql`(o.base_minor = 0 and o.created_at < ${limits.zeroCreatedBefore}::timestamptz)`
  }
}

/** Any of the rules. */
export function brokenAny(measure: Measure): RawBuilder<boolean> {
  return sql`(${sql.join(
    ruleCodes.map((code) => broken(code, measure)),
    sql` or `,
  )})`
}

/** Open deals `o` with what the conditions look at besides. */
export function signsOf(measure: Measure, whose: Whose, hasRequired: boolean): RawBuilder<unknown> {
  return sql`facts.deal_signs o
    left join (${stuckBefore(measure)}) stuck on stuck.stage_id = o.stage_id
    left join (${hasRequired ? required : nothing}) missing on missing.stage_id = o.stage_id and not missing.fields <@ o.filled
    where o.workspace_id = (select app_workspace()) ${ofWhom(whose)}`
}

/**
 * The same, the largest deals first, each held against its stage and its required fields only when it is come to: a page of the largest is found before most
 * deals are looked at.
 */
export function signsByAmount(measure: Measure, whose: Whose, hasRequired: boolean): RawBuilder<unknown> {
  return sql`(
      select * from facts.deal_signs o where o.workspace_id = (select app_workspace()) ${ofWhom(whose)}
      order by o.base_minor desc, o.deal_id desc offset 0
    ) o
    left join lateral (select n.entered_before from (${stuckBefore(measure)}) n where n.stage_id = o.stage_id limit 1) stuck on true
    left join lateral (select r.stage_id from (${hasRequired ? required : nothing}) r where r.stage_id = o.stage_id and not r.fields <@ o.filled limit 1) missing
      on true
    where true`
}

function ofWhom({ owners, pipelineId }: Whose): RawBuilder<unknown> {
  return sql`${owners === null ? sql`` : sql`and o.owner_id = any (${[...owners]}::uuid[])`}
      ${
        pipelineId === undefined
          ? sql``
          : sql`and o.stage_id in (select s.id from facts.stages s
        where s.workspace_id = (select app_workspace()) and s.pipeline_id = ${pipelineId}::uuid)`
      }`
}

function stuckBefore({ limits, norms, now }: Measure): RawBuilder<unknown> {
  const known = limits.stuckIsOn ? norms : []
  return sql`select * from unnest(${known.map(({ stageId }) => stageId)}::uuid[],
    ${known.map(({ usualSeconds }) => new Date(now.getTime() - usualSeconds * 1000))}::timestamptz[]) as n (stage_id, entered_before)`
}

/** What each stage requires to be filled in. */
const required = sql`
  select stage_id, array_agg(f.id) as fields from facts.fields f cross join unnest(f.required_stage_ids) as stage_id
  where f.workspace_id = (select app_workspace()) and f.subject = 'deal' and f.archived_at is null
  group by stage_id`
const nothing = sql`select null::uuid as stage_id, null::uuid[] as fields where false`
