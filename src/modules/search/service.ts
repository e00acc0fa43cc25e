import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import { numberedDeals } from '#modules/deals/api.ts'
import { inOtherLayout, readQuery } from './calc/read-query.ts'
import type { SearchHit } from './contract.ts'
import { foundByKey } from './data/by-key.ts'
import { foundAlike, foundByWords, foundPeople } from './data/by-words.ts'
import { readHits } from './data/read-hits.ts'

export interface SearchAnswer {
  hits: SearchHit[]
  instead: string | null
  alike: boolean
}

/**
 * Records of all kinds that a text means, at most `limit` of each kind and only what the actor may see. First as it was typed; when nothing has it,
 * typed in the other layout; then names that resemble it.
 */
export async function findRecords(
  tx: Tx,
  actor: Actor,
  { text, limit }: { text: string; limit: number },
): Promise<SearchAnswer> {
  if (text === '') return { hits: [], instead: null, alike: false }
  const exact = await hitsOf(tx, actor, text, limit)
  if (exact.length > 0) return { hits: exact, instead: null, alike: false }
  const other = inOtherLayout(text)
  const turned = other === null ? [] : await hitsOf(tx, actor, other, limit)
  if (turned.length > 0) return { hits: turned, instead: other, alike: false }
  if (readQuery(text).pieces.length === 0) return { hits: [], instead: null, alike: false }
  const alike = await readHits(tx, actor.workspaceId, await foundAlike(tx, text, limit), limit)
  return { hits: alike, instead: null, alike: alike.length > 0 }
}

async function hitsOf(tx: Tx, actor: Actor, text: string, limit: number): Promise<SearchHit[]> {
  const query = readQuery(text)
  const [numbered, byKey, byWords, people] = await Promise.all([
    numberedDeals(tx, actor.workspaceId, text, limit),
    foundByKey(tx, actor.workspaceId, query, limit),
    foundByWords(tx, text, query.pieces, limit),
    foundPeople(tx, actor.workspaceId, text, limit),
  ])
  return readHits(
    tx,
    actor.workspaceId,
    [...numbered.map((id) => ({ kind: 'deal' as const, id })), ...byKey, ...byWords, ...people],
    limit,
  )
}
