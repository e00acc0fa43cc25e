import type pg from 'pg'

/** What the loop leaves in the data set: cases, months that were closed, notices of them and their rows of the audit log. */
export interface LoopTraces {
  workspaceId: string
  cases: readonly string[]
  /** 'YYYY-MM'. */
  months: readonly string[]
}

/** The months that are closed or have been: what a run finds it leaves. */
export async function closedMonths(raw: pg.Client, workspaceId: string): Promise<Set<string>> {
  const { rows } = await raw.query<{ month: string }>(
    `select to_char(month, 'YYYY-MM') as month from cycle_closed_periods where workspace_id = $1`,
    [workspaceId],
  )
  return new Set(rows.map(({ month }) => month))
}

/** Takes it out again, so that the next run finds the same company. */
export async function undoLoop(raw: pg.Client, { workspaceId, cases, months }: LoopTraces): Promise<void> {
  const days = months.map((month) => `${month}-01`)
  await raw.query('begin')
  await raw.query(`delete from notices where workspace_id = $1 and subject_type = 'case' and subject_id = any ($2)`, [
    workspaceId,
    cases,
  ])
  await raw.query('delete from cases where workspace_id = $1 and id = any ($2)', [workspaceId, cases])
  // What was kept of a month goes with it.
  await raw.query('delete from cycle_closed_periods where workspace_id = $1 and month = any ($2::date[])', [
    workspaceId,
    days,
  ])
  await raw.query(
    `delete from audit_log where workspace_id = $1 and action = 'cycle.closed' and subject_id = any ($2)`,
    [workspaceId, months],
  )
  await raw.query('commit')
}
