import { z } from 'zod'
import { day, endpoint, id, line } from '#core/http/contract.ts'

const named = z.object({ id, name: z.string() })
const version = z.int().min(1)
const name = line(120).pipe(z.string().min(1))

const owner = z.object({ person: named, fromOn: z.string(), toOn: z.string().nullable(), hasLeft: z.boolean() })
export const territory = z.object({
  id,
  name: z.string(),
  regions: z.array(z.string()),
  rule: z.string().nullable(),
  /** Who answers for it today. */
  owner: owner.nullable(),
  /** Of all times, the latest first. */
  owners: z.array(owner),
  /** Companies of these regions by their address, as far as the reader sees them. */
  companies: z.int(),
  isArchived: z.boolean(),
  version,
})
export type Territory = z.output<typeof territory>

const fields = z.object({ name, regions: z.array(name).max(200), rule: line(500).nullable() })
const refusals = {
  TERRITORY_NAME_TAKEN: { status: 409 },
  TERRITORY_REGION_TAKEN: { status: 409, data: z.object({ region: z.string(), territory: z.string() }) },
} as const

const tag = 'Territories'

export const territoryEndpoints = {
  territories: endpoint({
    method: 'GET',
    path: '/territories',
    summary: 'Territories with their regions and owners',
    tag,
    input: z.object({}),
    output: z.object({ rows: z.array(territory), may: z.object({ edit: z.boolean() }) }),
  }),
  addTerritory: endpoint({
    method: 'POST',
    path: '/territories',
    summary: 'Add a territory',
    tag,
    input: fields.partial({ regions: true, rule: true }),
    output: territory,
    errors: refusals,
  }),
  editTerritory: endpoint({
    method: 'PATCH',
    path: '/territories/{id}',
    summary: 'Change name, regions, rule; put it away or take it back',
    tag,
    input: fields.partial().extend({ id, version, isArchived: z.boolean().optional() }),
    output: territory,
    errors: { ...refusals, TERRITORY_CHANGED: { status: 409 } },
  }),
  giveTerritory: endpoint({
    method: 'POST',
    path: '/territories/{id}/owner',
    summary: 'From a day on this person answers for it, or nobody; the one before ends on the day before',
    tag,
    input: z.object({ id, version, personId: id.nullable(), fromOn: day }),
    output: territory,
    errors: {
      TERRITORY_CHANGED: { status: 409 },
      TERRITORY_OWNER_GONE: { status: 422, data: z.object({ name: z.string() }) },
      TERRITORY_OWNER_LATER: { status: 409, data: z.object({ fromOn: z.string(), name: z.string() }) },
    },
  }),
}
