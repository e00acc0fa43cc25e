import { z } from 'zod'
import { endpoint, id, line } from '#core/http/contract.ts'

export const searchKind = z.enum(['deal', 'company', 'contact', 'person', 'task', 'lead', 'invoice'])
export type SearchKind = z.infer<typeof searchKind>

const hit = z.object({
  kind: searchKind,
  id,
  title: z.string(),
  /** What tells it from its namesakes: stage, company, phone, job. */
  details: z.array(z.string()),
  money: z.object({ amountMinor: z.int(), currency: z.string() }).nullable(),
})
export type SearchHit = z.infer<typeof hit>

export const searchContract = {
  find: endpoint({
    method: 'GET',
    path: '/search',
    tag: 'search',
    summary: 'Записи всех видов по части названия, телефону в любом виде, e-mail, ИНН или номеру',
    input: z.object({ text: line(200), limit: z.coerce.number().int().min(1).max(20).default(8) }),
    output: z.object({
      /** By kind, at most `limit` of each, the likeliest first. */
      hits: z.array(hit),
      /** What was looked for instead, when nothing has the text as it was typed: the same keys in the other layout. */
      instead: z.string().nullable(),
      /** The hits only resemble the text. */
      alike: z.boolean(),
    }),
  }),
}
