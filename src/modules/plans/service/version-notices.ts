import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import { notify } from '#modules/notifications/api.ts'
import { orgTree } from '#modules/org/api.ts'
import type { PlanVersion } from '../contract/shapes.ts'
import { can } from '../policy.ts'

/** Tells the nearest one above the proposer who approves plans; where there is none, the owners. */
export async function tellDeciders(tx: Tx, actor: Actor, one: PlanVersion): Promise<void> {
  const { people } = await orgTree(tx)
  const byId = new Map(people.map((person) => [person.id, person]))
  const decides = (id: string | null | undefined) => {
    const person = id == null ? undefined : byId.get(id)
    return person && can({ role: person.role, scope: 'all', readOnly: false }, 'decide') ? person.id : undefined
  }
  const seen = new Set([actor.personId])
  let above = byId.get(actor.personId)?.managerId ?? null
  while (above !== null && !seen.has(above) && !decides(above)) {
    seen.add(above)
    above = byId.get(above)?.managerId ?? null
  }
  const nearest = decides(above)
  const owners = people.filter(({ id, role }) => role === 'owner' && id !== actor.personId).map(({ id }) => id)
  await notify(
    tx,
    (nearest ? [nearest] : owners).map((personId) => ({ ...noticeOf(actor, one), personId, kind: 'PLAN_PROPOSED' })),
  )
}

/** Tells the author what was decided. */
export async function tellProposer(tx: Tx, actor: Actor, personId: string, one: PlanVersion): Promise<void> {
  await notify(tx, [{ ...noticeOf(actor, one), personId, kind: 'PLAN_DECIDED' }])
}

function noticeOf(actor: Actor, { name, fromMonth, toMonth, state, reason, decisionNote }: PlanVersion) {
  return {
    workspaceId: actor.workspaceId,
    subject: null,
    data: { name, from: fromMonth, to: toMonth, by: actor.fullName, state, why: decisionNote ?? reason },
    path: `/plan?year=${fromMonth.slice(0, 4)}&panel=approval`,
  }
}
