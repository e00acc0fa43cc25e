import { expect, it } from 'vitest'
import { departmentTree } from './department-tree.ts'
import type { Department, Person } from './use-org.ts'

const department = (id: string, parentId: string | null = null, headId: string | null = null): Department => ({
  id,
  name: id,
  parentId,
  headId,
  position: 0,
  isArchived: false,
  people: 0,
  version: 1,
})
const person = (id: string, departmentId: string | null, given: Partial<Person> = {}): Person => ({
  id,
  fullName: id,
  email: null,
  phone: null,
  jobTitle: null,
  role: 'seller',
  reach: null,
  departmentId,
  managerId: null,
  hiredOn: null,
  leftOn: null,
  state: 'active',
  hasAccount: false,
  version: 1,
  ...given,
})

it('a department counts the people of its parts, names its head first and leaves leavers out', () => {
  const tree = departmentTree(
    [department('north', null, 'head'), department('city', 'north')],
    [
      person('a', 'north'),
      person('head', 'north'),
      person('b', 'city'),
      person('gone', 'city', { leftOn: '2026-01-01' }),
      person('closed', 'city', { state: 'disabled' }),
      person('c', null),
      person('leaving', null, { leftOn: '2026-11-20' }),
    ],
    '2026-11-20',
  )
  const [north] = tree.roots
  expect(tree.roots).toHaveLength(1)
  expect(north?.count).toBe(3)
  expect(north?.people.map(({ id }) => id)).toEqual(['head', 'a'])
  expect(north?.parts[0]?.people.map(({ id }) => id)).toEqual(['b'])
  expect(tree.outside.map(({ id }) => id)).toEqual(['c', 'leaving'])
})

it('a department whose parent is in the archive stands at the top, and its people are not lost', () => {
  const tree = departmentTree(
    [department('city', 'archived')],
    [person('a', 'city'), person('b', 'archived')],
    '2026-11-20',
  )
  expect(tree.roots.map((node) => node.department.id)).toEqual(['city'])
  expect(tree.outside.map(({ id }) => id)).toEqual(['b'])
})
