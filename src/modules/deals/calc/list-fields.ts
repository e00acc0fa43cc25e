import type { Field as CustomField } from '#modules/fields/contract.ts'
import { meaning } from '../contract/settings.ts'

/** A field that deals are filtered by; the form of lists' FilterField. */
export interface DealField {
  id: string
  kind: 'text' | 'number' | 'money' | 'day' | 'moment' | 'choice' | 'choices' | 'flag'
  required?: boolean
  people?: boolean
  values?: readonly string[]
}

/** What the list of deals can be filtered by besides the company's own fields. The browser and the server read this one declaration. */
export const dealFields = [
  { id: 'title', kind: 'text', required: true },
  { id: 'amount', kind: 'money', required: true },
  { id: 'pipeline', kind: 'choice', required: true },
  { id: 'stage', kind: 'choice', required: true },
  { id: 'outcome', kind: 'choice', required: true, values: meaning.options },
  { id: 'owner', kind: 'choice', people: true },
  { id: 'company', kind: 'choice' },
  { id: 'source', kind: 'choice' },
  { id: 'expected', kind: 'day' },
  { id: 'created', kind: 'moment', required: true },
  { id: 'closed', kind: 'moment' },
  { id: 'stageEntered', kind: 'moment', required: true },
  { id: 'updated', kind: 'moment', required: true },
  { id: 'nextStep', kind: 'moment' },
  { id: 'lastContact', kind: 'moment' },
  { id: 'lossReason', kind: 'choice' },
  { id: 'comment', kind: 'text' },
] as const satisfies readonly DealField[]

export type DealFieldId = (typeof dealFields)[number]['id']

const PREFIX = 'custom.'

/** A field of the company's own as it stands in filters and columns: `custom.<id>`. */
export const customFieldId = (id: string): string => PREFIX + id

/** The id of the company's own field, or null when it is one of ours. */
export const ownFieldOf = (id: string): string | null => (id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null)

const KINDS: Record<CustomField['kind'], DealField['kind']> = {
  text: 'text',
  link: 'text',
  number: 'number',
  money: 'money',
  date: 'day',
  choice: 'choice',
  choices: 'choices',
  person: 'choice',
}

/** All fields of deals, with those that the company has added. */
export function fieldsOfDeals(own: readonly Pick<CustomField, 'id' | 'kind' | 'archived'>[]): Map<string, DealField> {
  const added = own
    .filter(({ archived }) => !archived)
    .map(({ id, kind }): DealField => ({ id: customFieldId(id), kind: KINDS[kind], people: kind === 'person' }))
  return new Map([...dealFields, ...added].map((field) => [field.id, field]))
}
