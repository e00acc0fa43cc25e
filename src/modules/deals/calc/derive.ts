import { dayOf } from '#core/calendar/zone.ts'
import type { Day, TimeZone } from '#core/calendar/day.ts'
import { type CreditShare, creditOf } from './credit.ts'

/** A row of the log, `stage_changes`. Moments are milliseconds since 1970. */
export interface Move {
  seq: number
  pipelineId: string
  /** Null: the deal existed, its stage is not known. */
  toStageId: string | null
  occurredAt: number
  /** Whether occurredAt is known to be the moment of entering. */
  certain: boolean
  voidsSeq: number | null
  ownerId: string | null
  baseMinor: number
}

/** What of `deal_edits` the ledger depends on. */
export interface LedgerEdit {
  version: number
  at: number
  /** The amount after the edit; null: as before. */
  baseMinor: number | null
  /** Who shares the credit after the edit; null: as before. */
  credit: readonly CreditShare[] | null
  /** The shares follow a new owner: what is booked already stays with whom it was booked. */
  handedOver: boolean
}

/** What of the deal's row goes into the facts. */
export interface DealRow {
  id: string
  ownerId: string | null
  sourceId: string | null
  baseMinor: number
  createdAt: number
  lossReasonId: string | null
  deleted: boolean
}

export interface Stage {
  id: string
  pipelineId: string
  meaning: 'open' | 'won' | 'lost'
  position: number
  archived: boolean
}

export interface DealHistory {
  deal: DealRow
  moves: readonly Move[]
  edits: readonly LedgerEdit[]
}

export interface Stay {
  seq: number
  stageId: string
  pipelineId: string
  ownerId: string | null
  enteredAt: number
  leftAt: number | null
  /** First time on this stage, or the moment at which a forward move jumped over it. */
  first: boolean
  skipped: boolean
  certain: boolean
}

export interface Reach {
  pipelineId: string
  ownerId: string | null
  firstOwnerId: string | null
  /** When the deal was created, in whichever pipeline. */
  createdAt: number
  createdDay: Day
  stageId: string | null
  furthestStageId: string | null
  outcome: 'open' | 'won' | 'lost' | 'moved'
  closedAt: number | null
  closedDay: Day | null
  firstWonAt: number | null
  fullHistory: boolean
  /** When it came here from another pipeline; null: it was created here. */
  cameAt: number | null
  cameDay: Day | null
}

export interface Booking {
  seq: number
  pipelineId: string
  ownerId: string | null
  at: number
  day: Day
  kind: 'win' | 'return' | 'correction'
  n: number
  baseMinor: number
}

export interface Derived {
  deal: DealRow
  stays: readonly Stay[]
  reach: readonly Reach[]
  bookings: readonly Booking[]
}

/** Stages by id; the company's stages of all pipelines. */
export class Stages {
  readonly #byId: Map<string, Stage>
  readonly #openOf = new Map<string, Stage[]>()

  constructor(stages: readonly Stage[]) {
    this.#byId = new Map(stages.map((stage) => [stage.id, stage]))
    for (const stage of stages.toSorted((a, b) => a.position - b.position)) {
      if (stage.meaning !== 'open' || stage.archived) continue
      const open = this.#openOf.get(stage.pipelineId)
      if (open) open.push(stage)
      else this.#openOf.set(stage.pipelineId, [stage])
    }
  }

  get(id: string | null): Stage | undefined {
    return id === null ? undefined : this.#byId.get(id)
  }

  /** Open stages of the pipeline that are in use, in order. */
  openOf(pipelineId: string): readonly Stage[] {
    return this.#openOf.get(pipelineId) ?? []
  }
}

/**
 * The derived facts of one deal: a function of its log and nothing else, so that keeping up and rebuilding give the same rows
 * (docs/decisions/0002-derived-facts.md). Days are the company's. Moves come in any order; a voided pair is no visit.
 */
export function derive({ deal, moves, edits }: DealHistory, stages: Stages, zone: TimeZone): Derived {
  if (deal.deleted) return { deal, stays: [], reach: [], bookings: [] }
  const visits = effectiveMoves(moves)
  return {
    deal,
    stays: staysOf(visits, stages),
    reach: reachOf(deal, visits, stages, zone),
    bookings: bookingsOf(visits, edits, stages, zone),
  }
}

