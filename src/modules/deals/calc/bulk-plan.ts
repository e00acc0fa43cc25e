import type { BulkReason } from '../contract/bulk.ts'
import type { Meaning } from '../contract/settings.ts'

/** What a change looks at in a deal. */
export interface BulkDeal {
  id: string
  title: string
  pipelineId: string
  stageId: string
  outcome: Meaning
  ownerId: string | null
  sourceId: string | null
  expectedCloseOn: string | null
  amountMinor: number
  currency: string
  custom: Readonly<Record<string, unknown>>
}

/** What is set, checked once for all deals. */
export interface BulkValues {
  ownerId?: string | null | undefined
  sourceId?: string | null | undefined
  expectedCloseOn?: string | null | undefined
  amountMinor?: number | undefined
  /** By field; null empties. */
  custom: Readonly<Record<string, unknown>>
  stage: { id: string; pipelineId: string; meaning: Meaning } | null
}

/** What the company asks of its deals. */
export interface BulkWorld {
  currency: string
  /** The company's own fields that are set or that some stage asks for. */
  fields: readonly { id: string; pipelineIds: readonly string[] | null; requiredStageIds: readonly string[] }[]
}

/** Values of a deal by field; own fields stand as 'custom.<id>'. */
export type BulkValuesOf = Record<string, unknown>

export type BulkStep =
  | { kind: 'change'; before: BulkValuesOf; after: BulkValuesOf }
  | { kind: 'same' }
  | { kind: 'refused'; reason: BulkReason }

const refused = (reason: BulkReason): BulkStep => ({ kind: 'refused', reason })
const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
const isSame = (one: unknown, two: unknown) => JSON.stringify(one ?? null) === JSON.stringify(two ?? null)

/**
 * What setting these values does to one deal: which of its values change from what to what, that it has them already, or why it is left alone.
 * A closed deal keeps its stage, amount and date: they are booked.
 */
export function bulkStep(deal: BulkDeal, values: BulkValues, { currency, fields }: BulkWorld): BulkStep {
  const { stage, custom } = values
  const isClosed = deal.outcome !== 'open'
  const touchesBooked = stage !== null || values.amountMinor !== undefined || values.expectedCloseOn !== undefined
  if (isClosed && touchesBooked && !hasAlready(deal, values)) return refused('CLOSED')
  const needsRate = values.amountMinor !== undefined || stage?.meaning === 'won'
  if (needsRate && deal.currency !== currency && !hasAlready(deal, values)) return refused('OTHER_CURRENCY')
  const pipelineId = stage?.pipelineId ?? deal.pipelineId
  const isForeign = fields.some(
    ({ id, pipelineIds }) =>
      id in custom && !isEmpty(custom[id]) && pipelineIds !== null && !pipelineIds.includes(pipelineId),
  )
  if (isForeign) return refused('NOT_IN_PIPELINE')
  const next = { ...deal.custom, ...custom }
  const stageId = stage?.id ?? deal.stageId
  const lacks = fields.some(
    ({ id, requiredStageIds }) =>
      requiredStageIds.includes(stageId) &&
      isEmpty(next[id]) &&
      (stage !== null || (id in custom && !isEmpty(deal.custom[id]))),
  )
  if (lacks) return refused('FIELDS_REQUIRED')

  const now = { ...plain(deal), ...own(deal.custom), stageId: deal.stageId }
  const wanted: BulkValuesOf = { ...plain(values), ...own(custom), ...(stage && { stageId: stage.id }) }
  const changed = Object.keys(wanted).filter((name) => !isSame(now[name as keyof typeof now], wanted[name]))
  if (changed.length === 0) return { kind: 'same' }
  const pick = (from: BulkValuesOf) => Object.fromEntries(changed.map((name) => [name, from[name] ?? null]))
  return { kind: 'change', before: pick(now), after: pick(wanted) }
}

function hasAlready(deal: BulkDeal, { stage, amountMinor, expectedCloseOn }: BulkValues): boolean {
  return (
    (stage === null || stage.id === deal.stageId) &&
    (amountMinor === undefined || amountMinor === deal.amountMinor) &&
    (expectedCloseOn === undefined || expectedCloseOn === deal.expectedCloseOn)
  )
}

const PLAIN = ['ownerId', 'sourceId', 'expectedCloseOn', 'amountMinor'] as const

function plain(from: Partial<Pick<BulkValues, (typeof PLAIN)[number]>>): BulkValuesOf {
  return Object.fromEntries(PLAIN.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]))
}

const own = (custom: Readonly<Record<string, unknown>>): BulkValuesOf =>
  Object.fromEntries(Object.entries(custom).map(([id, value]) => [`custom.${id}`, value]))

/** Of the values that a change has set: those that are still there, with what they were; the others somebody has changed since. */
export function undoable(
  deal: Pick<BulkDeal, 'ownerId' | 'sourceId' | 'expectedCloseOn' | 'amountMinor' | 'custom' | 'stageId'>,
  { before, after }: { before: BulkValuesOf; after: BulkValuesOf },
): { restore: BulkValuesOf; kept: string[] } {
  const now: BulkValuesOf = { ...plain(deal), ...own(deal.custom), stageId: deal.stageId }
  const names = Object.keys(before)
  const kept = names.filter((name) => !isSame(now[name], after[name]))
  return {
    restore: Object.fromEntries(names.filter((name) => !kept.includes(name)).map((name) => [name, before[name]])),
    kept,
  }
}

/** Adds up what became of the deals, with three names for each reason. */
export class BulkTally {
  changed = 0
  unchanged = 0
  private readonly reasons = new Map<BulkReason, { count: number; examples: string[] }>()

  add(step: BulkStep, title: string): void {
    if (step.kind === 'change') this.changed += 1
    else if (step.kind === 'same') this.unchanged += 1
    else this.refuse(step.reason, title)
  }

  refuse(reason: BulkReason, title: string | null, count = 1): void {
    const known = this.reasons.get(reason) ?? { count: 0, examples: [] }
    known.count += count
    if (title !== null && known.examples.length < 3) known.examples.push(title)
    this.reasons.set(reason, known)
  }

  get outcome() {
    const refusals = [...this.reasons].map(([reason, { count, examples }]) => ({
      reason,
      count,
      examples: [...examples],
    }))
    return { changed: this.changed, unchanged: this.unchanged, refused: refusals }
  }

  /** Goes on where an interrupted run has stopped. */
  static from(outcome: BulkTally['outcome'] | null): BulkTally {
    const tally = new BulkTally()
    if (!outcome) return tally
    tally.changed = outcome.changed
    tally.unchanged = outcome.unchanged
    for (const { reason, count, examples } of outcome.refused)
      tally.reasons.set(reason, { count, examples: [...examples] })
    return tally
  }
}
