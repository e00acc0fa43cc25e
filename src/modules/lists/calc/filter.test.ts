import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '#core/calendar/day.ts'
import { checkedFilter } from './check-filter.ts'
import { type Condition, type FilterField, filterText, type Group, operatorsOf, parseFilter } from './filter.ts'
import { periodOf, relativePeriods } from './relative-period.ts'

const today = '2026-11-21' as Day
const OWNER = '0192f000-0000-7000-8000-000000000001'

const fields = new Map<string, FilterField>(
  (
    [
      { id: 'title', kind: 'text', required: true },
      { id: 'amount', kind: 'money' },
      { id: 'owner', kind: 'choice', people: true },
      { id: 'outcome', kind: 'choice', values: ['open', 'won'] },
      { id: 'expected', kind: 'day' },
    ] as const
  ).map((field) => [field.id, field]),
)

describe('the text of a filter', () => {
  const word = fc.string({ unit: fc.constantFrom(...'абzY09-_. \\,():;«»%&='), minLength: 1, maxLength: 8 })
  const condition: fc.Arbitrary<Condition> = fc.record({
    field: word,
    op: fc.constantFrom('has', 'in', 'notin', 'between', 'empty'),
    values: fc.array(word, { maxLength: 3 }),
  })
  const group = (items: fc.Arbitrary<Condition | Group>): fc.Arbitrary<Group> =>
    fc.record({ join: fc.constantFrom('all', 'any'), items: fc.array(items, { maxLength: 4 }) })

  test('is read back as the same tree, whatever signs are in it', () => {
    fc.assert(
      fc.property(group(fc.oneof(condition, group(condition))), (tree) => {
        expect(parseFilter(filterText(tree))).toEqual(tree)
      }),
    )
  })

  test('is readable in an address', () => {
    expect(parseFilter('all(amount:ge:5000000,any(owner:in:me,expected:in:this-month),title:has:насос)')).toEqual({
      join: 'all',
      items: [
        { field: 'amount', op: 'ge', values: ['5000000'] },
        {
          join: 'any',
          items: [
            { field: 'owner', op: 'in', values: ['me'] },
            { field: 'expected', op: 'in', values: ['this-month'] },
          ],
        },
        { field: 'title', op: 'has', values: ['насос'] },
      ],
    })
  })

  test.each([
    '', 'all', 'all(', 'all(a)', 'all(a:b:c)', 'all(title:has:x', 'all(title:has:x))', 'none(title:has:x)', 'all(:has:x)',
    'all(any(all(title:has:x)))', 'x'.repeat(9_000), `all(${Array.from({ length: 31 }, () => 'title:has:x').join(',')})`,
  ])('%s is none', (text) => {
    expect(parseFilter(text)).toBeNull()
  }) // prettier-ignore

  test('whatever stands in an address, reading it never throws', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'al(ny),:;\\hasx') }), (text) => void parseFilter(text)))
  })
})

describe('the check of a filter', () => {
  const problems = (text: string) => checkedFilter(parseFilter(text) as Group, fields).problems

  test('passes what the fields allow', () => {
    const fine = `all(title:has:x,amount:between:1;5,owner:in:me;${OWNER},outcome:in:won,expected:older:14,expected:in:2026-Q4)`
    expect(problems(fine)).toEqual([])
  })

  test.each([
    ['all(salary:ge:1)', 'FIELD_UNKNOWN'],
    ['all(title:ge:1)', 'OPERATOR_UNKNOWN'],
    ['all(title:empty)', 'OPERATOR_UNKNOWN'],
    ['all(amount:ge:много)', 'VALUE_BAD'],
    ['all(amount:ge)', 'VALUE_BAD'],
    ['all(amount:between:5;1)', 'VALUE_BAD'],
    ['all(owner:in:кто-то)', 'VALUE_BAD'],
    ['all(outcome:in:me)', 'VALUE_BAD'],
    ['all(expected:in:someday)', 'VALUE_BAD'],
    ['all(expected:older:0)', 'VALUE_BAD'],
    ['all(amount:filled:1)', 'VALUE_BAD'],
  ])('%s: %s', (text, reason) => {
    expect(problems(text)).toMatchObject([{ reason }])
  })

  test('leaves the conditions that are right, without empty groups', () => {
    const tree = parseFilter('all(salary:ge:1,any(salary:ge:1),amount:ge:1)') as Group
    expect(filterText(checkedFilter(tree, fields).filter as Group)).toBe('all(amount:ge:1)')
    expect(checkedFilter(parseFilter('any(salary:ge:1)') as Group, fields).filter).toBeNull()
  })

  test('every kind of field offers an operator first that needs a value', () => {
    for (const kind of ['text', 'money', 'day', 'moment', 'choice', 'choices', 'flag'] as const)
      expect(operatorsOf({ kind, required: true })).not.toContain('empty')
  })
})

describe('periods that move with today', () => {
  test.each([
    ['today', '2026-11-21', '2026-11-22'],
    ['yesterday', '2026-11-20', '2026-11-21'],
    ['this-week', '2026-11-16', '2026-11-23'],
    ['last-week', '2026-11-09', '2026-11-16'],
    ['this-month', '2026-11-01', '2026-12-01'],
    ['next-month', '2026-12-01', '2027-01-01'],
    ['last-quarter', '2026-07-01', '2026-10-01'],
    ['next-year', '2027-01-01', '2028-01-01'],
    ['last-7-days', '2026-11-15', '2026-11-22'],
    ['next-7-days', '2026-11-21', '2026-11-28'],
    ['2026-Q4', '2026-10-01', '2027-01-01'],
    ['2026-11-01..2026-11-15', '2026-11-01', '2026-11-16'],
  ])('%s is from %s up to %s', (key, start, end) => {
    expect(periodOf(key, today)).toEqual({ start, end })
  })

  test('all that are offered are known, and nonsense is not', () => {
    for (const key of relativePeriods) expect(periodOf(key, today)).not.toBeNull()
    for (const key of ['this-day-x', 'last-0-days', 'last-99999-days', 'next-decade', '2026-13', ''])
      expect(periodOf(key, today), key).toBeNull()
  })
})
