import { type By, sourceOf } from '#core/http/by.ts'
import { announce, MANY } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { changeDeals, handOverShares, writeContext } from '#modules/deals/api.ts'
import { handOverLeads } from '#modules/leads/api.ts'
import { notify } from '#modules/notifications/api.ts'
import { countsOfReceivers, handoverById, type Item, nextItems, setState, settleItems } from '../data/handovers.ts'
import { dealsStillThere, type Move, moveOwned } from '../data/move-owned.ts'
import { moveKept } from './kept.ts'
import { movePlanBack } from './plan.ts'

const BATCH = 200

/** Moves the next batch of a hand-over, or takes it back; gives how many records it has settled, 0 when none are left. */
export async function step(tx: Tx, by: By, handoverId: string): Promise<number> {
  const { workspaceId } = by.actor
  const handover = await handoverById(tx, workspaceId, handoverId)
  if (!handover || !['running', 'undoing'].includes(handover.state)) return 0
  const back = handover.state === 'undoing'
  const items = await nextItems(tx, workspaceId, handoverId, back ? 'moved' : 'waiting', BATCH)
  if (items.length === 0) return 0
  const done = await moveItems(tx, by, items, handover.fromId, back)
  await settleItems(
    tx,
    workspaceId,
    handoverId,
    items.map(({ kind, recordId, toId }) => ({
      kind,
      recordId,
      toId,
      state: done.has(recordId) ? (back ? 'returned' : 'moved') : back ? 'kept' : 'skipped',
      version: done.get(recordId) ?? null,
    })),
  )
  return items.length
}

/** What is moved, with its version afterwards. */
async function moveItems(
  tx: Tx,
  by: By,
  items: readonly Item[],
  fromId: string,
  back: boolean,
): Promise<Map<string, number>> {
  const { actor, now } = by
  const { workspaceId } = actor
  const [first] = items
  if (!first) return new Map()
  const moves: Move[] = items.map(({ recordId, toId, versionAfter }) => ({
    id: recordId,
    fromId: back ? toId : fromId,
    toId: back ? fromId : toId,
    version: back ? versionAfter : null,
  }))
  const origin = { workspaceId, actorId: actor.personId, source: sourceOf({ actor }), at: now }
  const pairs = (rows: readonly { id: string; version: number }[]) =>
    new Map(rows.map(({ id, version }) => [id, version]))
  switch (first.kind) {
    case 'plan': {
      const { cells } = first.details as { cells: Parameters<typeof movePlanBack>[2] }
      const from = cells.map(({ month }) => month).toSorted((a, b) => (a < b ? -1 : 1))[0] ?? ''
      return new Map((await movePlanBack(tx, actor, cells, `${from}-01`)) ? [[first.recordId, 0]] : [])
    }
    case 'deal':
    case 'billed':
      return moveDeals(tx, by, moves)
    case 'share':
      return moveShares(tx, by, moves)
    case 'ritual':
    case 'case':
    case 'goal': {
      const moved = await moveKept(tx, by, first.kind, moves)
      tellBrowsers(tx, by, first.kind, moves)
      return pairs(moved)
    }
    case 'lead':
      return moveLeads(tx, by, moves)
    default: {
      const moved = await moveOwned(tx, origin, first.kind, moves)
      tellBrowsers(tx, by, first.kind, moves)
      return pairs(moved)
    }
  }
}

async function moveDeals(tx: Tx, { actor, now }: By, moves: readonly Move[]): Promise<Map<string, number>> {
  const there = await dealsStillThere(tx, actor.workspaceId, moves)
  const going = moves.filter(({ id }) => there.has(id))
  if (going.length === 0) return new Map()
  const changed = await changeDeals(
    tx,
    await contextOf(tx, { actor, now }),
    going.map(({ id, toId }) => ({ id, set: { ownerId: toId } })),
  )
  return new Map(changed.map(({ id, version }) => [id, version]))
}

async function moveShares(tx: Tx, by: By, moves: readonly Move[]): Promise<Map<string, number>> {
  const changed = await handOverShares(tx, await contextOf(tx, by), moves)
  return new Map(changed.map(({ id, version }) => [id, version]))
}

function contextOf(tx: Tx, { actor, now }: By) {
  const origin = { actorId: actor.personId, source: sourceOf({ actor }), importId: null } as const
  return writeContext(tx, actor.workspaceId, actor.workspace.timeZone, origin, now.getTime())
}

async function moveLeads(tx: Tx, by: By, moves: readonly Move[]): Promise<Map<string, number>> {
  const { workspaceId, personId: actorId } = by.actor
  const moved = new Map<string, number>()
  for (const [fromId, of] of Map.groupBy(moves, (move) => move.fromId)) {
    const given = of.map(({ id, toId, version }) => ({ id, toId, ...(version !== null && { version }) }))
    const rows = await handOverLeads(tx, { workspaceId, actorId, fromId, now: by.now }, given)
    for (const { id, version } of rows) moved.set(id, version)
  }
  tellBrowsers(tx, by, 'lead', moves)
  return moved
}

function tellBrowsers(tx: Tx, { actor }: By, topic: string, moves: readonly Move[]): void {
  const ownerIds = [...new Set(moves.flatMap(({ fromId, toId }) => [fromId, toId]))]
  announce(tx, { workspaceId: actor.workspaceId, topic, id: MANY, ownerIds, byPersonId: actor.personId })
}

/** Closes a hand-over of which nothing is left to do, and tells those who got something. */
export async function finishIfDone(tx: Tx, by: By, handoverId: string): Promise<void> {
  const { workspaceId, personId } = by.actor
  const handover = await handoverById(tx, workspaceId, handoverId)
  if (!handover || !['running', 'undoing'].includes(handover.state)) return
  const back = handover.state === 'undoing'
  await setState(tx, workspaceId, handoverId, back ? 'undone' : 'done', { at: by.now, byId: personId })
  if (back) return
  const received = Map.groupBy(await countsOfReceivers(tx, workspaceId, handoverId), ({ id }) => id)
  await notify(
    tx,
    [...received].map(([receiver, counts]) => ({
      workspaceId,
      personId: receiver,
      kind: 'HANDOVER_RECEIVED',
      subject: null,
      data: {
        from: handover.fromName,
        deals: counts.find(({ kind }) => kind === 'deal')?.n ?? 0,
        records: counts.reduce((sum, { n }) => sum + n, 0),
      },
      path: '/deals',
    })),
  )
}
