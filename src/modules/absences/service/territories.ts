import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { audit, findPerson } from '#modules/org/api.ts'
import type { Territory } from '../contract/territories.ts'
import { listTerritories, lockTerritories, putOwner, putTerritory, type StoredTerritory } from '../data/territories.ts'
import { keepsTerritories } from '../policy.ts'

export async function territories(tx: Tx, by: By) {
  const rows = await listTerritories(tx, by.actor.workspaceId)
  return { rows: rows.map((one) => shown(one, todayOf(by))), may: { edit: keepsTerritories(by.actor) } }
}

interface Fields {
  name: string
  regions?: string[] | undefined
  rule?: string | null | undefined
}

/** @throws Refusal FORBIDDEN, TERRITORY_NAME_TAKEN, TERRITORY_REGION_TAKEN */
export async function addTerritory(tx: Tx, by: By, fields: Fields): Promise<Territory> {
  const id = uuid7(by.now.getTime())
  const values = { name: fields.name, regions: fields.regions ?? [], rule: fields.rule || null, isArchived: false }
  return put(tx, by, id, values, await all(tx, by))
}

type Change = { [Field in keyof Fields]?: Fields[Field] | undefined } & {
  id: string
  version: number
  isArchived?: boolean | undefined
}

/** @throws Refusal of addTerritory, NOT_FOUND, TERRITORY_CHANGED */
export async function editTerritory(tx: Tx, by: By, { id, version, ...change }: Change): Promise<Territory> {
  const known = await all(tx, by)
  const before = existing(known, id, version)
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  return put(tx, by, id, { ...before, ...given }, known)
}

interface Giving {
  id: string
  version: number
  personId: string | null
  fromOn: string
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, TERRITORY_CHANGED, TERRITORY_OWNER_GONE, TERRITORY_OWNER_LATER when one is named from a later day on */
export async function giveTerritory(tx: Tx, by: By, { id, version, ...given }: Giving): Promise<Territory> {
  const before = existing(await all(tx, by), id, version)
  const later = before.owners.find(({ fromOn }) => fromOn > given.fromOn)
  if (later) throw new Refusal('TERRITORY_OWNER_LATER', { fromOn: later.fromOn, name: later.name })
  if (given.personId) {
    const person = await findPerson(tx, given.personId)
    if (!person) throw new Refusal('NOT_FOUND')
    const { actor } = by
    const isBelow = actor.scope === 'all' || actor.role === 'admin' || actor.people.includes(person.id)
    if (!isBelow) throw new Refusal('FORBIDDEN')
    if (person.leftOn !== null && person.leftOn < given.fromOn)
      throw new Refusal('TERRITORY_OWNER_GONE', { name: person.fullName })
  }
  await putOwner(tx, by.actor.workspaceId, id, given)
  await audit(tx, by.actor, 'territory.given', 'territory', id, {
    name: before.name,
    owner: given.personId,
    from: given.fromOn,
  })
  return told(tx, by, id)
}

/** All territories, locked for a change. @throws Refusal FORBIDDEN */
async function all(tx: Tx, { actor }: By): Promise<StoredTerritory[]> {
  if (!keepsTerritories(actor)) throw new Refusal('FORBIDDEN')
  await lockTerritories(tx, actor.workspaceId)
  return listTerritories(tx, actor.workspaceId)
}

function existing(known: readonly StoredTerritory[], id: string, version: number): StoredTerritory {
  const found = known.find((one) => one.id === id)
  if (!found) throw new Refusal('NOT_FOUND')
  if (found.version !== version) throw new Refusal('TERRITORY_CHANGED')
  return found
}

async function put(
  tx: Tx,
  by: By,
  id: string,
  values: Pick<StoredTerritory, 'name' | 'regions' | 'rule' | 'isArchived'>,
  known: readonly StoredTerritory[],
): Promise<Territory> {
  const regions = [...new Map(values.regions.map((region) => [region.toLowerCase(), region])).values()]
  const others = known.filter((one) => one.id !== id && !one.isArchived)
  if (!values.isArchived) {
    if (others.some((one) => one.name.toLowerCase() === values.name.toLowerCase()))
      throw new Refusal('TERRITORY_NAME_TAKEN')
    for (const region of regions) {
      const holder = others.find((one) => one.regions.some((has) => has.toLowerCase() === region.toLowerCase()))
      if (holder) throw new Refusal('TERRITORY_REGION_TAKEN', { region, territory: holder.name })
    }
  }
  await putTerritory(tx, by.actor.workspaceId, id, { ...values, regions })
  await audit(tx, by.actor, 'territory.changed', 'territory', id, { name: values.name })
  return told(tx, by, id)
}

async function told(tx: Tx, by: By, id: string): Promise<Territory> {
  const [one] = await listTerritories(tx, by.actor.workspaceId, { id })
  if (!one) throw new Refusal('NOT_FOUND')
  announce(tx, {
    workspaceId: by.actor.workspaceId,
    topic: 'territory',
    id,
    ownerIds: [],
    byPersonId: by.actor.personId,
  })
  return shown(one, todayOf(by))
}

function shown(one: StoredTerritory, today: string): Territory {
  const owners = one.owners.map(({ personId, name, fromOn, toOn, leftOn }) => ({
    person: { id: personId, name },
    fromOn,
    toOn,
    hasLeft: leftOn !== null && leftOn < today,
  }))
  return {
    id: one.id,
    name: one.name,
    regions: one.regions,
    rule: one.rule,
    owner: owners.find(({ fromOn, toOn }) => fromOn <= today && (toOn === null || toOn >= today)) ?? null,
    owners,
    companies: one.companies,
    isArchived: one.isArchived,
    version: one.version,
  }
}
