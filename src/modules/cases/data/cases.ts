import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { CaseLevel, CaseMetric, CaseState, Split, Verdict } from '../contract.ts'

/** A case as it is kept. Moments in milliseconds. */
export interface StoredCase {
  id: string
  ownerId: string
  metric: CaseMetric
  level: CaseLevel
  subjectId: string
  pipelineId: string | null
  stageId: string | null
  activity: 'call' | 'meeting' | null
  period: string
  matter: string
  openedAt: Date
  openedOn: string
  openedBy: string | null
  expected: number
  actual: number
  n: number | null
  gapMinor: number
  planMinor: number | null
  split: Split
  cause: string | null
  causeNote: string | null
  state: CaseState
  reviewOn: string | null
  verdict: Verdict | null
  verdictNote: string | null
  closedAt: Date | null
  closedBy: string | null
  version: number
}

const COLUMNS = sql`id, owner_id as "ownerId", metric, level, subject_id as "subjectId", pipeline_id as "pipelineId", stage_id as "stageId", activity, period,
  matter, opened_at as "openedAt", opened_on as "openedOn", opened_by as "openedBy", expected, actual, n, gap_minor as "gapMinor", plan_minor as "planMinor",
  split, cause, cause_note as "causeNote", state, review_on as "reviewOn", verdict, verdict_note as "verdictNote", closed_at as "closedAt",
  closed_by as "closedBy", version`

/** Puts a new case; false when the matter has one already: an open one, or one of this period. */
export async function insertCase(tx: Tx, workspaceId: string, one: StoredCase): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into cases (workspace_id, id, owner_id, metric, level, subject_id, pipeline_id, stage_id, activity, period, matter, opened_at, opened_on,
      opened_by, expected, actual, n, gap_minor, plan_minor, split, cause, cause_note, state, review_on, verdict, verdict_note, closed_at, closed_by)
    values (${workspaceId}::uuid, ${one.id}::uuid, ${one.ownerId}::uuid, ${one.metric}, ${one.level}, ${one.subjectId}::uuid, ${one.pipelineId}::uuid,
      ${one.stageId}::uuid, ${one.activity}, ${one.period}, ${one.matter}, ${one.openedAt}, ${one.openedOn}::date, ${one.openedBy}::uuid, ${one.expected},
      ${one.actual}, ${one.n}::int, ${one.gapMinor}::bigint, ${one.planMinor}::bigint, ${JSON.stringify(one.split)}::jsonb, ${one.cause}, ${one.causeNote},
      ${one.state}, ${one.reviewOn}::date, ${one.verdict}, ${one.verdictNote}, ${one.closedAt}::timestamptz, ${one.closedBy}::uuid)
    on conflict do nothing returning id`.execute(tx)
  return rows.length > 0
}

/** The case of this matter that is open, else the one of the period. */
export async function caseOfMatter(
  tx: Tx,
  workspaceId: string,
  matter: string,
  period: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    -- Is there a case of this matter?
    select id from cases where workspace_id = ${workspaceId}::uuid and matter = ${matter} and (state <> 'closed' or period = ${period})
    order by state = 'closed' limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

/** Matters that have an open case, or one of the period. */
export async function knownMatters(tx: Tx, workspaceId: string, period: string): Promise<Set<string>> {
  const { rows } = await sql<{ matter: string }>`
    -- Which matters have a case?
    select matter from cases where workspace_id = ${workspaceId}::uuid and (state <> 'closed' or period = ${period})`.execute(
    tx,
  )
  return new Set(rows.map(({ matter }) => matter))
}

export async function findCase(tx: Tx, workspaceId: string, id: string): Promise<StoredCase | null> {
  const { rows } = await sql<StoredCase>`
    select ${COLUMNS} from cases where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
  return rows[0] ?? null
}

export async function lockCase(tx: Tx, workspaceId: string, id: string): Promise<StoredCase | null> {
  const { rows } = await sql<StoredCase>`
    select ${COLUMNS} from cases where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`.execute(tx)
  return rows[0] ?? null
}

type Changed = Pick<
  StoredCase,
  'cause' | 'causeNote' | 'state' | 'reviewOn' | 'verdict' | 'verdictNote' | 'closedAt' | 'closedBy'
>

/** Writes what may change of a case; its version goes on by one. */
export async function updateCase(tx: Tx, workspaceId: string, { id }: { id: string }, next: Changed): Promise<void> {
  await sql`
    update cases set cause = ${next.cause}, cause_note = ${next.causeNote}, state = ${next.state}, review_on = ${next.reviewOn}::date,
      verdict = ${next.verdict}, verdict_note = ${next.verdictNote}, closed_at = ${next.closedAt}::timestamptz, closed_by = ${next.closedBy}::uuid,
      version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}

export interface LogEntry {
  kind:
    | 'opened'
    | 'comment'
    | 'cause'
    | 'action'
    | 'actionDone'
    | 'actionCancelled'
    | 'checked'
    | 'closed'
    | 'reopened'
    | 'handedOver'
  authorId: string | null
  body: string | null
  at: Date
}

export async function writeLog(
  tx: Tx,
  workspaceId: string,
  { id, ownerId }: Pick<StoredCase, 'id' | 'ownerId'>,
  { kind, authorId, body, at }: LogEntry,
): Promise<void> {
  await sql`
    insert into cases_log (workspace_id, case_id, owner_id, at, author_id, kind, body)
    values (${workspaceId}::uuid, ${id}::uuid, ${ownerId}::uuid, ${at}, ${authorId}::uuid, ${kind}, ${body})`.execute(
    tx,
  )
}

/** Everybody who has said or done something about the case. */
export async function speakersOf(tx: Tx, workspaceId: string, caseId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Who takes part in this case?
    select distinct author_id as id from cases_log where workspace_id = ${workspaceId}::uuid and case_id = ${caseId}::uuid and author_id is not null`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
