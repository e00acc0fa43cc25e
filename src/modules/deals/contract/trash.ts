import { z } from 'zod'
import { amountMinor, endpoint, id, instant, line, pageOf } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { named } from './settings.ts'

const trashedDeal = z.object({
  id,
  title: z.string(),
  stage: named,
  owner: named.nullable(),
  company: named.nullable(),
  /** In the company's currency; null for an administrator, who has no business with sums. */
  baseMinor: amountMinor.nullable(),
  deletedAt: instant,
  deletedBy: named.nullable(),
})
export type TrashedDeal = z.output<typeof trashedDeal>

const tag = 'Deals'

export const trashEndpoints = {
  trashed: endpoint({
    method: 'GET',
    path: '/deals/trash',
    summary: 'Deals in the trash, last thrown away first',
    tag,
    input: z.object({
      text: line(200).optional(),
      cursor: cursor(z.tuple([instant, id])).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    output: pageOf(trashedDeal),
  }),
  purge: endpoint({
    method: 'POST',
    path: '/deals/purge',
    summary: 'Delete deals in the trash for ever, with their history; activities stay with the client',
    tag,
    input: z.object({ ids: z.array(id).min(1).max(500) }),
    output: z.object({ deleted: z.int() }),
    errors: { DEALS_IN_USE: { status: 409 } },
  }),
}
