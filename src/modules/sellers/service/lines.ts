import type { z } from 'zod'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Owners } from '#modules/funnel/api.ts'
import { orgTree } from '#modules/org/api.ts'
import { orgInSight, type Subject, subjectTree } from '#modules/plans/api.ts'
import type { level } from '../contract.ts'
import { can } from '../policy.ts'

/** Owner of the deals that nobody owns, in totals and in our lines. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

export interface Line extends Omit<Subject, 'level'> {
  level: z.infer<typeof level>
  /** People only. */
  role: string | null
}

export interface LineNames {
  team: string
  nobody: string
}

/**
 * Everybody in sight in reading order, leavers too, below one top line: the company, or «my people» for those who see a part of it.
 * @throws Refusal FORBIDDEN to those who see no deals
 */
export async function linesInSight(tx: Tx, actor: Actor, names: LineNames): Promise<Line[]> {
  if (!can(actor, 'see')) throw new Refusal('FORBIDDEN')
  const org = orgInSight(await orgTree(tx), actor)
  const roles = new Map(org.people.map((person) => [person.id, person.role]))
  const subjects = subjectTree(org).map((subject) => ({ ...subject, role: roles.get(subject.subjectId) ?? null }))
  const unemployed = { role: null, hiredOn: null, leftOn: null }
  const [top] = subjects
  if (top?.level === 'company') {
    return [
      ...subjects,
      { level: 'nobody', subjectId: NOBODY, parentId: top.subjectId, name: names.nobody, depth: 1, ...unemployed },
    ]
  }
  if (subjects.filter((subject) => subject.parentId === null).length < 2) return subjects
  const team: Line = {
    level: 'team',
    subjectId: actor.workspaceId,
    parentId: null,
    name: names.team,
    depth: 0,
    ...unemployed,
  }
  return [team, ...subjects.map((one) => ({ ...one, parentId: one.parentId ?? team.subjectId, depth: one.depth + 1 }))]
}

/** Whose deals a line counts. @throws Refusal NOT_FOUND for a line out of sight */
export function ownersOfLine(lines: readonly Line[], actor: Actor, subjectId: string | undefined): Owners {
  const line = subjectId === undefined ? lines[0] : lines.find((one) => one.subjectId === subjectId)
  if (!line) {
    if (subjectId === undefined) return actor.scope === 'all' ? null : actor.people
    throw new Refusal('NOT_FOUND')
  }
  if (line.level === 'nobody') return 'nobody'
  if (line.level === 'company') return null
  const below = new Set([line.subjectId])
  for (const { subjectId: id, parentId } of lines) if (parentId !== null && below.has(parentId)) below.add(id)
  return [...below]
}
