import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import { changesBetween, shownValue } from '../calc/changes.ts'
import { JOINED, mergedValues, proposedChoice } from '../calc/merge-values.ts'
import type { Choice, ClientKind, CompanyCard, ContactCard, MergeField } from '../contract.ts'
import { insertEdits } from '../data/edits.ts'
import { childrenOf, insertMerge, moveChildren, setMergedInto } from '../data/merges.ts'
import { namesOfPeople } from '../data/names.ts'
import { originOf } from './by.ts'
import { announceCompany, getCompany } from './companies.ts'
import { announceContact, getContact } from './contacts.ts'
import { bothSides, type ClientValues, valuesOf, writeClient } from './merge-sides.ts'
import { orLoop } from './refusals.ts'

/** For how long a merge can be taken back. */
export const UNDOABLE_DAYS = 30

interface Pair {
  kind: ClientKind
  masterId: string
  absorbedId: string
}

interface Merge extends Pair {
  masterVersion?: number | undefined
  absorbedVersion?: number | undefined
  fields: Readonly<Record<string, Choice>>
}

/** Lists and objects are joined by themselves; of the rest a person may choose. */
const BY_CHOICE = new Set(['name', 'fullName', 'inn', 'kpp', 'industry', 'region', 'legalAddress', 'actualAddress', 'jobTitle', 'companyId', 'ownerId',
  'parentId', 'comment']) // prettier-ignore

/** Two clients field by field and what would be moved. @throws Refusal FORBIDDEN, NOT_FOUND, CLIENT_MERGED */
export async function mergePreview(tx: Tx, actor: Actor, pair: Pair) {
  const { master, absorbed } = await bothSides(tx, actor, pair)
  const [own, other] = [valuesOf(pair.kind, master), valuesOf(pair.kind, absorbed)]
  const ids = ['companyId', 'ownerId', 'parentId'].flatMap((field) => [own[field], other[field]])
  const names = await namesOfPeople(
    tx,
    actor.workspaceId,
    ids.filter((id): id is string => typeof id === 'string'),
  )
  const shown = (value: unknown) => {
    const text = shownValue(value)
    return text === null ? null : (names.get(String(text)) ?? String(text))
  }
  const fields = Object.keys(own)
    .filter((field) => BY_CHOICE.has(field) && field in changesBetween(own, other))
    .map((field): MergeField => ({
      field,
      master: shown(own[field]),
      absorbed: shown(other[field]),
      proposed: proposedChoice(field, own[field], other[field]),
      joins: JOINED.has(field),
    }))
  const card = (id: string): Promise<CompanyCard | ContactCard> =>
    pair.kind === 'company' ? getCompany(tx, actor, id) : getContact(tx, actor, id)
  return {
    master: await card(pair.masterId),
    absorbed: await card(pair.absorbedId),
    fields,
    moves: await childrenOf(tx, pair.kind, pair.absorbedId),
    undoableDays: UNDOABLE_DAYS,
  }
}

/**
 * Makes one client of two: fields by choice, all that hangs on the absorbed one moves to the master, whoever may see it.
 * @throws Refusal FORBIDDEN, NOT_FOUND, CLIENT_MERGED, CLIENT_CHANGED, PARENT_LOOP
 */
export async function mergeClients(tx: Tx, actor: Actor, { fields, masterVersion, absorbedVersion, ...pair }: Merge) {
  const { workspaceId, personId } = actor
  const { kind, masterId, absorbedId } = pair
  const { master, absorbed } = await bothSides(tx, actor, pair, { lock: true })
  if (masterVersion !== undefined && masterVersion !== master.version)
    throw new Refusal('CLIENT_CHANGED', { version: master.version })
  if (absorbedVersion !== undefined && absorbedVersion !== absorbed.version)
    throw new Refusal('CLIENT_CHANGED', { version: absorbed.version })
  const own = valuesOf(kind, master)
  const next = mergedValues(own, valuesOf(kind, absorbed), fields)
  // The master cannot belong to itself, nor to what it absorbs.
  if (next['parentId'] === masterId) next['parentId'] = own['parentId']
  if (next['parentId'] === absorbedId) next['parentId'] = valuesOf(kind, absorbed)['parentId'] ?? null
  const changes = changesBetween(own, next)
  const id = uuid7()
  return orLoop(async () => {
    const values = Object.fromEntries(Object.keys(changes).map((field) => [field, next[field]])) as ClientValues
    await insertMerge(tx, workspaceId, { id, ...pair, changes, actorId: personId })
    if (Object.keys(changes).length > 0) {
      await insertEdits(tx, workspaceId, kind, [{ id: masterId, version: master.version + 1, changes }], {
        ...originOf(actor),
        source: 'merge',
      })
    }
    await writeClient(tx, workspaceId, kind, masterId, values)
    const moved = await moveChildren(tx, id)
    await setMergedInto(tx, workspaceId, kind, absorbedId, masterId, personId)
    await audit(tx, actor, `${kind}.merged`, kind, masterId, { merge: id, records: moved })
    for (const side of [master, absorbed]) {
      if (kind === 'company') announceCompany(tx, actor, side.id)
      else announceContact(tx, actor, side.id, [side.ownerId])
    }
    return { id, masterId, moved }
  })
}
