import { apart } from '#core/db/apart.ts'
import type { Tx } from '#core/db/gate.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { normalizeEmail, normalizePhone } from '#core/files/values.ts'
import { completeness, masterOf } from '../calc/completeness.ts'
import { duplicateScore, pairOf } from '../calc/duplicates.ts'
import { nameKeyOf, readInn } from '../calc/keys.ts'
import { clientKinds, type ClientKind, type DuplicatePair, type LikelyDuplicate } from '../contract.ts'
import { decidePair, lastSearch, likeClients, openPairs, type PairRow, type PairSide } from '../data/duplicates.ts'
import { can, isInHands } from '../policy.ts'
import { allow, named } from './by.ts'
import { allowKind } from './lists.ts'
import { mergeClients } from './merge.ts'
import { readClient } from './merge-sides.ts'

interface TypedIn {
  name?: string | undefined
  inn?: string | undefined
  phones?: readonly string[] | undefined
  emails?: readonly string[] | undefined
  kinds?: readonly ClientKind[] | undefined
  exceptIds?: readonly string[] | undefined
}

const SHOWN = 10
/** Below this a hint would disturb more than help. */
const WORTH_SAYING = 0.2

/** Who may be the client that is being typed in, likeliest first. What cannot be a number or an address yet is left out. @throws Refusal FORBIDDEN */
export async function likelyDuplicates(tx: Tx, actor: Actor, typed: TypedIn): Promise<{ rows: LikelyDuplicate[] }> {
  allow(actor, 'read')
  const { kinds = clientKinds, exceptIds = [] } = typed
  const name = typed.name && typed.name.length >= 3 ? typed.name : null
  const read = {
    name,
    nameKey: name ? nameKeyOf(name) : null,
    inn: readInn(typed.inn ?? null) ?? null,
    phones: (typed.phones ?? []).flatMap((text) => {
      const phone = normalizePhone(text)
      return phone.ok && phone.value.key.length === 10 ? [phone.value.key] : []
    }),
    emails: (typed.emails ?? []).flatMap((text) => {
      const email = normalizeEmail(text)
      return email.ok ? [email.value] : []
    }),
  }
  const rows: LikelyDuplicate[] = []
  for (const kind of kinds) {
    if (kind === 'contact' && !can(actor, 'readContacts')) continue
    for (const found of await likeClients(tx, actor.workspaceId, kind, read, SHOWN)) {
      const isNamesake = kind === 'company' && read.nameKey !== null && nameKeyOf(found.name) === read.nameKey
      const alike = { ...found, nameLikeness: isNamesake ? 1 : found.nameLikeness, otherKpp: false, sameCompany: false }
      const { score, reasons } = duplicateScore(kind, alike)
      if (score < WORTH_SAYING || exceptIds.includes(found.id)) continue
      const { id, name: title, ownerId, ownerName, inn, region, companyName, phone } = found
      const detail = [region, companyName, can(actor, 'readContacts') && phone].filter(Boolean)
      rows.push({
        kind,
        id,
        name: title,
        inn,
        detail: detail.join(' · ') || null,
        owner: named(ownerId, ownerName),
        score,
        reasons,
      })
    }
  }
  return { rows: rows.toSorted((a, b) => b.score - a.score).slice(0, SHOWN) }
}

interface Page {
  kind: ClientKind
  cursor?: [number, string, string] | undefined
  limit: number
}

/** Pairs that may be one client, as far as the actor sees both. @throws Refusal FORBIDDEN */
export async function listDuplicates(tx: Tx, actor: Actor, { kind, cursor, limit }: Page) {
  allowKind(actor, kind)
  const found = await openPairs(tx, actor.workspaceId, { kind, after: cursor, most: limit + 1 })
  const last = found.length > limit ? found[limit - 1] : undefined
  const searchedAt = await lastSearch(tx, actor.workspaceId, kind)
  return {
    rows: found.slice(0, limit).map((row) => pairRow(actor, kind, row)),
    nextCursor: last ? cursorText([last.score, last.aId, last.bId]) : null,
    searchedAt: searchedAt?.toISOString() ?? null,
  }
}

function pairRow(actor: Actor, kind: ClientKind, { a, b, score, reasons }: PairRow): DuplicatePair {
  const sides = [sideOf(a), sideOf(b)] as const
  const mayMerge = can(actor, 'merge') && !actor.readOnly && isInHands(actor, a.ownerId) && isInHands(actor, b.ownerId)
  return {
    kind,
    a: sides[0],
    b: sides[1],
    masterId: masterOf(...sides).id,
    score: Math.round(score * 100) / 100,
    reasons,
    mayMerge,
  }
}

function sideOf(side: PairSide): DuplicatePair['a'] {
  const { id, name, inn, kpp, detail, ownerId, ownerName, createdAt, deals } = side
  return {
    id,
    name,
    inn: inn ?? null,
    kpp: kpp ?? null,
    detail: detail || null,
    owner: named(ownerId, ownerName),
    createdAt,
    completeness: completeness(side),
    deals,
  }
}

/** Remembers that two clients are not one, or forgets it. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function decideDuplicate(
  tx: Tx,
  actor: Actor,
  { kind, aId, bId, different }: { kind: ClientKind; aId: string; bId: string; different: boolean },
): Promise<{ done: true }> {
  allow(actor, 'merge')
  const { workspaceId, personId } = actor
  for (const id of [aId, bId]) if (!(await readClient(tx, workspaceId, kind, id))) throw new Refusal('NOT_FOUND')
  if (aId === bId) throw new Refusal('NOT_FOUND')
  await decidePair(tx, workspaceId, kind, pairOf(aId, bId), { different, actorId: personId })
  return { done: true }
}

/**
 * Merges pairs of the review list; of each the fuller one stays. A pair that cannot be merged is skipped with its reason and hinders no other. Each pair
 * stands by itself in the transaction: a pair whose side was absorbed a moment ago is skipped too.
 * @throws Refusal FORBIDDEN
 */
export async function mergePairs(
  tx: Tx,
  actor: Actor,
  { kind, pairs }: { kind: ClientKind; pairs: readonly { aId: string; bId: string }[] },
) {
  allow(actor, 'merge')
  const merges: string[] = []
  const skipped: { aId: string; bId: string; code: string }[] = []
  for (const pair of pairs) {
    const [found] = await openPairs(tx, actor.workspaceId, { kind, most: 1, ...pairOf(pair.aId, pair.bId) })
    if (!found) {
      skipped.push({ ...pair, code: 'NOT_FOUND' })
      continue
    }
    const row = pairRow(actor, kind, found)
    if (!row.mayMerge) {
      skipped.push({ ...pair, code: 'FORBIDDEN' })
      continue
    }
    const absorbedId = row.masterId === found.aId ? found.bId : found.aId
    try {
      const { id } = await apart(tx, () =>
        mergeClients(tx, actor, { kind, masterId: row.masterId, absorbedId, fields: {} }),
      )
      merges.push(id)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      skipped.push({ ...pair, code: error.code })
    }
  }
  return { merges, skipped }
}
