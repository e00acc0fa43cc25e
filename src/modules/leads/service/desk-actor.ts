import type { Scoped } from '#core/db/gate.ts'

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The desk that takes in and gives out leads of one company, as an actor: it sees this company, all of it, and no other. */
export function deskOf(workspaceId: string): Scoped {
  return {
    workspaceId,
    personId: NOBODY,
    role: 'desk',
    scope: 'all',
    people: [],
    departments: [],
    seesPersonal: true,
    readOnly: false,
  }
}
