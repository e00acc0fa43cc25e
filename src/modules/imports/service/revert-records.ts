import type { Tx } from '#core/db/gate.ts'
import {
  companiesByIds,
  deleteCompanies,
  deleteImportedContacts,
  importedCompanies,
  updateCompanies,
} from '#modules/clients/api.ts'
import { unmatchLines } from '#modules/deals/api.ts'
import {
  deleteProducts,
  dropImportedPrices,
  type ProductChange,
  productsChangedSince,
  restoreProducts,
  untouchedProducts,
} from '#modules/products/api.ts'
import { removeImportedSpend, restoreSpend, type SpendBefore } from '#modules/spend/api.ts'
import { updateRows } from '../data/import-rows.ts'
import type { StoredImport } from '../data/imports.ts'
import { personRows, updatePeople } from '../data/org-rows.ts'
import type { CompanyBefore } from './company-passage.ts'
import type { PersonBefore } from './people-passage.ts'
import type { ProductBefore } from './product-passage.ts'
import type { Reverted } from './revert-deals.ts'

/** Files of these kinds are small. */
const ALL = 1_000_000

/**
 * Products that the import made go, their lines are unmatched again; changed ones get their price, group and cost back. What people have changed since
 * stays, unless `force`.
 */
export async function revertProducts(
  tx: Tx,
  workspaceId: string,
  { id: importId, made }: Pick<StoredImport, 'id' | 'made'>,
  force: boolean,
): Promise<Reverted> {
  const products = made['products'] ?? []
  const gone = force ? products : await untouchedProducts(tx, workspaceId, importId, products)
  const went = new Set(gone)
  const rows = await updateRows<ProductBefore>(tx, importId, 0, ALL)
  const changes = rows.map(({ entityId, before }): ProductChange => ({ id: entityId, ...before }))
  const later = new Set(force ? [] : await productsChangedSince(tx, workspaceId, changes))
  const kept = [...products.filter((id) => !went.has(id)), ...later]
  await unmatchLines(tx, workspaceId, gone)
  await deleteProducts(tx, workspaceId, gone)
  await dropImportedPrices(tx, workspaceId, importId, kept)
  await restoreProducts(
    tx,
    workspaceId,
    changes.filter(({ id }) => !later.has(id)),
  )
  return { removed: gone.length, restored: rows.length - later.size, kept: kept.length }
}

/** A record that is as it was has the version that it had: an edit begun before the import still fits it. */
const asItWas = (now: number | undefined, after: number) => (now === after ? { setVersion: after - 1 } : {})

/** Companies that the import made go, where nothing uses them; changed ones get their former fields, unless people changed them since. */
export async function revertCompanies(
  tx: Tx,
  workspaceId: string,
  importId: string,
  force: boolean,
): Promise<Reverted> {
  const made = await importedCompanies(tx, workspaceId, importId)
  const gone = made.filter(({ used, version }) => !used && (force || version === 1)).map(({ id }) => id)
  await deleteCompanies(tx, workspaceId, gone)
  const rows = await updateRows<CompanyBefore>(tx, importId, 0, ALL)
  const now = new Map(
    (
      await companiesByIds(
        tx,
        workspaceId,
        rows.map(({ entityId }) => entityId),
      )
    ).map(({ id, version }) => [id, version]),
  )
  const own = rows.filter(
    ({ entityId, before }) => now.has(entityId) && (force || now.get(entityId) === before.version),
  )
  if (own.length > 0)
    await updateCompanies(
      tx,
      workspaceId,
      own.map(({ entityId, before: { company, version } }) => ({ ...company, ...asItWas(now.get(entityId), version) })),
    )
  return { removed: gone.length, restored: own.length, kept: made.length - gone.length + rows.length - own.length }
}

/** Contacts that the import made go, where nobody has touched them, and then the companies that came with them. */
export async function revertContacts(tx: Tx, workspaceId: string, importId: string, force: boolean): Promise<Reverted> {
  const contacts = await deleteImportedContacts(tx, workspaceId, importId)
  const companies = await revertCompanies(tx, workspaceId, importId, force)
  return { ...companies, removed: contacts.removed + companies.removed, kept: contacts.left + companies.kept }
}

/** Spend that the import brought goes; amounts that it changed come back, unless people have changed them since. */
export async function revertSpend(tx: Tx, workspaceId: string, importId: string, force: boolean): Promise<Reverted> {
  const rows = await updateRows<SpendBefore>(tx, importId, 0, ALL)
  const restored = await restoreSpend(tx, workspaceId, rows, force)
  const { removed, kept } = await removeImportedSpend(tx, workspaceId, importId, force)
  return { removed, restored, kept: kept + rows.length - restored }
}

/** People get their former card, unless somebody changed it since; those whom the import made go with `unmake`. */
export async function revertPeople(tx: Tx, workspaceId: string, importId: string, force: boolean): Promise<Reverted> {
  const rows = await updateRows<PersonBefore>(tx, importId, 0, ALL)
  const current = new Map((await personRows(tx)).map((person) => [person.id, person]))
  const now = new Map([...current].map(([id, { version }]) => [id, version]))
  // What opens an account and what it shows: nobody gets an old role or address back behind the owner's back.
  const rightsOf = (id: string) => {
    const person = current.get(id)
    return person && person.state !== 'not_invited' ? { role: person.role, email: person.email } : {}
  }
  const own = rows.filter(
    ({ entityId, before }) => now.has(entityId) && (force || now.get(entityId) === before.version),
  )
  if (own.length > 0)
    await updatePeople(
      tx,
      workspaceId,
      own.map(({ entityId, before: { person, version } }) => ({
        ...person,
        ...rightsOf(entityId),
        ...asItWas(now.get(entityId), version),
      })),
    )
  return { removed: 0, restored: own.length, kept: rows.length - own.length }
}
