import { describe, expect, it } from 'vitest'
import { type Role, roles } from './contract.ts'
import { can, companyActions, isBelow, leadsAll, personActions } from './policy.ts'

const may = (cells: string) => cells.trim().split(/\s+/)

describe('what a role may do in the company', () => {
  it.each([
    ['editCompany', 'owner admin'],
    ['editDepartments', 'owner director hr admin'],
    ['editCalendar', 'owner director hr admin'],
    ['editRates', 'owner director finance admin'],
    ['readAudit', 'owner auditor admin'],
  ] as const)('%s: %s', (action, who) => {
    expect(roles.filter((role) => can({ role }, action))).toEqual(may(who))
  })

  it('covers every action', () => expect(companyActions).toHaveLength(5))
})

/** Roles of people on whom it may be done: below the actor / elsewhere. */
const all = 'owner director head seller hr marketing finance auditor admin'
const butOwners = 'director head seller hr marketing finance auditor admin'
const onPeople: Record<(typeof personActions)[number], Partial<Record<Role, [below: string, elsewhere: string]>>> = {
  addPerson: {
    owner: [all, all],
    admin: [butOwners, butOwners],
    director: ['head seller', ''],
    head: ['seller', ''],
    hr: ['head seller', 'head seller'],
  },
  editPerson: {
    owner: [all, all],
    admin: [butOwners, butOwners],
    director: ['head seller', ''],
    head: ['seller', ''],
    hr: ['head seller', 'head seller'],
  },
  dismissPerson: {
    owner: [all, all],
    admin: [butOwners, butOwners],
    director: ['head seller', ''],
    hr: ['head seller', 'head seller'],
  },
  giveAccess: { owner: [all, all], admin: [butOwners, butOwners], director: ['head seller', ''], head: ['seller', ''] },
  editRights: { owner: [all, all], admin: [butOwners, butOwners] },
}

describe.each(personActions)('%s', (action) => {
  it.each(roles)('by %s', (role) => {
    const [ofHis = '', elsewhere = ''] = onPeople[action][role] ?? []
    const reached = (below: boolean) =>
      roles.filter((subject) => can({ role }, action, { role: subject, below, self: false }))
    expect(reached(true).join(' ')).toBe(ofHis)
    expect(reached(false).join(' ')).toBe(elsewhere)
  })

  it('on oneself is an owner’s alone, apart from ordinary fields', () => {
    const selves = roles.filter((role) => can({ role }, action, { role, below: false, self: true }))
    expect(selves).toEqual(action === 'editPerson' ? ['owner', 'admin'] : ['owner'])
  })
})

describe('who stands below', () => {
  const head = { personId: 'head', role: 'head', scope: 'people', below: ['seller'] }

  it('is who is led, whatever else is seen', () => {
    for (const scope of ['people', 'all']) {
      expect(isBelow({ ...head, scope }, 'seller')).toBe(true)
      expect(isBelow({ ...head, scope }, 'stranger')).toBe(false)
    }
  })

  it('is everybody for a director of the whole company alone', () => {
    expect(roles.filter((role) => leadsAll({ role, scope: 'all' }))).toEqual(['director'])
    expect(roles.filter((role) => leadsAll({ role, scope: 'people' }))).toEqual([])
    expect(isBelow({ ...head, role: 'director', scope: 'all' }, 'stranger')).toBe(true)
    expect(isBelow({ ...head, role: 'director' }, 'stranger')).toBe(false)
  })

  it('is never oneself', () => expect(isBelow({ ...head, role: 'director', scope: 'all' }, 'head')).toBe(false))
})
