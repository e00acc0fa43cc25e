import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthPlan } from './month-plan.ts'
import { type Subject, subjectTree } from './subjects.ts'

const always = { hiredOn: null, leftOn: null }
const romashka = subjectTree({
  company: { id: 'Ромашка', name: 'Ромашка' },
  departments: [
    { id: 'Север', name: 'Север', parentId: null },
    { id: 'Юг', name: 'Юг', parentId: null },
  ],
  people: [
    { id: 'Орлов', name: 'Орлов', departmentId: 'Север', ...always },
    { id: 'Смирнова', name: 'Смирнова', departmentId: 'Север', ...always },
    { id: 'Котов', name: 'Котов', departmentId: 'Юг', ...always },
  ],
})
const plansOf = (own: Record<string, number>) => monthPlan(romashka, (subject) => own[subject.subjectId] ?? null)

test('a department without a plan of its own has the sum of its people', () => {
  const plans = plansOf({ Орлов: 700, Смирнова: 500 })
  expect(plans.get('Север')).toEqual({ own: null, below: 1200, plan: 1200, undistributed: null })
  expect(plans.get('Юг')?.plan).toBeNull()
  expect(plans.get('Ромашка')?.plan).toBe(1200)
})

test('what was set and not given to people is not distributed', () => {
  const plans = plansOf({ Север: 2000, Орлов: 700, Смирнова: 500 })
  expect(plans.get('Север')).toEqual({ own: 2000, below: 1200, plan: 2000, undistributed: 800 })
})

test('giving more than was set shows as a negative rest', () => {
  expect(plansOf({ Север: 1000, Орлов: 700, Смирнова: 500 }).get('Север')?.undistributed).toBe(-200)
})

test('a department’s own plan, not its people’s sum, goes into the company', () => {
  expect(plansOf({ Север: 2000, Орлов: 700, Котов: 300 }).get('Ромашка')?.plan).toBe(2300)
})

test('an empty plan is no plan, not zero', () => {
  expect(plansOf({}).get('Ромашка')).toEqual({ own: null, below: null, plan: null, undistributed: null })
})

test('at every level the plan is the sum of the plans below and the undistributed rest', () => {
  const own = fc.dictionary(
    fc.constantFrom('Ромашка', 'Север', 'Юг', 'Орлов', 'Смирнова', 'Котов'),
    fc.integer({ min: 0, max: 1e12 }),
  )
  fc.assert(
    fc.property(own, (set) => {
      const plans = plansOf(set)
      const below = (id: string) => romashka.filter((subject: Subject) => subject.parentId === id)
      for (const { subjectId, level } of romashka) {
        const plan = plans.get(subjectId)
        if (level === 'person' || plan?.plan == null) continue
        const parts = below(subjectId).reduce((sum, child) => sum + (plans.get(child.subjectId)?.plan ?? 0), 0)
        expect(plan.plan).toBe(parts + (plan.undistributed ?? 0))
      }
    }),
  )
})
