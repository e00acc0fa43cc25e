import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import type { Actor } from '#core/http/routes.ts'
import type { RecordKind } from '../contract.ts'
import type { Move } from '../data/move-owned.ts'

/** What an answer keeps for people: a hand-over knows nothing of it but whose it is. Its module declares it once and app.ts puts all of them together. */
export interface Kept {
  kind: Extract<RecordKind, 'ritual' | 'case' | 'goal'>
  /** What these people have of it that needs somebody's care and that the actor may give to others. */
  held(tx: Tx, actor: Actor, personIds: readonly string[]): Promise<{ ownerId: string; id: string; title: string }[]>
  /** Gives it to others; what is not with `fromId` any more, or is in another version than the named one, stays. Gives what was moved. */
  move(tx: Tx, by: By, moves: readonly Move[]): Promise<{ id: string; version: number }[]>
}

let known: readonly Kept[] = []

/** Tells hand-overs what answers keep for people; app.ts does so once. */
export function handoverKnows(kept: readonly Kept[]): void {
  known = kept
}

/** Everything that answers keep for these people. */
export async function keptOf(
  tx: Tx,
  actor: Actor,
  personIds: readonly string[],
  kinds: readonly RecordKind[],
): Promise<{ kind: RecordKind; ownerId: string; id: string; title: string }[]> {
  if (personIds.length === 0) return []
  const found = []
  for (const one of known.filter(({ kind }) => kinds.includes(kind))) {
    const rows = await one.held(tx, actor, personIds)
    found.push(...rows.map((row) => ({ kind: one.kind as RecordKind, ...row })))
  }
  return found
}

/** @throws Error for a kind that nobody keeps */
export function moveKept(tx: Tx, by: By, kind: Kept['kind'], moves: readonly Move[]) {
  const keeper = known.find((one) => one.kind === kind)
  if (!keeper) throw new Error(`nobody keeps ${kind}`)
  return keeper.move(tx, by, moves)
}
