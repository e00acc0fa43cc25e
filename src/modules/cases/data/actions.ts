import { sql } from 'kysely'
import type { Day, TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { StoredEffect, Target, Verdict } from '../contract.ts'

export interface StoredAction {
  id: string
  caseId: string
  ownerId: string
  kind: string
  title: string
  doerId: string
  dueOn: string
  startedOn: string | null
  reviewOn: string
  expectedMinor: number | null
  target: Target
  taskId: string | null
  state: 'planned' | 'done' | 'cancelled'
  createdAt: Date
  createdBy: string | null
  effect: StoredEffect | null
  verdict: Verdict | null
  checkedOn: string | null
}

/** Whoever has the task now does it: tasks change hands. */
const DOER = sql`coalesce((select t.owner_id from facts.tasks t where t.workspace_id = cases_actions.workspace_id and t.id = cases_actions.task_id), doer_id)`
const COLUMNS = sql`id, case_id as "caseId", owner_id as "ownerId", kind, title, ${DOER} as "doerId", due_on as "dueOn", started_on as "startedOn",
  review_on as "reviewOn", expected_minor as "expectedMinor", target, task_id as "taskId", state, created_at as "createdAt", created_by as "createdBy",
  effect, verdict, checked_on as "checkedOn"`

/** Actions of a case in the order in which they were decided on. */
export async function actionsOf(tx: Tx, workspaceId: string, caseId: string): Promise<StoredAction[]> {
  const { rows } = await sql<StoredAction>`
    -- What was decided about this case?
    select ${COLUMNS} from cases_actions where workspace_id = ${workspaceId}::uuid and case_id = ${caseId}::uuid order by created_at, id`.execute(
    tx,
  )
  return rows
}

/** By action: the day on which its task was done; null while that is open or was declined. An action whose task is not there, or not seen, is not in it. */
export async function daysOfTasks(
  tx: Tx,
  actions: readonly StoredAction[],
  zone: TimeZone,
): Promise<Map<string, Day | null>> {
  const { rows } = await sql<{ id: string; doneOn: Day | null }>`
    -- On which day was the task of each action done?
    select a.id, case when t.state = 'done' then ((t.closed_at at time zone ${zone})::date)::text end as "doneOn"
    from cases_actions a join facts.tasks t on t.workspace_id = a.workspace_id and t.id = a.task_id
    where a.workspace_id = (select app_workspace()) and a.id = any (${actions.map(({ id }) => id)}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, doneOn }) => [id, doneOn]))
}

export async function insertAction(
  tx: Tx,
  workspaceId: string,
  one: StoredAction & { effectShare?: number | null },
): Promise<void> {
  await sql`
    insert into cases_actions (workspace_id, id, case_id, owner_id, kind, title, doer_id, due_on, started_on, review_on, expected_minor, target, task_id, state,
      created_at, created_by, effect, verdict, effect_share, checked_on)
    values (${workspaceId}::uuid, ${one.id}::uuid, ${one.caseId}::uuid, ${one.ownerId}::uuid, ${one.kind}, ${one.title}, ${one.doerId}::uuid, ${one.dueOn}::date,
      ${one.startedOn}::date, ${one.reviewOn}::date, ${one.expectedMinor}::bigint, ${one.target}, ${one.taskId}::uuid, ${one.state}, ${one.createdAt},
      ${one.createdBy}::uuid, ${one.effect ? JSON.stringify(one.effect) : null}::jsonb, ${one.verdict}, ${one.effectShare ?? null}::float8, ${one.checkedOn}::date)`.execute(
    tx,
  )
}

export async function endAction(
  tx: Tx,
  workspaceId: string,
  { id }: { id: string },
  { state, startedOn, reviewOn }: { state: 'done' | 'cancelled'; startedOn: string | null; reviewOn: string },
): Promise<void> {
  await sql`
    update cases_actions set state = ${state}, started_on = ${startedOn}::date, review_on = ${reviewOn}::date
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}

/** Keeps what a check has found. `share`: the effect against what was to be expected. */
export async function putEffect(
  tx: Tx,
  workspaceId: string,
  id: string,
  { effect, share, checkedOn }: { effect: StoredEffect; share: number | null; checkedOn: string },
): Promise<void> {
  await sql`
    update cases_actions set effect = ${JSON.stringify(effect)}::jsonb, verdict = ${effect.verdict}, effect_share = ${share}::float8, checked_on = ${checkedOn}::date
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}

export interface PastEffectRow {
  kind: string
  n: number
  helped: number
  judged: number
  medianShare: number | null
}

/** What each action has done in the company, over all teams. */
export async function pastEffects(tx: Tx): Promise<PastEffectRow[]> {
  const { rows } = await sql<PastEffectRow>`
    -- How often did each action help here, and by how much?
    select kind, n::int as n, helped::int as helped, judged::int as judged, median_share as "medianShare" from cases_effects()`.execute(
    tx,
  )
  return rows
}

export interface OwnEntry {
  kind: string
  title: string
  target: Target
  drivers: string[]
}

/** The company's own actions. */
export async function ownLibrary(tx: Tx, workspaceId: string): Promise<OwnEntry[]> {
  const { rows } = await sql<OwnEntry>`
    -- Which actions has the company put into its library?
    select id::text as kind, title, target, drivers from cases_library
    where workspace_id = ${workspaceId}::uuid and archived_at is null order by lower(title)`.execute(tx)
  return rows
}

/** False when there is one of this name. */
export async function insertEntry(
  tx: Tx,
  workspaceId: string,
  { id, title, target, drivers }: { id: string; title: string; target: Target; drivers: readonly string[] },
): Promise<boolean> {
  const { rows } = await sql`
    insert into cases_library (workspace_id, id, title, target, drivers)
    values (${workspaceId}::uuid, ${id}::uuid, ${title}, ${target}, ${[...drivers]}::text[]) on conflict do nothing returning id`.execute(
    tx,
  )
  return rows.length > 0
}
