import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import { type By, todayOf } from '#core/http/by.ts'
import type { Actor } from '#core/http/routes.ts'
import { isAtWork, type OrgPerson, orgTree } from '#modules/org/api.ts'
import { orgInSight } from '#modules/plans/api.ts'
import type { CaseLevel } from '../contract.ts'

/** Whom a case is about. */
export interface CaseSubject {
  level: CaseLevel
  id: string
  name: string
  /** Who answers for it and sees the case; null: nobody can be found. */
  ownerId: string | null
  /** Whose deals count; null: everybody's. */
  owners: readonly string[] | null
  /** Those of them who sell; where nobody does, all of them. */
  sellers: readonly OrgPerson[]
}

type Org = Awaited<ReturnType<typeof orgTree>> & { today: string }

/** Finds subjects in the actor's sight; reads the organisation once. */
export async function subjectsOf(tx: Tx, by: By) {
  const { actor } = by
  const org: Org = { ...(await orgTree(tx)), today: todayOf(by) }
  const seen = orgInSight(org, actor)
  const sees = (id: string) => seen.people.some((person) => person.id === id)
  return {
    org,
    seen,
    /** @throws Refusal NOT_FOUND for whoever is out of sight */
    find(level: CaseLevel, id: string): CaseSubject {
      if (level === 'company') {
        if (!seen.company || id !== actor.workspaceId) throw new Refusal('NOT_FOUND')
        return {
          level,
          id,
          name: seen.company.name,
          owners: null,
          ownerId: firstOf(org, actor),
          sellers: sellersAmong(org.people),
        }
      }
      if (level === 'person') {
        const person = sees(id) ? org.people.find((one) => one.id === id) : undefined
        if (!person) throw new Refusal('NOT_FOUND')
        return { level, id, name: person.fullName, owners: [id], ownerId: id, sellers: [person] }
      }
      const department = seen.departments.find((one) => one.id === id)
      if (!department) throw new Refusal('NOT_FOUND')
      const below = departmentsBelow(org, id)
      const members = org.people.filter((person) => person.departmentId !== null && below.has(person.departmentId))
      const ownerId = headOf(org, id, actor)
      return {
        level,
        id,
        name: department.name,
        owners: members.map((one) => one.id),
        ownerId,
        sellers: sellersAmong(members),
      }
    },
  }
}

export type Subjects = Awaited<ReturnType<typeof subjectsOf>>

function sellersAmong(people: readonly OrgPerson[]): readonly OrgPerson[] {
  const sellers = people.filter((person) => person.role === 'seller')
  return sellers.length > 0 ? sellers : people
}

function departmentsBelow(org: Org, id: string): Set<string> {
  const found = new Set([id])
  for (let grew = true; grew;) {
    grew = false
    for (const department of org.departments) {
      if (!department.parentId || found.has(department.id) || !found.has(department.parentId)) continue
      found.add(department.id)
      grew = true
    }
  }
  return found
}

/** The head of the department, else of the nearest one above, else the first of the company; only whom the actor may speak for. */
function headOf(org: Org, departmentId: string, actor: Actor): string | null {
  const mayName = (id: string) => actor.scope === 'all' || actor.people.includes(id)
  let current = org.departments.find((one) => one.id === departmentId)
  // A circle of departments would never end.
  for (let steps = 0; current && steps < 50; steps += 1) {
    const { headId, parentId } = current
    const head = org.people.find((person) => person.id === headId)
    if (head && isAtWork(head, org.today) && mayName(head.id)) return head.id
    current = org.departments.find((one) => one.id === parentId)
  }
  return firstOf(org, actor)
}

function firstOf(org: Org, actor: Actor): string | null {
  const first = org.people.find((person) => person.role === 'owner' && isAtWork(person, org.today))
  if (first && (actor.scope === 'all' || actor.people.includes(first.id))) return first.id
  return org.people.some((person) => person.id === actor.personId) ? actor.personId : null
}
