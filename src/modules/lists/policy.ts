import type { Sharing } from './contract.ts'

type Action = 'export' | 'configure'

const may: Record<Action, readonly string[]> = {
  export: ['owner', 'director', 'head', 'finance'],
  configure: ['owner', 'director', 'admin'],
}

/** Whether this role may do this with lists; a seller exports where the company lets him. */
export function can(actor: { role: string }, action: Action, { sellersExport = false } = {}): boolean {
  return may[action].includes(actor.role) || (action === 'export' && actor.role === 'seller' && sellersExport)
}

const SHARES_WITH_ALL: ReadonlySet<string> = new Set(['owner', 'director', 'head', 'marketing', 'finance', 'admin'])

/** With whom this person may share a view of his. */
export function sharingsOf(actor: { role: string; departments: readonly string[] }): Sharing[] {
  return [
    'private',
    ...(actor.departments.length > 0 ? (['department'] as const) : []),
    ...(SHARES_WITH_ALL.has(actor.role) ? (['company'] as const) : []),
  ]
}
