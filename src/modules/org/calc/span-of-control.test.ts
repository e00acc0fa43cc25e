import { expect, it } from 'vitest'
import { bossOf, spansOfControl } from './span-of-control.ts'

const person = (id: string, managerId: string | null, more: object = {}) => ({
  id,
  managerId,
  departmentId: null,
  leftOn: null,
  state: 'active',
  ...more,
})

it('five to seven reports are normal, eight are many, four are few', () => {
  const team = (leader: string, size: number) => Array.from({ length: size }, (_, n) => person(`${leader}${n}`, leader))
  const spans = spansOfControl(
    [...team('a', 8), ...team('b', 7), ...team('c', 5), ...team('d', 4)],
    new Map(),
    '2026-11-20',
  )
  expect(spans.map(({ leaderId, reports, verdict }) => [leaderId, reports, verdict])).toEqual([
    ['a', 8, 'many'],
    ['b', 7, 'normal'],
    ['c', 5, 'normal'],
    ['d', 4, 'few'],
  ])
})

it('who has left is nobody’s report; without a boss of his own he is the head’s of his department', () => {
  const heads = new Map([['north', 'head']])
  const people = [
    person('left', 'head', { leftOn: '2026-01-01' }),
    person('ours', null, { departmentId: 'north' }),
    person('leaving', 'head', { leftOn: '2026-11-20' }),
    person('head', null, { departmentId: 'north' }),
  ]
  expect(spansOfControl(people, heads, '2026-11-20')).toMatchObject([{ leaderId: 'head', reports: 2 }])
  expect(bossOf(person('head', null, { departmentId: 'north' }), heads)).toBeNull()
})
