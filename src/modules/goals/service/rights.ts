import type { Actor } from '#core/http/routes.ts'
import { type GoalLevel, levels } from '../contract.ts'
import type { StoredGoal } from '../data/goals.ts'
import { can } from '../policy.ts'

/** Levels at which the actor may set goals at all. */
export function settableLevels(actor: Actor): GoalLevel[] {
  return levels.filter((level) => can(actor, `set ${level}`))
}

/** Whether the actor may set this very goal: of the level by his role, of the subject by whom he sees; nobody sets himself a goal but who sees all. */
export function setsGoal(
  actor: Actor,
  { level, departmentId, ownerId }: Pick<StoredGoal, 'level' | 'departmentId' | 'ownerId'>,
): boolean {
  if (!can(actor, `set ${level}`)) return false
  if (actor.scope === 'all') return true
  if (level === 'department') return departmentId !== null && actor.departments.includes(departmentId)
  return ownerId !== null && actor.people.includes(ownerId)
}
