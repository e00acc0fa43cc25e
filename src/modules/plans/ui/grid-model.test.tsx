import { expect, test } from 'vitest'
import {
  cellKey,
  cellsOf,
  changesToSet,
  gridRows,
  plansOf,
  shownValue,
  type PlanGrid,
  type PlanRow,
} from './grid-model.ts'

const month = '2026-03'
const row = (
  level: PlanRow['level'],
  subjectId: string,
  parentId: string | null,
  amountMinor: number | null,
  outside = false,
): PlanRow => ({
  level,
  subjectId,
  parentId,
  name: subjectId,
  depth: parentId === null ? 0 : 1,
  hiredOn: null,
  leftOn: null,
  editable: true,
  cells: [{ amountMinor, version: 1, belowMinor: null, undistributedMinor: null, planMinor: null, outside }],
})
const grid = (department: number | null, seller: number | null, outside = false): PlanGrid => ({
  year: 2026,
  metric: 'revenue',
  tier: 'target',
  unit: 'money',
  months: [{ month, workingDays: 21 }],
  calendarPublished: true,
  rows: [row('department', 'Север', null, department), row('person', 'Орлов', 'Север', seller, outside)],
})
const words = { rest: 'Не распределено', over: 'Сверх плана', left: () => undefined }
const plansIn = (of: PlanGrid) => plansOf(of, cellsOf(of))
const typed = (subjectId: string, after: number | null) => [{ row: subjectId, column: month, before: null, after }]

test('a department without a plan of its own shows the sum of its people', () => {
  const plans = plansIn(grid(null, 700))
  expect(shownValue(plans, 'Север', month)).toBe(700)
  expect(gridRows(grid(null, 700), plans, words).map((line) => line.id)).toEqual(['Север', 'Орлов'])
})

test('what is not distributed is a line of its own under the department', () => {
  const plans = plansIn(grid(1000, 700))
  const lines = gridRows(grid(1000, 700), plans, words)
  expect(lines.map((line) => [line.label, line.kind ?? 'leaf'])).toEqual([
    ['Север', 'leaf'],
    ['Не распределено', 'note'],
    ['Орлов', 'leaf'],
  ])
  expect(shownValue(plans, lines[1]?.id ?? '', month)).toBe(300)
})

test('more given than planned is said in other words and shown negative', () => {
  const plans = plansIn(grid(500, 700))
  const line = gridRows(grid(500, 700), plans, words)[1]
  expect([line?.label, shownValue(plans, line?.id ?? '', month)]).toEqual(['Сверх плана', -200])
})

test('months outside a person’s work are closed', () => {
  const of = grid(null, null, true)
  expect(gridRows(of, plansIn(of), words)[1]?.closed).toEqual([month])
})

test('typing a department’s plan sets it; typing the very sum of its people leaves it to them', () => {
  const plans = plansIn(grid(null, 700))
  expect(changesToSet(typed('Север', 900), plans)).toEqual([{ subjectId: 'Север', month, amountMinor: 900 }])
  expect(changesToSet(typed('Север', 700), plans)).toEqual([])
  expect(changesToSet(typed('Север', 700), plansIn(grid(900, 700)))).toEqual([
    { subjectId: 'Север', month, amountMinor: null },
  ])
})

test('clearing what was never set changes nothing', () => {
  expect(changesToSet(typed('Север', null), plansIn(grid(null, 700)))).toEqual([])
  expect(changesToSet(typed('Орлов', null), plansIn(grid(null, 700)))).toEqual([
    { subjectId: 'Орлов', month, amountMinor: null },
  ])
})

test('cells are known by subject and month with their versions', () => {
  expect(cellsOf(grid(null, 700)).get(cellKey('Орлов', month))).toEqual({ amountMinor: 700, version: 1 })
})