/** The log without what was voided, in the order in which it happened. Mostly that is the log itself. */
export function effectiveMoves(moves: readonly Move[]): readonly Move[] {
  const isVoided = moves.some((move) => move.voidsSeq !== null)
  if (!isVoided) return isInOrder(moves) ? moves : moves.toSorted(byTime)
  const voided = new Set(moves.map((move) => move.voidsSeq))
  return moves.filter((move) => move.voidsSeq === null && !voided.has(move.seq)).toSorted(byTime)
}

const byTime = (a: Move, b: Move) => a.occurredAt - b.occurredAt || a.seq - b.seq

function isInOrder(moves: readonly Move[]): boolean {
  return moves.every((move, index) => {
    const before = moves[index - 1]
    return before === undefined || byTime(before, move) <= 0
  })
}

/** Where the deal is now, by its log. */
export function stateOf(moves: readonly Move[], stages: Stages) {
  const last = effectiveMoves(moves).findLast((move) => move.toStageId !== null)
  const stage = stages.get(last?.toStageId ?? null)
  if (!last || !stage) return null
  const outcome = stage.meaning
  return { stage, outcome, enteredAt: last.occurredAt, closedAt: outcome === 'open' ? null : last.occurredAt }
}

function staysOf(visits: readonly Move[], stages: Stages): Stay[] {
  const stays: Stay[] = []
  const furthest = new Map<string, number>()
  visits.forEach((visit, index) => {
    const stage = stages.get(visit.toStageId)
    if (!stage || stage.meaning === 'lost') return
    const { pipelineId, seq, ownerId, occurredAt: enteredAt } = visit
    const before = furthest.get(pipelineId)
    const target = stage.meaning === 'won' ? Infinity : stage.position
    for (const jumped of stages.openOf(pipelineId)) {
      if (jumped.position <= (before ?? -1) || jumped.position >= target) continue
      // Where the log begins in the middle of the pipeline, the stages before were reached, but nobody knows when.
      const certain = visit.certain && before !== undefined
      stays.push({
        seq,
        stageId: jumped.id,
        pipelineId,
        ownerId,
        enteredAt,
        leftAt: enteredAt,
        first: true,
        skipped: true,
        certain,
      })
    }
    if (stage.meaning === 'open') {
      const leftAt = visits[index + 1]?.occurredAt ?? null
      const first = stage.position > (before ?? -1)
      stays.push({
        seq,
        stageId: stage.id,
        pipelineId,
        ownerId,
        enteredAt,
        leftAt,
        first,
        skipped: false,
        certain: visit.certain,
      })
    }
    const openEnd = stages.openOf(pipelineId).at(-1)?.position ?? stage.position
    furthest.set(pipelineId, Math.max(before ?? -1, stage.meaning === 'won' ? openEnd : stage.position))
  })
  return stays
}

function reachOf(deal: DealRow, visits: readonly Move[], stages: Stages, zone: TimeZone): Reach[] {
  const last = visits.at(-1)
  const first = visits[0]
  return [...Map.groupBy(visits, (visit) => visit.pipelineId)].map(([pipelineId, own]) => {
    const isCurrent = last?.pipelineId === pipelineId
    const lastOwn = own.at(-1)
    const stage = stages.get(lastOwn?.toStageId ?? null)
    const isClosed = isCurrent && (stage?.meaning === 'won' || stage?.meaning === 'lost')
    let [furthestVisited, firstWon]: [Stage | undefined, Move | undefined] = [undefined, undefined]
    for (const visit of own) {
      const visited = stages.get(visit.toStageId)
      if (visited?.meaning === 'open' && visited.position > (furthestVisited?.position ?? -1)) furthestVisited = visited
      if (visited?.meaning === 'won') firstWon ??= visit
    }
    const furthest = firstWon ? (stages.openOf(pipelineId).at(-1) ?? furthestVisited) : furthestVisited
    const cameAt = own[0] === first ? null : (own[0]?.occurredAt ?? null)
    const closedAt = isClosed ? (lastOwn?.occurredAt ?? null) : null
    return {
      pipelineId,
      ownerId: isCurrent && !isClosed ? deal.ownerId : (lastOwn?.ownerId ?? null),
      firstOwnerId: own[0]?.ownerId ?? null,
      createdAt: deal.createdAt,
      createdDay: dayOf(deal.createdAt, zone),
      stageId: lastOwn?.toStageId ?? null,
      furthestStageId: furthest?.id ?? null,
      outcome: isCurrent ? (stage?.meaning ?? 'open') : 'moved',
      closedAt,
      closedDay: closedAt === null ? null : dayOf(closedAt, zone),
      firstWonAt: firstWon?.occurredAt ?? null,
      fullHistory: own.every((visit) => visit.certain && visit.toStageId !== null),
      cameAt,
      cameDay: cameAt === null ? null : dayOf(cameAt, zone),
    }
  })
}

