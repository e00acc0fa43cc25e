import type { Tx } from '#core/db/gate.ts'
import { type OrgPerson, orgTree, worksHere } from '#modules/org/api.ts'
import type { StoredTemplate } from '../data/templates.ts'

export interface Org {
  people: ReadonlyMap<string, OrgPerson>
  /** Direct reports who sell or lead, by leader. */
  teams: ReadonlyMap<string, readonly string[]>
}

const working = new Set(['seller', 'head', 'director'])

/** Everybody by id, and who reports to whom: by the manager of the card, else to the head of the department. */
export async function orgOf(tx: Tx): Promise<Org> {
  const { people, departments } = await orgTree(tx)
  const heads = new Map(departments.map(({ id, headId }) => [id, headId]))
  const teams = new Map<string, string[]>()
  for (const { id, role, managerId, departmentId } of people) {
    const boss = managerId ?? (departmentId ? heads.get(departmentId) : null)
    if (!working.has(role) || !boss || boss === id) continue
    teams.set(boss, [...(teams.get(boss) ?? []), id])
  }
  return { people: new Map(people.map((one) => [one.id, one])), teams }
}

/** Who takes part on a day: those named, else the team of the leader; only who works here then, and beside the leader. */
export function participantsOf(
  { people, teams }: Org,
  { leaderId, participantIds }: Pick<StoredTemplate, 'leaderId' | 'participantIds'>,
  day: string,
): string[] {
  const named = participantIds.length > 0 ? participantIds : (teams.get(leaderId) ?? [])
  return named.filter((id) => {
    const one = people.get(id)
    return one && id !== leaderId && worksHere(one, day)
  })
}
