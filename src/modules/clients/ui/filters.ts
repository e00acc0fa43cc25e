import { z } from 'zod'
import { listSort } from '#modules/lists/contract.ts'
import { listParam } from '#web/kit/search-params.ts'
import { type ClientKind, clientKind, clientSort, clientSorts } from '../contract.ts'

/** What a list of clients is filtered by, in the address. */
export const filterSchema = z.object({
  kind: clientKind.default('company'),
  q: z.string().optional(),
  owner: listParam(z.uuid()),
  tag: listParam(z.string()),
  industry: listParam(z.string()),
  region: listParam(z.string()),
  nobody: z.literal('1').optional(),
  trash: z.literal('1').optional(),
  /** Conditions put together with «and» and «or». */
  where: z.string().optional(),
  /** 'owner,-created' */
  sort: listSort([...clientSorts.company, ...clientSorts.contact])
    .default('name')
    .catch('name'),
  new: z.string().optional(),
  /** A saved view. */
  view: z.string().optional(),
  /** A company by its id: how it was linked before it had a page. */
  company: z.uuid().optional(),
})
export type ClientSearch = z.output<typeof filterSchema>

/** Which clients the address asks for, as the API takes it. */
export function inputOf({ kind, q, owner, tag, industry, region, nobody, trash, where }: ClientSearch) {
  return {
    ...(q && { text: q }),
    ...(owner && { ownerIds: owner }),
    ...(tag && { tags: tag }),
    ...(nobody && { unassigned: true }),
    ...(trash && { deleted: true }),
    ...(where && { where }),
    ...(kind === 'company' && industry && { industries: industry }),
    ...(kind === 'company' && region && { regions: region }),
  }
}

/** The order of a list of this kind: an address may have been made for the other one. */
export const orderOf = (kind: ClientKind, sort: string): string =>
  clientSort[kind].safeParse(sort).success ? sort : 'name'

/** The list without any filter. */
export const noFilters = {
  q: undefined,
  owner: undefined,
  tag: undefined,
  industry: undefined,
  region: undefined,
  nobody: undefined,
  trash: undefined,
  where: undefined,
} satisfies Partial<ClientSearch>

export const isFiltered = (search: ClientSearch): boolean =>
  Object.keys(noFilters).some((name) => search[name as keyof typeof noFilters] !== undefined)
