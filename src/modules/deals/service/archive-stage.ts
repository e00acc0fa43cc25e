import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { By } from '#core/http/by.ts'
import type { Actor, Call } from '#core/http/routes.ts'
import type { Pipeline } from '../contract.ts'
import { audit } from '#modules/org/api.ts'
import { countDealsOnStage, dealsOnStage, updateStage } from '../data/pipelines.ts'
import { hasLossReasons } from '../data/references.ts'
import { lockDeals } from '../data/histories.ts'
import { changeDeals, writeContext } from './change-deals.ts'
import { inCompanyCurrencyAt } from './deal-commands.ts'
import { rebuilding } from './rebuild-later.ts'
import { allow, beforeChange, type ChangedPipeline, inUse, isWhole, pipelineOf, stageOf } from './settings.ts'

const DEALS_AT_ONCE = 1_000

interface Archived {
  id: string
  moveToStageId?: string | undefined
  lossReasonId?: string | undefined
}

/**
 * Takes a stage out of use. Deals on it go to another stage of the pipeline, each with a row in its log. Who arranges the stages moves all
 * deals on them, whoever owns them: the work is done with the sight of the whole company.
 * @throws Refusal FORBIDDEN, NOT_FOUND, PIPELINE_NEEDS_STAGES, STAGE_HAS_DEALS {deals} when nobody said where they go, STAGE_UNKNOWN,
 *   LOSS_REASON_REQUIRED, RATE_MISSING, STAGES_HELD
 */
export async function archiveStage(
  call: Pick<Call<unknown>, 'actor' | 'gate' | 'clock' | 'jobs'>,
  input: Archived,
): Promise<Pipeline> {
  const { actor, gate, clock } = call
  allow(actor)
  const overseer = { ...actor, scope: 'all' as const, people: [] }
  return rebuilding(
    call,
    (work) => gate.as(overseer, work, { again: true }),
    (tx) => archive(tx, overseer, input, clock.now()),
  )
}

async function archive(
  tx: Tx,
  actor: Actor,
  { id, moveToStageId, lossReasonId }: Archived,
  now: Date,
): Promise<ChangedPipeline> {
  const { workspaceId } = actor
  await beforeChange(tx, workspaceId)
  const { stage, pipeline } = await stageOf(tx, actor, id)
  if (stage.archived) return { pipeline, rebuild: false }
  if (!isWhole(inUse(pipeline).filter((one) => one.id !== id))) throw new Refusal('PIPELINE_NEEDS_STAGES')
  const deals = await countDealsOnStage(tx, workspaceId, id)
  if (deals > 0) {
    if (!moveToStageId) throw new Refusal('STAGE_HAS_DEALS', { deals })
    const target = inUse(pipeline).find((one) => one.id === moveToStageId && one.id !== id)
    if (!target) throw new Refusal('STAGE_UNKNOWN')
    if (
      target.meaning === 'lost' &&
      stage.meaning !== 'lost' &&
      !lossReasonId &&
      (await hasLossReasons(tx, workspaceId))
    ) {
      throw new Refusal('LOSS_REASON_REQUIRED')
    }
    const origin = { actorId: actor.personId, source: 'ui' as const, importId: null }
    const context = await writeContext(tx, workspaceId, actor.workspace.timeZone, origin, now.getTime())
    const moves = [{ toStageId: target.id, occurredAt: now.getTime() }]
    const set = lossReasonId && stage.meaning !== 'lost' ? { lossReasonId } : {}
    const isWin = target.meaning === 'won' && stage.meaning !== 'won'
    for (;;) {
      const ids = await dealsOnStage(tx, workspaceId, id, DEALS_AT_ONCE)
      if (ids.length === 0) break
      const frozen = isWin ? await amountsOfWins(tx, { actor, now }, ids) : new Map<string, number>()
      await changeDeals(
        tx,
        context,
        ids.map((dealId) => {
          const baseMinor = frozen.get(dealId)
          return { id: dealId, set: baseMinor === undefined ? set : { ...set, baseMinor }, moves }
        }),
      )
    }
  }
  await updateStage(tx, workspaceId, id, { archived: true })
  await audit(tx, actor, 'stage.archived', 'stage', id, {
    name: stage.name,
    deals,
    moveToStageId: moveToStageId ?? null,
  })
  return { pipeline: await pipelineOf(tx, actor, pipeline.id), rebuild: stage.meaning === 'open' }
}

/** What deals in other currencies are worth on the day on which they are won: a win freezes its rate. @throws Refusal RATE_MISSING */
async function amountsOfWins(tx: Tx, by: By, ids: readonly string[]): Promise<Map<string, number>> {
  const amounts = new Map<string, number>()
  for (const { stored } of await lockDeals(tx, by.actor.workspaceId, ids)) {
    const { id, amountMinor, currency } = stored
    if (currency !== by.actor.workspace.currency)
      amounts.set(id, await inCompanyCurrencyAt(tx, by, amountMinor, currency, by.now.getTime()))
  }
  return amounts
}
