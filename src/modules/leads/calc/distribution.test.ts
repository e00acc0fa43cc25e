import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chosenOf, membersOf, presentAmong, ruleFor, type Seller, takesLeads } from './distribution.ts'

const seller = (id: string, more: Partial<Seller> = {}): Seller => ({
  id,
  role: 'seller',
  departmentId: null,
  state: 'active',
  hiredOn: null,
  leftOn: null,
  ...more,
})
const staff = (...people: Seller[]) => new Map(people.map((person) => [person.id, person]))
const TODAY = '2026-11-20'

describe('the rule', () => {
  const all = { sourceIds: [], formIds: [], regions: [], products: [] }
  const lead = { sourceId: 'site', formId: null, region: 'Свердловская область', interest: 'Насос ЦНС, для котельной' }

  test('is the first that fits, and an empty condition fits all', () => {
    const rules = [
      { ...all, id: 1, sourceIds: ['phone'] },
      { ...all, id: 2, regions: ['свердл'] },
      { ...all, id: 3 },
    ]
    expect(ruleFor(rules, lead)?.id).toBe(2)
    expect(ruleFor(rules, { ...lead, region: null })?.id).toBe(3)
    expect(ruleFor([{ ...all, sourceIds: ['phone'] }], lead)).toBeUndefined()
  })

  test('asks for all its conditions together', () => {
    const rule = { ...all, sourceIds: ['site'], products: ['котельн'] }
    expect(ruleFor([rule], lead)).toBe(rule)
    expect(ruleFor([rule], { ...lead, interest: 'фильтр' })).toBeUndefined()
  })

  test('compares beginnings of words, whatever the case and the letter ё', () => {
    expect(ruleFor([{ ...all, regions: ['орел'] }], { ...lead, region: 'г. Орёл' })).toBeDefined()
    expect(ruleFor([{ ...all, regions: ['область'] }], lead)).toBeDefined()
    expect(ruleFor([{ ...all, regions: ['ловская'] }], lead)).toBeUndefined()
  })
})

describe('who is here', () => {
  test('not who has left, has not come yet or may not sign in; the last day still counts', () => {
    expect(takesLeads({ hiredOn: null, leftOn: TODAY, state: 'active' }, TODAY)).toBe(true)
    expect(takesLeads({ hiredOn: null, leftOn: '2026-11-19', state: 'active' }, TODAY)).toBe(false)
    expect(takesLeads({ hiredOn: '2026-11-21', leftOn: null, state: 'active' }, TODAY)).toBe(false)
    expect(takesLeads({ hiredOn: null, leftOn: null, state: 'disabled' }, TODAY)).toBe(false)
  })

  test('in the place of one who is away comes the one who stands in for him, once', () => {
    const people = staff(seller('a'), seller('b'), seller('c'))
    expect(presentAmong(['a', 'b'], people, [{ personId: 'a', insteadId: 'b' }], TODAY)).toEqual(['b'])
    expect(presentAmong(['a'], people, [{ personId: 'a', insteadId: 'c' }], TODAY)).toEqual(['c'])
    expect(presentAmong(['a'], people, [{ personId: 'a', insteadId: null }], TODAY)).toEqual([])
  })

  test('a stand-in who is away himself takes nothing', () => {
    const people = staff(seller('a'), seller('b'))
    const away = [
      { personId: 'a', insteadId: 'b' },
      { personId: 'b', insteadId: 'a' },
    ]
    expect(presentAmong(['a', 'b'], people, away, TODAY)).toEqual([])
  })
})

test('a department means its sellers with those of the departments below; nobody named means all sellers', () => {
  const people = [
    seller('a', { departmentId: 'north' }),
    seller('b', { departmentId: 'city' }),
    seller('h', { departmentId: 'north', role: 'head' }),
    seller('c'),
  ]
  const departments = [
    { id: 'north', parentId: null },
    { id: 'city', parentId: 'north' },
  ]
  expect(membersOf({ personIds: [], departmentIds: ['north'] }, people, departments)).toEqual(['a', 'b'])
  expect(membersOf({ personIds: ['h'], departmentIds: [] }, people, departments)).toEqual(['h'])
  expect(membersOf({ personIds: [], departmentIds: [] }, people, departments)).toEqual(['a', 'b', 'c'])
})

describe('whose turn it is', () => {
  const loads = new Map([
    ['a', { open: 5, lastTurn: 300 }],
    ['b', { open: 2, lastTurn: 200 }],
    ['c', { open: 2, lastTurn: 100 }],
  ])

  test('in turn it is who has waited longest; by load who has least', () => {
    expect(chosenOf(['a', 'b'], loads, 'round_robin')).toBe('b')
    expect(chosenOf(['a', 'b', 'c'], loads, 'by_load')).toBe('c')
    expect(chosenOf([], loads, 'by_load')).toBeNull()
    expect(chosenOf(['new', 'a'], loads, 'round_robin')).toBe('new')
  })

  test('by turns everybody gets the same number of leads, give or take one, in whatever order they are named', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 }), fc.nat(40), (ids, n) => {
        const given = new Map<string, { open: number; lastTurn: number | null; n: number }>()
        for (let at = 1; at <= n; at += 1) {
          const chosen = chosenOf(
            ids.toSorted(() => (at % 2 ? 1 : -1)),
            given,
            'round_robin',
          )
          if (chosen !== null) given.set(chosen, { open: 0, lastTurn: at, n: (given.get(chosen)?.n ?? 0) + 1 })
        }
        const counts = ids.map((id) => given.get(id)?.n ?? 0)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 50 },
    )
  })
})
