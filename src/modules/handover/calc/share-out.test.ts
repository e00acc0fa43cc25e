import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countsOf, groupsOf, type HeldRecord, shareOut } from './share-out.ts'

const record = (kind: HeldRecord['kind'], id: string, more: Partial<HeldRecord> = {}): HeldRecord => ({
  kind,
  id,
  title: `${kind} ${id}`,
  companyId: kind === 'company' ? id : null,
  companyName: null,
  dealId: null,
  amountMinor: 0,
  ...more,
})
const none = new Map<string, string | null>()
const rule = (method: 'one' | 'even' | 'load', toIds: string[], table: Map<string, string | null> = none) => ({
  method,
  toIds,
  table,
  mayGet: () => true,
})

describe('a client goes to one person', () => {
  const records = [
    record('company', 'C', { title: 'Завод' }),
    record('deal', 'd1', { companyId: 'C', companyName: 'Завод', amountMinor: 500 }),
    record('task', 't1', { dealId: 'd1' }),
    record('contact', 'p1', { companyId: 'C', companyName: 'Завод' }),
    record('deal', 'd2', { amountMinor: 900 }),
    record('task', 't2', { dealId: 'd2' }),
    record('lead', 'l1'),
  ]

  test('with all that belongs to him; a deal without a client takes its tasks along', () => {
    expect(groupsOf(records).map(({ key, title, records: of }) => [key, title, of.length])).toEqual([
      ['d2', 'deal d2', 2],
      ['C', 'Завод', 4],
      ['l1', 'lead l1', 1],
    ])
  })

  test('whatever the method: no record is lost and none is given twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(6), fc.nat(1000)), { maxLength: 40 }),
        fc.constantFrom('one' as const, 'even' as const, 'load' as const),
        (given, method) => {
          const held = given.map(([company, amountMinor], n) =>
            record('deal', `d${n}`, { companyId: `C${company}`, amountMinor }),
          )
          const shared = shareOut(groupsOf(held), rule(method, ['a', 'b', 'c']), new Map())
          const ids = shared.flatMap(({ records: of }) => of.map(({ id }) => id))
          expect(ids.toSorted()).toEqual(held.map(({ id }) => id).toSorted())
          for (const company of new Set(held.map(({ companyId }) => companyId))) {
            const to = shared.filter(({ records: of }) => of.some((one) => one.companyId === company))
            expect(to).toHaveLength(1)
          }
          expect(countsOf(shared.flatMap(({ records: of }) => of))).toEqual(countsOf(held))
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('who gets what', () => {
  const held = Array.from({ length: 9 }, (_, n) => record('deal', `d${n}`, { amountMinor: (n + 1) * 100 }))
  const times = (method: 'one' | 'even' | 'load', loads = new Map<string, number>(), table = none) => {
    const shared = shareOut(groupsOf(held), rule(method, ['a', 'b', 'c'], table), loads)
    return ['a', 'b', 'c'].map((id) => shared.filter(({ toId }) => toId === id).length)
  }

  test('evenly each gets the same number of deals; by load the busy one gets less', () => {
    expect(times('one')).toEqual([9, 0, 0])
    expect(times('even')).toEqual([3, 3, 3])
    expect(times('load', new Map([['a', 6]]))).toEqual([0, 5, 4])
  })

  test('clients without deals are shared evenly too, though one has a deal less', () => {
    const clients = Array.from({ length: 20 }, (_, n) => record('company', `C${n}`))
    const shared = shareOut(groupsOf([...held, ...clients]), rule('even', ['a', 'b']), new Map())
    const companies = (id: string) =>
      countsOf(shared.filter(({ toId }) => toId === id).flatMap(({ records }) => records)).company
    expect(Math.abs(companies('a') - companies('b'))).toBeLessThanOrEqual(1)
  })

  test('a meeting is given to those who lead; where nobody of them does, it stays', () => {
    const meetings = [record('ritual', 'r1'), record('ritual', 'r2'), record('deal', 'd1')]
    const given = (toIds: string[], leads: string) =>
      shareOut(
        groupsOf(meetings),
        { ...rule('even', toIds), mayGet: (id, kind) => kind !== 'ritual' || id === leads },
        new Map(),
      ).flatMap(({ records, toId }) => records.map(({ id }) => `${id} ${toId}`))
    expect(given(['a', 'b'], 'b')).toEqual(expect.arrayContaining(['r1 b', 'r2 b']))
    expect(given(['a'], 'b')).toEqual(expect.arrayContaining(['r1 null', 'r2 null', 'd1 a']))
  })

  test('what the table says stands above the method, and the rest is evened out with it', () => {
    const table = new Map<string, string | null>([
      ['d0', 'c'],
      ['d1', 'c'],
      ['d2', 'c'],
      ['d3', null],
    ])
    expect(times('even', new Map(), table)).toEqual([3, 2, 3])
  })
})
