import type { Scoped } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Reach } from './owner-book.ts'

/**
 * With what sight an import writes. An administrator carries data in for the company and sees none of it on screens; whoever sees
 * his own people only brings their deals only, and the database holds him to it.
 */
export function importer(actor: Actor): Scoped {
  const isWhole = actor.role === 'owner' || actor.role === 'admin' || actor.scope === 'all'
  return { ...actor, scope: isWhole ? 'all' : 'people', seesPersonal: true }
}

/** For a revert, which touches what its import made and nothing else: it must see whether anybody uses that. */
export function reverter(actor: Actor): Scoped {
  return { ...actor, scope: 'all', seesPersonal: true }
}

export function reachOf(actor: Actor, departmentId: string | null): Reach {
  const scoped = importer(actor)
  return { personId: actor.personId, departmentId, people: scoped.scope === 'all' ? null : new Set(actor.people) }
}

/** Whether reports may show what records were before: an administrator sees his file and not the company's deals. */
export function seesRecords(actor: Actor): boolean {
  return actor.scope !== 'none'
}
