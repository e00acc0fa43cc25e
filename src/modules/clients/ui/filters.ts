import { z } from 'zod'
import { listParam } from '#web/kit/search-params.ts'
import { clientKind, clientSorts } from '../contract.ts'

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
  sort: z.enum(clientSorts).default('name'),
  new: z.string().optional(),
  /** A company by its id: how it was linked before it had a page. */
  company: z.uuid().optional(),
})
export type ClientFilters = z.output<typeof filterSchema>
