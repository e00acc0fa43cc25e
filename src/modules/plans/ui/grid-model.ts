import type { Outputs } from '#core/http/contract.ts'
import type { CellValue, GridChange, GridRow } from '#web/kit/grid/grid-model.ts'
import { monthPlan, type MonthPlan } from '../calc/month-plan.ts'
import type { plansContract } from '../contract.ts'

export type PlanGrid = Outputs<typeof plansContract>['grid']
export type PlanRow = PlanGrid['rows'][number]

export interface Cell {
  amountMinor: CellValue
  version: number
}

/** What was set for each subject, by `subject month`: the server's cells with what was typed since on top. */
export type Cells = ReadonlyMap<string, Cell>

export const cellKey = (subjectId: string, month: string) => `${subjectId} ${month}`

export function cellsOf({ rows, months }: PlanGrid): Map<string, Cell> {
  const cells = rows.flatMap((row) =>
    row.cells.map(
      ({ amountMinor, version }, index) =>
        [cellKey(row.subjectId, months[index]?.month ?? ''), { amountMinor, version }] as const,
    ),
  )
  return new Map(cells)
}

/** Of what the server said and what was typed: whichever knows the later version; the typed one while it is being saved. */
export function newer(server: Cell | undefined, typed: Cell | undefined): Cell | undefined {
  return typed && typed.version >= (server?.version ?? 0) ? typed : server
}

export function withEdits(server: Cells, edits: Cells): Cells {
  const cells = new Map(server)
  for (const [key, typed] of edits) {
    const cell = newer(server.get(key), typed)
    if (cell) cells.set(key, cell)
  }
  return cells
}

/** Each subject's plan of each month, by the calculation that the server uses. */
export function plansOf({ rows, months }: PlanGrid, cells: Cells): Map<string, ReadonlyMap<string, MonthPlan>> {
  return new Map(
    months.map(({ month }) => [
      month,
      monthPlan(rows, ({ subjectId }) => cells.get(cellKey(subjectId, month))?.amountMinor ?? null),
    ]),
  )
}

/** The line below a department that says what of its plan nobody has. */
const REST = 'rest:'
export const restOf = (rowId: string) => (rowId.startsWith(REST) ? rowId.slice(REST.length) : undefined)

/** Lines of the grid: subjects in their order, under each department a warning line where something is not distributed. */
export function gridRows(
  { rows, months }: PlanGrid,
  plans: ReturnType<typeof plansOf>,
  words: { rest: string; over: string; left: (row: PlanRow) => string | undefined },
): GridRow[] {
  return rows.flatMap((row) => {
    const closed = row.cells.flatMap((cell, index) => (cell.outside ? [months[index]?.month ?? ''] : []))
    const detail = words.left(row)
    const line: GridRow = {
      id: row.subjectId,
      label: row.name,
      level: row.depth,
      strong: row.level !== 'person',
      readOnly: !row.editable,
      closed,
      ...(detail && { detail }),
    }
    const rests = months.map(({ month }) => plans.get(month)?.get(row.subjectId)?.undistributed ?? 0)
    if (rests.every((rest) => rest === 0)) return [line]
    const label = rests.some((rest) => rest > 0) ? words.rest : words.over
    return [line, { id: REST + row.subjectId, label, level: row.depth + 1, kind: 'note' }]
  })
}

/** What a cell shows: the plan that counts; in a warning line what is not distributed. */
export function shownValue(plans: ReturnType<typeof plansOf>, rowId: string, month: string): CellValue {
  const rest = restOf(rowId)
  const plan = plans.get(month)?.get(rest ?? rowId)
  if (rest !== undefined) return plan?.undistributed || null
  return plan?.plan ?? null
}

export interface ToSet {
  subjectId: string
  month: string
  amountMinor: CellValue
}

/**
 * What typed changes set. A department shows the sum of its people while it has no plan of its own: typing that very sum, or clearing it,
 * means the sum and sets nothing.
 */
export function changesToSet(changes: readonly GridChange[], plans: ReturnType<typeof plansOf>): ToSet[] {
  return changes.flatMap(({ row, column, after }) => {
    const plan = plans.get(column)?.get(row)
    const amountMinor = after !== null && after === plan?.below ? null : after
    return amountMinor === (plan?.own ?? null) ? [] : [{ subjectId: row, month: column, amountMinor }]
  })
}

/** Fact ÷ plan; null without a plan. */
export function attained(fact: number, plan: number | null): number | null {
  return plan ? fact / plan : null
}
