import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { ClientKind } from '../contract.ts'
import { editsSince } from '../data/edits.ts'

/**
 * Whoever read an older version may still write the fields that nobody has touched since; otherwise he is told what the card is now, who changed it
 * and when.
 * @throws Refusal CLIENT_CHANGED {version, current, by, at}
 */
export async function refuseConflict(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  card: { id: string; version: number },
  { version, fields }: { version: number; fields: readonly string[] },
  current: () => Promise<unknown>,
): Promise<void> {
  if (version === card.version) return
  const since = await editsSince(tx, workspaceId, kind, { id: card.id, version })
  const same = since.find((edit) => fields.some((field) => edit.fields.includes(field)))
  // Where the history does not say all that happened since, nothing is known to be untouched.
  const isWhole = version < card.version && new Set(since.map((edit) => edit.version)).size === card.version - version
  if (isWhole && !same) return
  throw new Refusal('CLIENT_CHANGED', {
    version: card.version,
    current: await current(),
    by: same?.by ?? null,
    at: same?.at.toISOString() ?? null,
  })
}
