import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { monthsOfPeriod } from './import-period.ts'
import { monthOfHeader, readPlanSheet } from './plan-sheet.ts'
import type { Subject } from './subjects.ts'
import { versionDiff } from './version-diff.ts'

const person = (subjectId: string, name: string): Subject => ({
  level: 'person',
  subjectId,
  parentId: null,
  name,
  depth: 0,
  hiredOn: null,
  leftOn: null,
})

test.each([
  ['Январь 2026', 0],
  ['янв.', 0],
  ['2026-11', 10],
  ['01.12.2026', 11],
  ['12.2026', 11],
  ['5', 4],
  ['May', 4],
  ['ноябрь 2025', null],
  ['Итого', null],
])('the header «%s» of a plan of 2026 is month %s', (header, month) => {
  expect(monthOfHeader(header, 2026)).toBe(month)
})

test.each([
  ['2026-11', ['2026-11']],
  ['ноябрь 2026', ['2026-11']],
  ['11.2026', ['2026-11']],
  ['20.11.2026', ['2026-11']],
  ['2026-Q4', ['2026-10', '2026-11', '2026-12']],
  ['IV кв. 2026', ['2026-10', '2026-11', '2026-12']],
  ['1 квартал 2026', ['2026-01', '2026-02', '2026-03']],
  ['никогда', null],
  ['2026-13', null],
])('the period «%s» is %s', (period, months) => {
  expect(monthsOfPeriod(period)).toEqual(months)
})

test('a year is its twelve months', () => {
  expect(monthsOfPeriod('2026')).toHaveLength(12)
})

describe('a sheet', () => {
  const subjects = [person('a', 'Орлов Пётр'), person('b', 'Смирнова Ольга'), person('c', 'Смирнова Ольга')]
  const read = (headers: string[], ...rows: string[][]) =>
    readPlanSheet(
      { headers, rows: rows.map((cells, index) => ({ line: index + 2, cells })) },
      { subjects, year: 2026, unit: 'money', currency: 'RUB' },
    )

  test('takes a plan in yen as it stands', () => {
    const { cells } = readPlanSheet(
      { headers: ['Сотрудник', 'Янв 2026'], rows: [{ line: 2, cells: ['Орлов Пётр', '1 200 000'] }] },
      { subjects, year: 2026, unit: 'money', currency: 'JPY' },
    )
    expect(cells.map(({ amountMinor }) => amountMinor)).toEqual([1_200_000])
  })

  test('finds people by code and name, leaves empty cells alone, and names every place that is wrong', () => {
    const { cells, problems } = read(
      ['Сотрудник', 'Янв 2026', 'Фев 2026', 'Код'],
      ['орлов  петр', '1 200,50', '', ''],
      ['Смирнова Ольга', '5', '6', 'c'],
      ['Смирнова Ольга', '5', '6', ''],
      ['Котов', '5', '6', ''],
      ['Орлов Пётр', '1', '1', ''],
    )
    expect(cells.map(({ subject, month, amountMinor }) => [subject.subjectId, month, amountMinor])).toEqual([
      ['a', 0, 1_200_50],
      ['c', 0, 5_00],
      ['c', 1, 6_00],
    ])
    expect(problems.map(({ row, column, problem }) => [row, column, problem])).toEqual([
      [4, 1, 'twice'],
      [5, 1, 'unknown'],
      [6, 1, 'twice'],
    ])
  })

  test('without months is refused as a whole', () => {
    expect(read(['Сотрудник', 'План'], ['Орлов Пётр', '5']).problems[0]?.problem).toBe('noMonth')
  })
})

test('what differs between two states of a plan is found in any order, and nothing differs from itself', () => {
  const cell = fc.record({
    level: fc.constant('person' as const),
    subjectId: fc.constantFrom('a', 'b', 'c'),
    month: fc.constantFrom('2026-01', '2026-02'),
    tier: fc.constant('target'),
    cut: fc.constant('all'),
    cutKey: fc.constant(''),
    amountMinor: fc.integer({ min: 0, max: 3 }),
  })
  const state = fc.uniqueArray(cell, { selector: ({ subjectId, month }) => subjectId + month })
  fc.assert(
    fc.property(state, state, (before, after) => {
      expect(versionDiff(before, before)).toEqual([])
      const found = versionDiff(before, after)
      expect(versionDiff(before.toReversed(), after.toReversed())).toEqual(found)
      const sum = (cells: readonly { amountMinor: number }[]) => cells.reduce((all, one) => all + one.amountMinor, 0)
      const change = found.reduce((all, one) => all + (one.afterMinor ?? 0) - (one.beforeMinor ?? 0), 0)
      expect(change).toBe(sum(after) - sum(before))
    }),
  )
})
