import type { Tx } from '#core/db/gate.ts'
import { todayOf } from '#core/http/by.ts'
import type { Actor } from '#core/http/routes.ts'
import { listChoices } from '../data/choices.ts'
import { listDepartments, listOwners } from '../data/owners.ts'
import { listPipelines } from '../data/pipelines.ts'
import { can, type DealAction } from '../policy.ts'

/** Everything that forms and filters of deals choose from. */
export async function reference(tx: Tx, actor: Actor, now: Date) {
  const { workspaceId } = actor
  const may = (action: DealAction) => can(actor, action)
  const visible = actor.scope === 'all' ? null : actor.people
  const departments = await listDepartments(tx, workspaceId)
  const today = todayOf({ actor, now })
  const owners = may('read') ? await listOwners(tx, workspaceId, visible, today) : []
  const inScope = new Set(owners.map(({ departmentId }) => departmentId))
  return {
    pipelines: await listPipelines(tx, workspaceId),
    sources: await listChoices(tx, workspaceId, 'sources'),
    lossReasons: await listChoices(tx, workspaceId, 'loss_reasons'),
    competitors: await listChoices(tx, workspaceId, 'competitors'),
    contactRoles: await listChoices(tx, workspaceId, 'contact_roles'),
    owners,
    departments: visible
      ? departments.filter(({ id }) => inScope.has(id) || actor.departments.includes(id))
      : departments,
    may: {
      create: may('create'),
      edit: may('edit'),
      move: may('move'),
      reassign: may('reassign'),
      trash: may('trash'),
      purge: may('purge'),
      configure: may('configure'),
    },
  }
}
