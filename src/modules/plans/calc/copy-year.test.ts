import fc from 'fast-check'
import { expect, test } from 'vitest'
import { copyYear } from './copy-year.ts'
import { monthPlan } from './month-plan.ts'
import { subjectTree } from './subjects.ts'

const always = { hiredOn: null, leftOn: null }
const subjects = subjectTree({
  company: { id: 'Ромашка', name: 'Ромашка' },
  departments: [{ id: 'Север', name: 'Север', parentId: null }],
  people: [
    { id: 'Орлов', name: 'Орлов', departmentId: 'Север', ...always },
    { id: 'Смирнова', name: 'Смирнова', departmentId: 'Север', ...always },
    { id: 'Котов', name: 'Котов', departmentId: null, ...always },
  ],
})

type Set = Record<string, (number | undefined)[]>

function copied(source: Set, coefficient: number, stepMinor = 1) {
  const cells = copyYear({
    subjects,
    coefficient,
    stepMinor,
    sourceOf: ({ subjectId }, month) => source[subjectId]?.[month] ?? null,
  })
  return new Map(cells.map(({ subject, month, amountMinor }) => [`${subject.subjectId} ${month}`, amountMinor]))
}

test('each cell grows by the coefficient and empty ones stay empty', () => {
  const cells = copied({ Орлов: [1000, undefined, 3000], Смирнова: [2000] }, 1.1)
  expect([...cells]).toEqual(
    expect.arrayContaining([
      ['Орлов 0', 1100],
      ['Орлов 2', 3300],
      ['Смирнова 0', 2200],
    ]),
  )
  expect(cells.size).toBe(3)
})

test('a department keeps its plan and what it had not distributed', () => {
  const cells = copied({ Север: [10_000], Орлов: [6000], Смирнова: [3000] }, 1.5)
  expect([cells.get('Север 0'), cells.get('Орлов 0'), cells.get('Смирнова 0')]).toEqual([15_000, 9000, 4500])
})

test('where more was given than set, both grow by themselves', () => {
  const cells = copied({ Север: [1000], Орлов: [900], Смирнова: [600] }, 2)
  expect([cells.get('Север 0'), cells.get('Орлов 0'), cells.get('Смирнова 0')]).toEqual([2000, 1800, 1200])
})

test('the year is rounded once, so the sum does not drift by a kopeck a month', () => {
  const months = Array.from({ length: 12 }, () => 33)
  const cells = copied({ Орлов: months, Смирнова: months, Котов: months }, 1.015)
  // 3 × 12 × 33 × 1.015 = 1205.82
  expect([...cells.values()].reduce((sum, cell) => sum + cell, 0)).toBe(1206)
})

test('parts still sum to their department and the year to the rounded product', () => {
  const amount = fc.option(fc.integer({ min: 0, max: 1e11 }), { nil: undefined })
  const year = fc.array(amount, { minLength: 12, maxLength: 12 })
  const people = fc.record({ Орлов: year, Смирнова: year, Котов: year })
  fc.assert(
    fc.property(
      people,
      fc.integer({ min: 1, max: 30_000 }),
      fc.constantFrom(1, 100, 100_000),
      (source, tenThousandths, step) => {
        const cells = copied(source, tenThousandths / 10_000, step)
        const own = Object.values(source)
          .flat()
          .reduce<number>((sum, cell) => sum + (cell ?? 0), 0)
        const total = [...cells.values()].reduce((sum, cell) => sum + cell, 0)
        const exact = (BigInt(own) * BigInt(tenThousandths)) / 10_000n
        expect(Math.abs(total - Number(exact))).toBeLessThanOrEqual(step)
        expect(total % step).toBe(0)
      },
    ),
  )
})

test('a plan without a rest has none after copying', () => {
  const year = fc.array(fc.integer({ min: 0, max: 1e10 }), { minLength: 12, maxLength: 12 })
  fc.assert(
    fc.property(year, year, fc.integer({ min: 100, max: 30_000 }), (orlov, smirnova, tenThousandths) => {
      const source = {
        Орлов: orlov,
        Смирнова: smirnova,
        Север: orlov.map((cell, month) => cell + (smirnova[month] ?? 0)),
      }
      const cells = copied(source, tenThousandths / 10_000)
      for (let month = 0; month < 12; month++) {
        const plans = monthPlan(subjects, ({ subjectId }) => cells.get(`${subjectId} ${month}`) ?? null)
        expect(plans.get('Север')?.undistributed).toBe(0)
      }
    }),
  )
})
