/** Which part of the company an actor's plans and figures are about. */
import type { Org, OrgPerson } from './subjects.ts'

export interface WholeOrg {
  departments: readonly { id: string; name: string; parentId: string | null; isArchived: boolean }[]
  people: readonly {
    id: string
    fullName: string
    role: string
    departmentId: string | null
    hiredOn: string | null
    leftOn: string | null
  }[]
}

/** Who looks: with scope 'people', at whose rows and at which departments. */
export interface Onlooker {
  scope: 'all' | 'people' | 'none'
  people: readonly string[]
  departments: readonly string[]
  workspaceId: string
  workspace: { name: string }
}

export interface OrgInSight extends Org {
  people: readonly (OrgPerson & { role: string })[]
}

/**
 * A department is in sight when everybody in it and below it is: the sum over a part of a department beside the plan of the whole would
 * lie. An archived one stays while somebody belongs to it.
 */
export function orgInSight(
  whole: WholeOrg,
  { scope, people, departments, workspaceId, workspace }: Onlooker,
): OrgInSight {
  const seen = new Set(people)
  const sees = (id: string) => scope === 'all' || (scope === 'people' && seen.has(id))
  const memberOf = Map.groupBy(whole.people, (person) => person.departmentId)
  const within = Map.groupBy(whole.departments, (department) => department.parentId)
  const members = (id: string): readonly { id: string }[] => [
    ...(memberOf.get(id) ?? []),
    ...(within.get(id) ?? []).flatMap((department) => members(department.id)),
  ]
  const isWhole = (id: string) =>
    scope === 'all' || (departments.includes(id) && people.length > 1 && members(id).every((member) => sees(member.id)))
  return {
    company: scope === 'all' ? { id: workspaceId, name: workspace.name } : null,
    departments: whole.departments.filter(
      ({ id, isArchived }) => isWhole(id) && !(isArchived && members(id).length === 0),
    ),
    people: whole.people
      .filter((person) => sees(person.id))
      .map(({ id, fullName, role, departmentId, hiredOn, leftOn }) => ({
        id,
        name: fullName,
        role,
        departmentId,
        hiredOn,
        leftOn,
      })),
  }
}

/** Everybody and every department: for what goes down the tree whether or not one sees where it comes from. */
export function wholeOrg(whole: WholeOrg, onlooker: Omit<Onlooker, 'scope'>): OrgInSight {
  return orgInSight(whole, { ...onlooker, scope: 'all' })
}
