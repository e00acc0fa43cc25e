import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { addMonths, monthOf } from '#core/calendar/month.ts'
import type { Session } from './client.ts'
import { costOf, latencies } from './figures.ts'
import type { Ground } from './questions.ts'
import type { RunningServer } from './server.ts'
import { type Line, met, printTable } from './table.ts'
import { closedMonths, undoLoop } from './undo-loop.ts'

const CASE_P95_MS = 300
const CLOSE_MS = 10_000
const LOOK_EVERY_MS = 100

/** What the loop does rather than asks: opening cases with their split, and closing a month in the background. The data set is left as it was. */
export async function measureLoop(
  server: RunningServer,
  owner: Session,
  raw: pg.Client,
  sellers: readonly { id: string }[],
  ground: Ground,
): Promise<void> {
  const { workspaceId } = ground
  const closedBefore = await closedMonths(raw, workspaceId)
  const cases: string[] = []
  try {
    printTable(
      'The loop over HTTP, ms',
      ['', 'p50', 'p95', 'n', 'target', '', 'CPU server', 'database'],
      [await openCases(server, owner, sellers, { ground, cases }), await closeOneMonth(server, owner, ground)],
    )
  } finally {
    const months = [...(await closedMonths(raw, workspaceId))].filter((month) => !closedBefore.has(month))
    await undoLoop(raw, { workspaceId, cases, months })
  }
}

/** A case a seller and month; where there is no gap there is no case. */
async function openCases(
  server: RunningServer,
  { api }: Session,
  sellers: readonly { id: string }[],
  { ground: { today }, cases }: { ground: Ground; cases: string[] },
): Promise<Line> {
  const samples: number[] = []
  const before = server.processor()
  for (const months of [0, 1]) {
    for (const { id } of sellers) {
      const startedAt = performance.now()
      const opened = await api.cases
        .open({ metric: 'pace', level: 'person', subjectId: id, period: addMonths(monthOf(today), -months) })
        .catch(() => null)
      if (!opened) continue
      cases.push(opened.id)
      samples.push(performance.now() - startedAt)
    }
  }
  const { p50, p95, n } = latencies(samples)
  const cost = costOf(before, server.processor(), n)
  return {
    name: 'a case opened with its split',
    cells: [p50, p95, n, CASE_P95_MS, met(p95 <= CASE_P95_MS), cost?.server ?? null, cost?.database ?? null],
  }
}

async function closeOneMonth(server: RunningServer, { api }: Session, { today }: Ground): Promise<Line> {
  const name = 'a month closed, all sellers'
  let month: string = addMonths(monthOf(today), -1)
  const before = server.processor()
  const startedAt = performance.now()
  const begun = await api.cycle.close({ month }).catch(async (error: { code?: string; data?: { month?: string } }) => {
    if (error.code !== 'MONTH_ORDER' || !error.data?.month) return null
    month = error.data.month
    return api.cycle.close({ month })
  })
  if (!begun) return { name, cells: ['failed'] }
  for (;;) {
    const { state } = await api.cycle.closing({ month })
    if (state === 'closed') break
    if (state === 'failed') return { name, cells: ['failed'] }
    await sleep(LOOK_EVERY_MS)
  }
  const took = performance.now() - startedAt
  const cost = costOf(before, server.processor(), 1)
  return {
    name,
    cells: [took, null, 1, CLOSE_MS, met(took <= CLOSE_MS), cost?.server ?? null, cost?.database ?? null],
  }
}
