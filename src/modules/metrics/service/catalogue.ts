import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { dealSizeKeys } from '../calc/deal-sizes.ts'
import { declarationOf, dimensionKeys, metricKeys } from '../calc/declarations.ts'
import { choiceFields, namesOf, profileValues } from '../data/names.ts'
import { can } from '../policy.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

const texts = { ru, en }

/** All metrics in the reader's language, by what they are cut and filtered. @throws Refusal FORBIDDEN to those who see no deals */
export async function catalogue(tx: Tx, actor: Actor) {
  if (!can(actor, 'see')) throw new Refusal('FORBIDDEN')
  const words = texts[actor.language]
  const lists = {
    sellers: await named(tx, 'seller'),
    departments: await named(tx, 'department'),
    pipelines: await named(tx, 'pipeline'),
    sources: await named(tx, 'source'),
  }
  const isMine = ({ id }: { id: string }) => actor.scope === 'all' || actor.people.includes(id)
  const profiles = await profileValues(tx)
  const fields = (await choiceFields(tx)).filter((field) => !field.archived)
  const same = (values: readonly string[]) => values.map((name) => ({ id: name, name }))
  return {
    metrics: metricKeys.map((key) => {
      const { unit, direction, minN, dimensions, records, missing } = declarationOf(key)
      return {
        key,
        ...words.metrics[key],
        unit,
        direction,
        minN,
        dimensions: [...dimensions],
        hasRecords: records !== null,
        missing: missing ? (words.missing[missing] ?? null) : null,
      }
    }),
    dimensions: [
      ...dimensionKeys.map((id) => ({ id: id as string, name: words.dimensions[id] })),
      ...fields.map(({ id, name }) => ({ id: `field:${id}`, name })),
    ],
    filters: {
      ...lists,
      sellers: lists.sellers.filter(isMine),
      campaigns: same(profiles.campaigns),
      industries: same(profiles.industries),
      regions: same(profiles.regions),
      clientKinds: [
        ...Object.entries(words.clientKinds).map(([id, name]) => ({ id, name })),
        { id: 'none', name: words.none.clientKind },
      ],
      dealSizes: dealSizeKeys.map((id) => ({ id, name: words.dealSizes[id] ?? id })),
      fields: fields.map(({ id, name, options }) => ({
        id,
        name,
        options: options.map((one) => ({ id: one.id, name: one.name })),
      })),
    },
  }
}

async function named(tx: Tx, dimension: 'seller' | 'department' | 'pipeline' | 'source') {
  return [...(await namesOf(tx, dimension))].map(([id, name]) => ({ id, name }))
}
