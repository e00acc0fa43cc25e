import type { DealFields, MoveInput, StoredDeal } from '#modules/deals/api.ts'
import type { LogRow } from './deal-log.ts'

/** What a row of a file says of a deal that is here already. What it does not say is undefined and stays as it is. */
export interface Wanted {
  title?: string
  ownerId?: string | null
  companyId?: string | null
  contactId?: string | null
  sourceId?: string | null
  amountMinor?: number
  currency?: string
  baseMinor?: number
  expectedCloseOn?: string
  lossReasonId?: string | null
  comment?: string
  custom?: Record<string, unknown>
  createdAt?: number
}

/** The fields in which a deal differs from what the file says of it. The base amount follows the amount. */
export function fieldChanges(deal: StoredDeal, wanted: Wanted): Partial<DealFields> {
  const set: Partial<DealFields> = {}
  for (const name of [
    'title',
    'ownerId',
    'companyId',
    'contactId',
    'sourceId',
    'expectedCloseOn',
    'lossReasonId',
    'comment',
  ] as const) {
    const value = wanted[name]
    if (value !== undefined && value !== deal[name]) Object.assign(set, { [name]: value })
  }
  const { amountMinor, currency, baseMinor, createdAt, custom } = wanted
  if (amountMinor !== undefined && (amountMinor !== deal.amountMinor || currency !== deal.currency)) {
    set.amountMinor = amountMinor
    set.currency = currency ?? deal.currency
    set.baseMinor = baseMinor ?? deal.baseMinor
  }
  if (createdAt !== undefined && !isSameMoment(createdAt, deal.createdAt)) set.createdAt = createdAt
  if (
    custom &&
    Object.entries(custom).some(([key, value]) => JSON.stringify(deal.custom[key]) !== JSON.stringify(value))
  )
    set.custom = { ...deal.custom, ...custom }
  return set
}

/** Files keep seconds at best. */
export function isSameMoment(a: number, b: number): boolean {
  return Math.abs(a - b) < 1000
}

/** A row of the log of a deal that is here, as far as an import needs it. */
export interface LoggedMove {
  dealId: string
  seq: number
  pipelineId: string
  toStageId: string | null
  occurredAt: number
  certain: boolean
  voidsSeq: number | null
  source: string
  ownerId: string | null
  baseMinor: number
}

/** Rows that count: neither voided nor voiding. */
export function effective(log: readonly LoggedMove[]): LoggedMove[] {
  const voided = new Set(log.map(({ voidsSeq }) => voidsSeq))
  return log.filter(({ seq, voidsSeq }) => voidsSeq === null && !voided.has(seq))
}

/**
 * Rows to append, so that a deal's log says what the file says. A new stage is appended; new dates replace a log that came from
 * files alone. A log that people have written stays (`null`): the file knows less than they do.
 */
export function logChanges(
  log: readonly LoggedMove[],
  planned: readonly LogRow[],
  differs: { stage: boolean; dates: boolean },
): MoveInput[] | null {
  const counted = effective(log)
  const last = Math.max(...counted.map(({ occurredAt }) => occurredAt))
  const fromFiles = counted.every(({ source }) => source === 'import')
  const step = planned.at(-1)
  if (!step) return []
  if (differs.stage && !differs.dates && step.occurredAt >= last) return [move(step)]
  if (fromFiles) return [...counted.map(voiding), ...planned.map(move)]
  // The deal was moved here later than the file says it was closed.
  return null
}

/** Rows that bring a log back to what it was when it had `logSeq` rows. */
export function logReverted(log: readonly LoggedMove[], logSeq: number): MoveInput[] {
  const added = effective(log).filter(({ seq }) => seq > logSeq)
  const voidedLater = new Set(
    log.filter(({ seq, voidsSeq }) => seq > logSeq && voidsSeq !== null).map(({ voidsSeq }) => voidsSeq),
  )
  const again = log.filter(({ seq }) => seq <= logSeq && voidedLater.has(seq))
  return [
    ...added.map(voiding),
    ...again.map(({ toStageId, pipelineId, occurredAt, certain, ownerId, baseMinor }) => ({
      toStageId,
      pipelineId,
      occurredAt,
      certain,
      ownerId,
      baseMinor,
    })),
  ]
}

/** Whether a log says the same already: the same stages at the same moments. */
export function saysTheSame(log: readonly LoggedMove[], planned: readonly LogRow[]): boolean {
  const counted = effective(log).toSorted((a, b) => a.occurredAt - b.occurredAt || a.seq - b.seq)
  return (
    counted.length === planned.length &&
    planned.every(({ toStageId, occurredAt }, index) => {
      const row = counted[index]
      return row !== undefined && row.toStageId === toStageId && isSameMoment(row.occurredAt, occurredAt)
    })
  )
}

const move = ({ toStageId, pipelineId, occurredAt, certain, ownerId }: LogRow): MoveInput => ({
  toStageId,
  pipelineId,
  occurredAt,
  certain,
  ...(ownerId !== undefined && { ownerId }),
})

const voiding = ({ seq, toStageId, pipelineId, occurredAt }: LoggedMove): MoveInput => ({
  voidsSeq: seq,
  toStageId,
  pipelineId,
  occurredAt,
  certain: false,
})
