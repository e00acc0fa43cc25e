import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Month } from '#core/calendar/day.ts'
import { FileError } from '#core/files/errors.ts'
import { openTable } from '#core/files/read-table.ts'
import type { TableRow } from '#core/files/table.ts'
import type { WriteColumn } from '#core/files/write-cells.ts'
import { xlsxBytes } from '#core/files/write-xlsx.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { formats } from '#core/i18n/format.ts'
import type { Language } from '#core/i18n/language.ts'
import { type Currency, minorDigits } from '#core/money/currency.ts'
import { monthPlan } from '../calc/month-plan.ts'
import { type PlanMetric, type Tier, unitOf } from '../calc/plan-metrics.ts'
import { readPlanSheet, type SheetCell, type SheetPlace } from '../calc/plan-sheet.ts'
import { can } from '../policy.ts'
import { isOutside, monthOfYear, type YearPlan, yearPlan } from './year-plan.ts'

interface Asked {
  year: number
  metric: PlanMetric
  tier: Tier
}

/** Names of the sheet's parts in the reader's language. */
interface SheetWords {
  name: string
  code: string
  sheet: (year: number) => string
  file: (year: number) => string
}

/** The year's plan as a workbook: every subject in sight with the plan that counts, in whole currency with kopecks, or in pieces. */
export async function planAsXlsx(tx: Tx, actor: Actor, asked: Asked, language: Language, words: SheetWords) {
  const plan = await yearPlan(tx, actor, asked.metric, asked.year, asked.tier)
  const kind = unitOf(asked.metric) === 'money' ? ('money' as const) : ('number' as const)
  const digits = minorDigits(actor.workspace.currency as Currency)
  const format = formats(language)
  const columns: WriteColumn[] = [
    { title: words.name, width: 36 },
    ...plan.months.map((month): WriteColumn => ({ title: format.month(month as Month), kind, digits, width: 16 })),
    { title: words.code, width: 38 },
  ]
  const rows = plan.subjects.map((subject) => [
    `${'  '.repeat(subject.depth)}${subject.name}`,
    ...plan.plans.map((month) => month.get(subject.subjectId)?.plan ?? null),
    subject.subjectId,
  ])
  const chunks: Buffer[] = []
  for await (const chunk of xlsxBytes(columns, rows, { sheetName: words.sheet(asked.year) })) chunks.push(chunk)
  return { name: words.file(asked.year), content: Buffer.concat(chunks).toString('base64') }
}

/**
 * What a sheet would set; changes nothing. A department whose cell is the sum of those below it, in the plan or in the sheet, keeps having no
 * plan of its own. @throws Refusal PLAN_FILE_UNREADABLE when it is no sheet
 */
export async function readPlanFile(tx: Tx, actor: Actor, asked: Asked & { content: string }) {
  const currency = actor.workspace.currency as Currency
  const plan = await yearPlan(tx, actor, asked.metric, asked.year, asked.tier)
  const { headers, rows } = await sheetOf(asked.content)
  const read = readPlanSheet(
    { headers, rows },
    { subjects: plan.subjects, year: asked.year, unit: unitOf(asked.metric), currency },
  )
  const problems: SheetPlace[] = [...read.problems]
  const allowed = read.cells.filter(({ subject, month, row, column }) => {
    const place = { row, column, value: subject.name }
    if (!can(actor, `set ${subject.level}`)) {
      if (plan.plans[month]?.get(subject.subjectId)?.plan !== amountAt(read.cells, subject.subjectId, month))
        problems.push({ ...place, problem: 'notYours' })
      return false
    }
    if (!isOutside(subject, monthOfYear(asked.year, month))) return true
    problems.push({ ...place, problem: 'outside' })
    return false
  })
  const sums = sheetSums(plan, allowed)
  const changed = allowed.filter(({ subject, month, amountMinor }) => {
    const own = plan.cellAt(subject, month)?.amountMinor ?? null
    const now = plan.plans[month]?.get(subject.subjectId)
    if (own !== null || subject.level === 'person') return own !== amountMinor
    return amountMinor !== (now?.plan ?? null) && amountMinor !== (sums[month]?.get(subject.subjectId)?.below ?? null)
  })
  const cells = changed.map(({ subject, month, amountMinor }) => ({
    level: subject.level,
    subjectId: subject.subjectId,
    month: monthOfYear(asked.year, month),
    name: subject.name,
    version: plan.cellAt(subject, month)?.version ?? 0,
    beforeMinor: plan.cellAt(subject, month)?.amountMinor ?? null,
    amountMinor: amountMinor ?? 0,
  }))
  const people = cells.filter(({ level }) => level === 'person')
  return {
    proposal: {
      cells,
      beforeMinor: people.reduce((sum, cell) => sum + (cell.beforeMinor ?? 0), 0),
      afterMinor: people.reduce((sum, cell) => sum + cell.amountMinor, 0),
      leftOut: [],
    },
    rows: rows.length,
    unchanged: allowed.length - changed.length,
    problems: problems.toSorted((a, b) => a.row - b.row || (a.column ?? 0) - (b.column ?? 0)).slice(0, 200),
  }
}

/** Plans of each month as the sheet would make them, without those that it sets for more than people. */
function sheetSums(plan: YearPlan, cells: readonly SheetCell[]) {
  const set = new Map(cells.map((cell) => [`${cell.subject.subjectId} ${cell.month}`, cell.amountMinor]))
  return plan.months.map((_, month) =>
    monthPlan(plan.subjects, (subject) => {
      const own = plan.cellAt(subject, month)?.amountMinor ?? null
      return subject.level === 'person' || own !== null ? (set.get(`${subject.subjectId} ${month}`) ?? own) : null
    }),
  )
}

function amountAt(cells: readonly SheetCell[], subjectId: string, month: number): number | null {
  return cells.find((cell) => cell.subject.subjectId === subjectId && cell.month === month)?.amountMinor ?? null
}

async function sheetOf(content: string): Promise<{ headers: string[]; rows: TableRow[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mostik-plan-'))
  try {
    const file = path.join(folder, 'plan')
    await writeFile(file, Buffer.from(content, 'base64'))
    const table = await openTable(file)
    const rows: TableRow[] = []
    for await (const batch of table.rows) rows.push(...batch)
    return { headers: table.columns.map(({ name }) => name), rows }
  } catch (error) {
    if (error instanceof FileError) throw new Refusal('PLAN_FILE_UNREADABLE', { why: error.problem.code })
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
