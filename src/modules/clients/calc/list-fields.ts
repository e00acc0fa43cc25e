import type { FilterField } from '#modules/lists/api.ts'

const alike = [
  { id: 'tags', kind: 'text' },
  { id: 'owner', kind: 'choice', people: true },
  { id: 'phone', kind: 'text' },
  { id: 'email', kind: 'text' },
  { id: 'comment', kind: 'text' },
  { id: 'openDeals', kind: 'number', required: true },
  { id: 'lastContact', kind: 'moment' },
  { id: 'created', kind: 'moment', required: true },
  { id: 'updated', kind: 'moment', required: true },
] as const satisfies readonly FilterField[]

/** What the lists of clients can be filtered by. The browser and the server read this one declaration. */
export const clientFields = {
  company: [
    { id: 'name', kind: 'text', required: true },
    { id: 'inn', kind: 'text' },
    { id: 'industry', kind: 'text' },
    { id: 'region', kind: 'text' },
    { id: 'abc', kind: 'choice', values: ['A', 'B', 'C'] },
    { id: 'xyz', kind: 'choice', values: ['X', 'Y', 'Z'] },
    { id: 'rfm', kind: 'text' },
    { id: 'rhythm', kind: 'choice', values: ['active', 'silent', 'lost', 'once'] },
    ...alike,
  ],
  contact: [
    { id: 'name', kind: 'text', required: true },
    { id: 'jobTitle', kind: 'text' },
    { id: 'company', kind: 'choice' },
    ...alike,
  ],
} as const satisfies Record<'company' | 'contact', readonly FilterField[]>

export type CompanyFieldId = (typeof clientFields)['company'][number]['id']
export type ContactFieldId = (typeof clientFields)['contact'][number]['id']

/** Fields of personal data: whoever does not see them does not ask by them. */
export const PERSONAL_FIELDS: ReadonlySet<string> = new Set(['phone', 'email'])
