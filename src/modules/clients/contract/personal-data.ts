import { z } from 'zod'
import { endpoint, id, instant, line } from '#core/http/contract.ts'
import { count } from './records.ts'

const person = z.object({
  id,
  name: z.string(),
  company: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  erasedAt: instant.nullable(),
})
export type FoundPerson = z.output<typeof person>

const found = z.array(z.object({ what: z.string(), count }))
const group = 'Personal data'

/** Requests of people about their own data (152-ФЗ); for the owner, directors and administrators. */
export const personalDataContract = {
  findPersons: endpoint({
    method: 'GET',
    path: '/personal-data',
    summary: 'People by name, phone or e-mail, to answer a request about their data',
    tag: group,
    input: z.object({ text: line(200).pipe(z.string().min(3)) }),
    output: z.object({ rows: z.array(person) }),
  }),
  erasurePreview: endpoint({
    method: 'GET',
    path: '/personal-data/{id}/erasure',
    summary: 'What would be erased, by kind of record',
    tag: group,
    input: z.object({ id }),
    output: z.object({ person, found }),
  }),
  erasePerson: endpoint({
    method: 'POST',
    path: '/personal-data/{id}/erasure',
    summary: 'Erase a person: names, numbers, addresses and texts go, figures and counts stay; there is no way back',
    tag: group,
    input: z.object({ id, reason: line(500).nullable().optional() }),
    output: z.object({ found }),
    errors: { PERSON_ERASED: { status: 409 } },
  }),
  exportPerson: endpoint({
    method: 'POST',
    path: '/personal-data/{id}/export',
    summary: 'All that is kept about a person, as JSON or as an XLSX table; the audit log remembers who took it',
    tag: group,
    input: z.object({ id, format: z.enum(['json', 'xlsx']).default('json') }),
    /** `content`: the file in base64. */
    output: z.object({ fileName: z.string(), contentType: z.string(), content: z.string() }),
    // A repeated request must not find a person's data in the answers that are kept.
    secretAnswer: true,
  }),
}
