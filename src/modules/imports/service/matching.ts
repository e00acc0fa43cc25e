import type { Tx } from '#core/db/gate.ts'
import { normalizeName } from '#core/files/values.ts'
import { likelyProducts, productKey, productSpellings } from '#modules/products/api.ts'
import type { Found, ValuesFound } from '../calc/found.ts'
import type { Mapping } from '../calc/mapping.ts'
import { OwnerIndex } from '../calc/owner-index.ts'
import { knownLossReasons, knownPeople, knownSources, knownStages, type Named } from '../data/dictionaries.ts'

/** How the values of a file of deals meet what the company has. */
export async function matchValues(
  tx: Tx,
  workspaceId: string,
  values: ValuesFound,
  mapping: Pick<Mapping, 'owners' | 'products'>,
) {
  const stages = await knownStages(tx)
  const people = await knownPeople(tx)
  const products = (await productSpellings(tx, workspaceId)).filter(({ archived }) => !archived)
  const pipelines = [...Map.groupBy(stages, ({ pipelineId }) => pipelineId)].map(([id, all]) => ({
    id,
    name: all[0]?.pipeline ?? '',
    stages: all.map(({ id: stageId, name, meaning }) => ({ id: stageId, name, meaning })),
  }))
  return {
    pipelines,
    stages: values.stages,
    owners: matchOwners(values.owners, people, mapping),
    products: matchProducts(values.products, products, mapping),
    sources: known(values.sources, await knownSources(tx)),
    lossReasons: known(values.lossReasons, await knownLossReasons(tx)),
  }
}

function matchOwners(
  found: readonly Found[],
  people: Awaited<ReturnType<typeof knownPeople>>,
  { owners }: Pick<Mapping, 'owners'>,
) {
  const index = new OwnerIndex(people)
  const names = new Map(people.map(({ id, fullName }) => [id, fullName]))
  const choices = firstOf(owners, ({ value, to }) => [normalizeName(value), to])
  return found.map(({ value, rows }) => {
    const choice = choices.get(normalizeName(value))
    const chosen = typeof choice === 'object' ? choice.personId : null
    const match = chosen ? { personId: chosen } : choice === 'new' ? 'new' : index.find(value)
    const personId = typeof match === 'object' ? match.personId : null
    const state: 'known' | 'new' | 'unclear' = typeof match === 'object' ? 'known' : match
    return { value, rows, state, personId, personName: personId ? (names.get(personId) ?? null) : null }
  })
}

/** By key what the first of equal keys has. */
function firstOf<Item, Value>(items: readonly Item[], of: (item: Item) => [string, Value]): Map<string, Value> {
  return new Map(items.map(of).toReversed())
}

function matchProducts(
  found: readonly Found[],
  products: Awaited<ReturnType<typeof productSpellings>>,
  { products: chosen }: Pick<Mapping, 'products'>,
) {
  const byKey = new Map(
    products.flatMap((product) =>
      [product.name, ...product.aliases].map((name) => [productKey(name), product] as const),
    ),
  )
  const byId = new Map(products.map((product) => [product.id, product]))
  const choices = firstOf(chosen, ({ value, productId }) => [productKey(value), productId])
  const likelyOne = likelyProducts(products)
  return found.map(({ value, rows }) => {
    const key = productKey(value)
    const product = byId.get(choices.get(key) ?? '') ?? byKey.get(key) ?? null
    const likely = product ? null : likelyOne(value)
    return {
      value,
      rows,
      productId: product?.id ?? null,
      productName: product?.name ?? null,
      likelyId: likely?.id ?? null,
      likelyName: likely?.name ?? null,
    }
  })
}

function known(found: readonly Found[], named: readonly Named[]) {
  const keys = new Set(named.map(({ name }) => normalizeName(name)))
  return found.map(({ value, rows }) => ({ value, rows, isKnown: keys.has(normalizeName(value)) }))
}
