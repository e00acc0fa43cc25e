import type { Day, TimeZone } from '#core/calendar/day.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { tryToWriteAlone, waitToWriteAlone } from '#core/db/write-alone.ts'
import { eachApart } from '#core/jobs/each-apart.ts'
import {
  classesToKeep,
  companiesToPack,
  dealMonthsToKeep,
  forgetNotes,
  keepPacked,
  noteUnpacked,
  packClasses,
  packDealMonth,
  packedDifferences,
  spreadNotes,
} from '../data/keep-deal-months.ts'
import { CLASSES_MONTH, type MonthFacts } from '../data/deal-months.ts'

/** What one transaction of a company at a time writes. */
const ROWS = 'deal_months'
/** So many months of people are packed in one transaction: a second of one core, which whoever works meanwhile hardly feels. */
const AT_ONCE = 100

/** Packs a portion of the months of deals that wait for it, of every company; gives how many. */
export async function keepDealMonths(gate: Gate): Promise<number> {
  const kept = await eachApart(await gate.asServer(companiesToPack), ({ workspaceId, timeZone }) =>
    gate.asServer((tx) => keepPortion(tx, { workspaceId, zone: timeZone })),
  )
  return kept.reduce((sum, n) => sum + n, 0)
}

interface Company {
  workspaceId: string
  zone: TimeZone
}

async function keepPortion(tx: Tx, company: Company): Promise<number> {
  const { workspaceId } = company
  if (!(await tryToWriteAlone(tx, { workspaceId, rows: ROWS }))) return 0
  await spreadNotes(tx, workspaceId)
  const classed = await classesToKeep(tx, workspaceId, AT_ONCE)
  if (classed.length > 0) await pack(tx, company, { facts: 'class', month: CLASSES_MONTH, owners: classed })
  const months = await dealMonthsToKeep(tx, workspaceId, AT_ONCE)
  const [first] = months
  if (first) {
    const owners = months.map(({ ownerId }) => ownerId)
    await pack(tx, company, { facts: first.facts, month: first.month, owners })
  }
  return classed.length + months.length
}

async function pack(
  tx: Tx,
  company: Company,
  { facts, month, owners }: { facts: MonthFacts | 'class'; month: Day; owners: readonly string[] },
): Promise<void> {
  await forgetNotes(tx, company.workspaceId, { facts, month, owners })
  if (facts === 'class') await packClasses(tx, company.workspaceId, owners)
  else await packDealMonth(tx, company, { facts, month, owners })
}

/** Proves that the packed months of a company are what its facts give, and puts right what is not. Runs as the server, in one transaction. */
export async function checkDealMonths(
  tx: Tx,
  { workspaceId, timeZone }: { workspaceId: string; timeZone: TimeZone },
): Promise<{ table: string; missing: number; wrong: number }> {
  await waitToWriteAlone(tx, { workspaceId, rows: ROWS })
  const company = { workspaceId, zone: timeZone }
  const rows = await keepPacked(tx, workspaceId)
  for (const own of Map.groupBy(rows, (row) => `${row.facts}${'month' in row ? row.month : ''}`).values()) {
    const [first] = own
    if (!first) continue
    const month = first.facts === 'class' ? CLASSES_MONTH : first.month
    await pack(tx, company, { facts: first.facts, month, owners: own.map(({ ownerId }) => ownerId) })
  }
  return {
    table: 'deal_months',
    missing: await noteUnpacked(tx, workspaceId),
    wrong: await packedDifferences(tx, workspaceId),
  }
}
