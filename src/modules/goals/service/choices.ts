import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { declarationOf } from '#modules/metrics/api.ts'
import { isAtWork, orgTree } from '#modules/org/api.ts'
import { can } from '../policy.ts'
import { settableLevels } from './rights.ts'
import { goalMetrics } from './values.ts'

/** What a goal can be made of, for whom the actor sees. @throws Refusal FORBIDDEN */
export async function goalChoices(tx: Tx, actor: Actor, today: Day) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const { people, departments } = await orgTree(tx)
  const sees = (id: string) => actor.scope === 'all' || actor.people.includes(id)
  const here = people.filter((person) => sees(person.id) && isAtWork(person, today))
  const named = (all: readonly { id: string; fullName: string }[]) =>
    all.map(({ id, fullName }) => ({ id, name: fullName }))
  return {
    metrics: goalMetrics.map((key) => ({
      key,
      unit: declarationOf(key).unit,
      direction: declarationOf(key).direction,
    })),
    levels: settableLevels(actor),
    departments: departments
      .filter(({ id, isArchived }) => !isArchived && (actor.scope === 'all' || actor.departments.includes(id)))
      .map(({ id, name }) => ({ id, name })),
    heads: named(here.filter(({ role }) => role === 'head' || role === 'director')),
    people: named(here.filter(({ role }) => role === 'seller' || role === 'head')),
    responsible: named(here.filter(({ role }) => role !== 'auditor' && role !== 'admin')),
  }
}
