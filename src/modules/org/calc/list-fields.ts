import type { FilterField } from '#modules/lists/api.ts'

const ROLES = ['owner', 'director', 'head', 'seller', 'hr', 'marketing', 'finance', 'auditor', 'admin'] as const
const STATES = ['not_invited', 'invited', 'active', 'disabled'] as const

/** What the list of people can be filtered by. The browser and the server read this one declaration. */
export const peopleFields = [
  { id: 'name', kind: 'text', required: true },
  { id: 'jobTitle', kind: 'text' },
  { id: 'role', kind: 'choice', required: true, values: ROLES },
  { id: 'department', kind: 'choice' },
  { id: 'manager', kind: 'choice', people: true },
  { id: 'email', kind: 'text' },
  { id: 'phone', kind: 'text' },
  { id: 'state', kind: 'choice', required: true, values: STATES },
  { id: 'hired', kind: 'day' },
  { id: 'left', kind: 'day' },
] as const satisfies readonly FilterField[]

export type PeopleFieldId = (typeof peopleFields)[number]['id']
