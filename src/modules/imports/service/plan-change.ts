import type { Tx } from '#core/db/gate.ts'
import type { DealFields, DealLine, MoveInput } from '#modules/deals/api.ts'
import { fieldChanges, isSameMoment, logChanges, saysTheSame, type Wanted } from '../calc/deal-changes.ts'
import { hasTarget } from '../calc/mapping.ts'
import { changed } from '../calc/row-problem.ts'
import { dealLogs } from '../data/deal-logs.ts'
import type { KnownDeal } from './existing-deals.ts'
import type { PlannedDeal } from './plan-deal.ts'
import { labelOf, type RunSettings } from './run-settings.ts'

/** What a row changes in a deal that is here. */
export interface PlannedChange {
  planned: PlannedDeal
  deal: KnownDeal
  set: Partial<DealFields>
  moves: MoveInput[]
  /** The lines that the deal has, where the file has others. */
  linesBefore: readonly DealLine[] | null
  differs: { stage: boolean; dates: boolean }
}

/** Fields and lines in which a deal differs from its row; its log is decided by `decideLogs`. */
export function planChange(
  planned: PlannedDeal,
  deal: KnownDeal,
  lines: readonly DealLine[],
  { mapping }: RunSettings,
): PlannedChange {
  const { draft, fields, stage, dates } = planned
  const none = { planned, deal, set: {}, moves: [], linesBefore: null, differs: { stage: false, dates: false } }
  if (mapping.existing === 'skip') return none
  const isMoved = deal.stageId !== stage.id
  // What a cell does not say stays as it is: an empty cell wipes nothing out.
  const wanted: Wanted = {
    ...(hasTarget(mapping, 'title') && draft.title !== '' && { title: fields.title }),
    ...(draft.owner !== '' && { ownerId: fields.ownerId }),
    ...(fields.companyId !== null && { companyId: fields.companyId }),
    ...(fields.contactId !== null && { contactId: fields.contactId }),
    ...(fields.sourceId !== null && { sourceId: fields.sourceId }),
    ...(draft.amountMinor !== null && {
      amountMinor: fields.amountMinor,
      currency: fields.currency,
      baseMinor: fields.baseMinor,
    }),
    ...(fields.expectedCloseOn !== null && { expectedCloseOn: fields.expectedCloseOn }),
    ...(fields.lossReasonId !== null && { lossReasonId: fields.lossReasonId }),
    ...(fields.comment !== null && { comment: fields.comment }),
    ...(Object.keys(draft.custom).length > 0 && { custom: fields.custom }),
    ...(dates.createdKnown && { createdAt: fields.createdAt }),
  }
  const set = fieldChanges(deal, wanted)
  const closedDiffers =
    !isMoved && dates.closedKnown && deal.closedAt !== null && !isSameMoment(dates.closedAt ?? 0, deal.closedAt)
  const linesDiffer = planned.lines.length > 0 && textOf(planned.lines) !== textOf(lines)
  return {
    ...none,
    set,
    linesBefore: linesDiffer ? lines : null,
    differs: { stage: isMoved, dates: set.createdAt !== undefined || closedDiffers },
  }
}

/** What to append to the logs of deals whose stage or dates differ; a log that people have written stays, and that is noted. */
export async function decideLogs(tx: Tx, settings: RunSettings, changes: readonly PlannedChange[]): Promise<void> {
  const isHistory = settings.mapping.repeated === 'history'
  const moved = isHistory
    ? changes.filter(() => settings.mapping.existing === 'update')
    : changes.filter(({ differs }) => differs.stage || differs.dates)
  const logs = await dealLogs(
    tx,
    settings.workspaceId,
    moved.map(({ deal }) => deal.id),
  )
  for (const change of moved) {
    const { planned, deal } = change
    const log = logs.get(deal.id) ?? []
    if (isHistory && saysTheSame(log, planned.log)) continue
    const differs = isHistory ? { stage: true, dates: true } : change.differs
    const moves = logChanges(log, isHistory ? planned.log : plannedLog(change, settings.now), differs)
    if (moves) change.moves = moves
    else
      planned.draft.problems.push(
        changed(labelOf(settings, differs.stage ? 'stage' : 'closedAt'), planned.draft.stage, 'LOG_KEPT'),
      )
  }
}

function plannedLog({ planned, deal, differs }: PlannedChange, now: number) {
  const { log, dates, draft } = planned
  const last = log.at(-1)
  if (!last) return log
  if (dates.closedAt === null && differs.stage && !differs.dates) {
    // An open stage has no date of its own: it was seen when the file was written, and after what we know already.
    return [{ ...last, occurredAt: Math.max(Math.min(draft.updatedAt?.at ?? now, now), deal.enteredAt + 1) }]
  }
  // A file that does not know the creation leaves it where it is; the log still begins no later than it ends.
  return dates.createdKnown
    ? log
    : log.map((row) => (row === last ? row : { ...row, occurredAt: Math.min(deal.createdAt, last.occurredAt) }))
}

function textOf(
  lines: readonly { productName?: string; product?: string; quantity: number; priceMinor: number }[],
): string {
  return lines
    .map(({ productName, product, quantity, priceMinor }) => `${productName ?? product}|${quantity}|${priceMinor}`)
    .join('\n')
}
