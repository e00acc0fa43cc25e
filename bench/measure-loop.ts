import { setTimeout as sleep } from 'node:timers/promises'
import { addMonths, monthOf } from '#core/calendar/month.ts'
import type { Session } from './client.ts'
import { latencies } from './figures.ts'
import type { Ground } from './questions.ts'
import { type Line, met, printTable } from './table.ts'

const CASE_P95_MS = 300
const CLOSE_MS = 10_000
const LOOK_EVERY_MS = 100

/** What the loop does rather than asks: opening cases with their split, and closing a month in the background. It stays in the data set. */
export async function measureLoop(owner: Session, sellers: readonly { id: string }[], ground: Ground): Promise<void> {
  printTable(
    'The loop over HTTP, ms',
    ['', 'p50', 'p95', 'n', 'target', ''],
    [await openCases(owner, sellers, ground), await closeOneMonth(owner, ground)],
  )
}

/** A case a seller and month; where there is no gap there is no case, and its refusal took the same way. */
async function openCases({ api }: Session, sellers: readonly { id: string }[], { today }: Ground): Promise<Line> {
  const samples: number[] = []
  let opened = 0
  for (const months of [0, 1]) {
    for (const { id } of sellers) {
      const startedAt = performance.now()
      const isOpened = await api.cases
        .open({ metric: 'pace', level: 'person', subjectId: id, period: addMonths(monthOf(today), -months) })
        .then(() => true)
        .catch(() => false)
      if (!isOpened) continue
      opened += 1
      samples.push(performance.now() - startedAt)
    }
  }
  const { p50, p95 } = latencies(samples)
  return { name: 'a case opened with its split', cells: [p50, p95, opened, CASE_P95_MS, met(p95 <= CASE_P95_MS)] }
}

async function closeOneMonth({ api }: Session, { today }: Ground): Promise<Line> {
  const name = 'a month closed, all sellers'
  let month: string = addMonths(monthOf(today), -1)
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
  return { name, cells: [took, null, 1, CLOSE_MS, met(took <= CLOSE_MS)] }
}