const isMove = (event: Move | LedgerEdit): event is Move => 'seq' in event
const momentOf = (event: Move | LedgerEdit) => (isMove(event) ? event.occurredAt : event.at)
const placeOf = (event: Move | LedgerEdit) => (isMove(event) ? event.seq : event.version)

/** What the ledger follows, in the order in which it happened; of one moment moves come first. */
function eventsOf(visits: readonly Move[], edits: readonly LedgerEdit[]): readonly (Move | LedgerEdit)[] {
  if (edits.length === 0) return visits
  return [...visits, ...edits].toSorted(
    (a, b) => momentOf(a) - momentOf(b) || Number(isMove(b)) - Number(isMove(a)) || placeOf(a) - placeOf(b),
  )
}

/** Nobody gets anything. */
const NOTHING: ReadonlyMap<string | null, number> = new Map()

/**
 * The ledger of sales volume: the booked money is a state, each row is by how much an event changed it for one person. A deal is counted once, with the
 * owner at the win; its money goes by the shares of the credit, where there are any.
 */
function bookingsOf(visits: readonly Move[], edits: readonly LedgerEdit[], stages: Stages, zone: TimeZone): Booking[] {
  // Before the first win nothing is booked: most logs need no second look.
  if (!visits.some((visit) => stages.get(visit.toStageId)?.meaning === 'won')) return []
  const bookings: Booking[] = []
  let win: Move | null = null
  let amount = 0
  let credit: readonly CreditShare[] = []
  let creditAtWin = credit
  let booked = NOTHING
  let asBooked: { win: Move | null; amount: number; credit: readonly CreditShare[] } | undefined
  for (const event of eventsOf(visits, edits)) {
    const previous: Move | null = win
    const edit = isMove(event) ? null : event
    amount = event.baseMinor ?? amount
    credit = edit?.credit ?? credit
    if (isMove(event)) win = stages.get(event.toStageId)?.meaning === 'won' ? (win ?? event) : null
    if (previous === null || (edit?.credit && !edit.handedOver)) creditAtWin = credit
    const credited: Move | null = win ?? previous
    if (!credited) continue
    if (asBooked?.win === win && asBooked.amount === amount && asBooked.credit === creditAtWin) continue
    asBooked = { win, amount, credit: creditAtWin }
    const n = Number(win !== null) - Number(previous !== null)
    const due = win ? creditOf(amount, creditAtWin, win.ownerId) : NOTHING
    const { pipelineId } = credited
    const at = momentOf(event)
    for (const ownerId of peopleOf(credited.ownerId, due, booked)) {
      const counted = ownerId === credited.ownerId ? n : 0
      const money = (due.get(ownerId) ?? 0) - (booked.get(ownerId) ?? 0)
      if (counted === 0 && money === 0) continue
      const kind = n > 0 ? 'win' : n < 0 ? 'return' : 'correction'
      const seq = bookings.length + 1
      bookings.push({ seq, pipelineId, ownerId, at, day: dayOf(at, zone), kind, n: counted, baseMinor: money })
    }
    booked = due
  }
  return bookings
}

/** The owner first, then whoever gets or got something. Mostly there is nobody else. */
function peopleOf(
  ownerId: string | null,
  due: ReadonlyMap<string | null, number>,
  booked: ReadonlyMap<string | null, number>,
): Iterable<string | null> {
  const others = due.size + booked.size - Number(due.has(ownerId)) - Number(booked.has(ownerId))
  return others === 0 ? [ownerId] : new Set([ownerId, ...due.keys(), ...booked.keys()])
}
