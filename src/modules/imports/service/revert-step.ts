import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import type { JobCall } from '#core/jobs/job.ts'
import type { Actor } from '#core/http/routes.ts'
import { removeImportedActivities } from '#modules/activities/api.ts'
import { holdStages, writeContext } from '#modules/deals/api.ts'
import { removeImportedPayments } from '#modules/payments/api.ts'
import { revertImportedPlan } from '#modules/plans/api.ts'
import { audit, rightsChanged } from '#modules/org/api.ts'
import { lockImports, type StoredImport } from '../data/imports.ts'
import { dealRevertSums, touchedDeals, unmake } from '../data/revert.ts'
import { reverter } from './importer.ts'
import { revertDeals, type Reverted } from './revert-deals.ts'
import { revertCompanies, revertContacts, revertPeople, revertProducts, revertSpend } from './revert-records.ts'
import { endStep, runStep, type Step, type StepData } from './step.ts'

/** What a revert would do, and which deals people have changed since. */
export async function revertPreview(tx: Tx, { workspaceId, id, kind, counts }: StoredImport) {
  if (kind !== 'deals')
    return { remove: counts?.create ?? 0, restore: counts?.update ?? 0, changedLater: null, examples: [] }
  const sums = await dealRevertSums(tx, workspaceId, id)
  return { ...sums, examples: sums.changedLater > 0 ? await touchedDeals(tx, workspaceId, id, 100) : [] }
}

/** Brings the company back to what it was before the import, in one transaction. */
export function revertStep(
  call: JobCall,
  data: StepData & { force: boolean },
  rebuild: (tx: Tx) => Promise<void>,
): Promise<void> {
  return runStep(call, data, 'reverting', async (step) => {
    const { one, actor } = step
    await call.gate.as(reverter(actor), async (tx) => {
      await lockImports(tx, one.workspaceId)
      if (one.kind === 'deals') await holdStages(tx, one.workspaceId)
      const reverted = await revertKind(tx, call, step, data.force)
      const { stages } = await unmake(tx, one.workspaceId, one.id)
      if (stages.length > 0) await rebuild(tx)
      await audit(tx, actor, 'import.reverted', 'import', one.id, { file: one.fileName, kind: one.kind, ...reverted })
      await endStep(tx, data, 'reverting', {
        status: 'reverted',
        ...(one.counts && { counts: { ...one.counts, reverted } }),
        finishedAt: call.clock.now(),
      })
    })
    if (one.kind === 'people') rightsChanged(one.workspaceId)
  })
}

async function revertKind(tx: Tx, call: JobCall, { one, actor, onProgress }: Step, force: boolean): Promise<Reverted> {
  const { workspaceId, id, made } = one
  switch (one.kind) {
    case 'deals':
      return revertDeals(tx, await contextFor(tx, call, actor, id), { id, made }, force, onProgress)
    case 'products':
      return revertProducts(tx, workspaceId, { id, made }, force)
    case 'companies':
      return revertCompanies(tx, workspaceId, id, force)
    case 'contacts':
      return revertContacts(tx, workspaceId, id, force)
    case 'payments':
      announce(tx, { workspaceId, topic: 'invoice', id, ownerIds: [], byPersonId: null })
      return { ...(await removeImportedPayments(tx, workspaceId, id, force)), restored: 0 }
    case 'spend': {
      announce(tx, { workspaceId, topic: 'spend', id, ownerIds: [], byPersonId: null })
      return revertSpend(tx, workspaceId, id, force)
    }
    case 'activities':
      announce(tx, { workspaceId, topic: 'activity', id, ownerIds: [], byPersonId: null })
      return { ...(await removeImportedActivities(tx, workspaceId, id, force)), restored: 0 }
    case 'plans':
      announce(tx, { workspaceId, topic: 'plan', id, ownerIds: [], byPersonId: actor.personId })
      return revertImportedPlan(tx, { workspaceId, personId: actor.personId, importId: id }, force)
    case 'people':
      return revertPeople(tx, workspaceId, id, force)
  }
}

function contextFor(tx: Tx, call: JobCall, { workspaceId, personId, workspace }: Actor, importId: string) {
  return writeContext(
    tx,
    workspaceId,
    workspace.timeZone,
    { actorId: personId, source: 'import', importId },
    call.clock.now().getTime(),
  )
}
