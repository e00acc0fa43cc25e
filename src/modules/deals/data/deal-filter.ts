import { type RawBuilder, sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import { asPeriod } from '#core/calendar/period.ts'
import { periodInstants } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import type { AskedGroup } from '#modules/lists/api.ts'
import type { DealField } from '../calc/list-fields.ts'
import type { DealFilter, Meaning } from '../contract.ts'
import { whereSql } from './deal-fields.ts'

/** A filter in the database's terms. Lists that are null do not narrow. */
export interface DealQuery {
  workspaceId: string
  zone: TimeZone
  filter: DealFilter
  /** With a filter by the day of closing never 'open'. */
  outcomes: readonly Meaning[]
  /** Stages that the filters leave; null: all of these outcomes. */
  stages: readonly string[] | null
  /** Whose deals, out of those that the actor may see; null: everybody's. */
  owners: readonly string[] | null
  /** Conditions put together by a person, in days and ids; null: none. */
  where: { asked: AskedGroup; fields: ReadonlyMap<string, DealField> } | null
  /** Deals that have the text; null with a text: so many that titles are looked at one by one. */
  withText: readonly string[] | null
}

/** Who of the company is meant by people and departments (with those below them); null when neither is given. */
export async function chosenOwners(
  tx: Tx,
  workspaceId: string,
  { ownerIds, departmentIds }: Pick<DealFilter, 'ownerIds' | 'departmentIds'>,
): Promise<string[] | null> {
  if (!departmentIds) return ownerIds ?? null
  const { rows } = await sql<{ id: string }>`
    -- Who works in these departments or below them?
    with recursive chosen as (
      select id from departments where workspace_id = ${workspaceId}::uuid and id = any (${departmentIds}::uuid[])
      union
      select d.id from departments d join chosen on d.parent_id = chosen.id where d.workspace_id = ${workspaceId}::uuid
    )
    select p.id from people p join chosen on chosen.id = p.department_id where p.workspace_id = ${workspaceId}::uuid`.execute(
    tx,
  )
  const people = rows.map(({ id }) => id)
  return ownerIds ? people.filter((id) => ownerIds.includes(id)) : people
}

/** The chosen stages that have one of these meanings, with their meaning. */
export async function chosenStages(
  tx: Tx,
  workspaceId: string,
  outcomes: readonly Meaning[],
  stageIds: readonly string[] | undefined,
): Promise<{ id: string; meaning: Meaning }[]> {
  const { rows } = await sql<{ id: string; meaning: Meaning }>`
    -- Which stages are meant?
    select id, meaning from stages
    where workspace_id = ${workspaceId}::uuid and meaning = any (${[...outcomes]}::text[])
      and (${stageIds ?? null}::uuid[] is null or id = any (${stageIds ?? null}::uuid[]))`.execute(tx)
  return rows
}

/** Ids of the deals with this text in the title, or null when there are too many to name. */
export async function dealsWithText(tx: Tx, text: string): Promise<string[] | null> {
  const { rows } = await sql<{ ids: string[] | null }>`
    -- Which deals have this text in their title?
    select deals_with_text(${text}) as ids`.execute(tx)
  return rows[0]?.ids ?? null
}

/**
 * Conditions on `deals d`, all to be met. The text of the statement depends on which filters are there and never on how many values they
 * have. The outcome is not among them: lists go through it outcome by outcome.
 */
export function conditionsOf({
  workspaceId,
  zone,
  filter,
  stages,
  owners,
  withText,
  where,
}: DealQuery): RawBuilder<unknown>[] {
  const conditions = [sql`d.workspace_id = ${workspaceId}::uuid`, sql`d.deleted_at is null`]
  const add = (condition: RawBuilder<unknown>) => conditions.push(condition)
  const period = (key: string) => periodInstants(asPeriod(key), zone)
  if (owners?.length === 1) add(sql`d.owner_id = ${owners[0]}::uuid`)
  else if (owners) add(sql`d.owner_id = any (${[...owners]}::uuid[])`)
  if (filter.unassigned) add(sql`d.owner_id is null`)
  if (filter.pipelineId) add(sql`d.pipeline_id = ${filter.pipelineId}::uuid`)
  if (stages) add(sql`d.stage_id = any (${[...stages]}::uuid[])`)
  if (filter.sourceIds) add(sql`d.source_id = any (${filter.sourceIds}::uuid[])`)
  if (filter.lossReasonIds) add(sql`d.loss_reason_id = any (${filter.lossReasonIds}::uuid[])`)
  if (filter.companyId) add(sql`d.company_id = ${filter.companyId}::uuid`)
  if (filter.minAmountMinor !== undefined) add(sql`d.base_minor >= ${filter.minAmountMinor}::bigint`)
  if (filter.maxAmountMinor !== undefined) add(sql`d.base_minor <= ${filter.maxAmountMinor}::bigint`)
  if (filter.created) {
    const { from, to } = period(filter.created)
    add(sql`d.created_at >= ${from}::timestamptz and d.created_at < ${to}::timestamptz`)
  }
  if (filter.closed) {
    const { from, to } = period(filter.closed)
    // A closed deal entered its stage when it closed, and the board's index knows when that was.
    add(sql`d.stage_entered_at >= ${from}::timestamptz and d.stage_entered_at < ${to}::timestamptz`)
  }
  if (filter.expected) {
    const { start, end } = asPeriod(filter.expected)
    add(sql`d.expected_close_on >= ${start}::date and d.expected_close_on < ${end}::date`)
  }
  if (where) add(whereSql(where.asked, where.fields, zone))
  if (withText) add(sql`d.id = any (${[...withText]}::uuid[])`)
  else if (filter.text) add(sql`d.title_key like search_key(like_pattern(${filter.text}))`)
  return conditions
}

/** So few owners have so few deals that they are all read and sorted. */
const FEW_OWNERS = 3

export function isOfFew({ owners }: DealQuery): boolean {
  return owners !== null && owners.length <= FEW_OWNERS
}

/**
 * A text that many titles have is soon found by reading deals in the list's order; the planner, who takes row security for a sieve, would
 * rather read them all and sort. Holds to the end of the transaction.
 */
export async function readInOrder(tx: Tx, query: DealQuery): Promise<void> {
  if (!query.filter.text || query.withText || isOfFew(query)) return
  await sql`select set_config(name, 'off', true) from unnest(${['enable_sort', 'enable_seqscan', 'enable_bitmapscan']}::text[]) name`.execute(
    tx,
  )
}

export const allOf = (conditions: readonly RawBuilder<unknown>[]) => sql.join([...conditions], sql` and `)
