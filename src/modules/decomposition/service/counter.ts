import type { Scoped } from '#core/db/gate.ts'

/** Nobody in particular of the company, who sees all its rows: the one for whom history is counted. */
export function counterOf(workspaceId: string): Scoped {
  return {
    workspaceId,
    personId: '00000000-0000-0000-0000-000000000000',
    role: 'owner',
    scope: 'all',
    people: [],
    departments: [],
    seesPersonal: false,
    readOnly: false,
  }
}
