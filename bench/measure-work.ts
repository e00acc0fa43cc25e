import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Session } from './client.ts'
import type { RunningServer } from './server.ts'
import { type Line, met, printTable } from './table.ts'

const EXPORT = { rows: 100_000, mostMs: 20_000, mostGrowthMb: 100 }
const MERGE = { activities: 10_000, mostMs: 2_000, times: 3 }
const LOOK_MS = 200

/** Measures work that takes seconds: a file of 100,000 deals, and two clients with 10,000 activities each made one. */
export async function measureWork(
  server: RunningServer,
  owner: Session,
  raw: pg.Client,
  workspaceId: string,
): Promise<void> {
  const lines: Line[] = []
  for (const format of ['csv', 'xlsx'] as const) lines.push(await exportLine(server, owner, raw, workspaceId, format))
  printTable(
    'Files of deals by a background job',
    [
      '',
      'rows',
      'seconds',
      'target',
      '',
      'CPU s server',
      'database',
      'file MB',
      'second half of the rows over the first, MB',
      'target',
      '',
    ],
    lines,
  )
  printTable(
    'Two clients made one',
    ['', 'activities moved', 'median ms', 'slowest', 'target', '', 'taken back, ms'],
    [await mergeLine(owner, raw, workspaceId)],
  )
}

/** The newest deals, as many as are wanted, or all that there are. */
async function exportLine(
  server: RunningServer,
  owner: Session,
  raw: pg.Client,
  workspaceId: string,
  format: 'csv' | 'xlsx',
): Promise<Line> {
  const since = await dayOfNewest(raw, workspaceId, EXPORT.rows)
  const filter = since === null ? {} : { created: `${since}..${new Date().toISOString().slice(0, 10)}` }
  // Flat: the second half of the rows needs no more than the first did.
  const most = { first: 0, second: 0 }
  const before = server.processor()
  const startedAt = performance.now()
  const { id } = await owner.api.lists.startExport({ list: 'deals.list', format, filter })
  for (;;) {
    await pause(LOOK_MS)
    const { status, rowsDone, rowsTotal, fileSize, error } = await owner.api.lists.export({ id })
    const half = rowsTotal !== null && rowsDone > rowsTotal / 2 ? 'second' : 'first'
    most[half] = Math.max(most[half], server.memory()?.server ?? 0)
    if (status === 'waiting' || status === 'running') continue
    if (status !== 'done') throw new Error(`the export is ${status}: ${error}`)
    const ms = performance.now() - startedAt
    const after = server.processor()
    await owner.api.lists.cancelExport({ id })
    const grown = Math.max(0, most.second - most.first)
    return {
      name: format.toUpperCase(),
      cells: [
        rowsDone,
        ms / 1000,
        `≤ ${EXPORT.mostMs / 1000} s`,
        met(ms <= EXPORT.mostMs),
        after && before ? after.server - before.server : null,
        after && before ? after.database - before.database : null,
        (fileSize ?? 0) / 1024 / 1024,
        grown,
        `≤ ${EXPORT.mostGrowthMb}`,
        met(grown <= EXPORT.mostGrowthMb),
      ],
    }
  }
}

async function dayOfNewest(raw: pg.Client, workspaceId: string, rows: number): Promise<string | null> {
  const found = await raw.query<{ day: string }>(
    `select to_char(created_at, 'YYYY-MM-DD') as day from deals where workspace_id = $1 and deleted_at is null
     order by created_at desc offset $2 limit 1`,
    [workspaceId, rows],
  )
  return found.rows[0]?.day ?? null
}

async function mergeLine(owner: Session, raw: pg.Client, workspaceId: string): Promise<Line> {
  const times: number[] = []
  const undone: number[] = []
  let moved = 0
  for (let turn = 0; turn < MERGE.times; turn++) {
    const [masterId, absorbedId] = [
      await clientWithActivities(raw, workspaceId),
      await clientWithActivities(raw, workspaceId),
    ]
    await raw.query('analyze activities')
    const startedAt = performance.now()
    const merge = await owner.api.clients.merge({ kind: 'company', masterId, absorbedId })
    times.push(performance.now() - startedAt)
    moved = merge.moved
    const backAt = performance.now()
    await owner.api.clients.undoMerge({ id: merge.id })
    undone.push(performance.now() - backAt)
    await raw.query('delete from activities where workspace_id = $1 and company_id = any ($2)', [
      workspaceId,
      [masterId, absorbedId],
    ])
    await owner.api.clients.trashCompanies({ ids: [masterId, absorbedId], deleted: true })
  }
  const middle = (list: number[]) => list.toSorted((one, two) => one - two)[Math.floor(list.length / 2)] ?? 0
  const slowest = Math.max(...times)
  return {
    name: `${MERGE.activities} activities of each`,
    cells: [moved, middle(times), slowest, `≤ ${MERGE.mostMs} ms`, met(slowest <= MERGE.mostMs), middle(undone)],
  }
}

/** A company of some seller with as many calls as are wanted. Gives its id. */
async function clientWithActivities(raw: pg.Client, workspaceId: string): Promise<string> {
  const company = await raw.query<{ id: string; owner: string }>(
    `insert into companies (workspace_id, name, name_key, owner_id)
     select $1, 'Бенч: объединение', 'бенч объединение',
       (select id from people where workspace_id = $1 and role = 'seller' and left_on is null order by id limit 1)
     returning id, owner_id as owner`,
    [workspaceId],
  )
  const made = company.rows[0]
  if (!made) throw new Error('no company was made')
  await raw.query(
    `insert into activities (workspace_id, kind, owner_id, company_id, occurred_at, result, source)
     select $1, 'call', $2, $3, now() - n * interval '1 hour', 'Поговорили', 'demo' from generate_series(1, $4::int) n`,
    [workspaceId, made.owner, made.id, MERGE.activities],
  )
  return made.id
}
