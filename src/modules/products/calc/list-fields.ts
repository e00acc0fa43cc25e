import type { FilterField } from '#modules/lists/api.ts'
import { VAT_PERCENTS } from './line-sums.ts'

/** Rates of VAT as a filter names them; `none` is «без НДС». */
export const vatChoices = ['none', ...VAT_PERCENTS.map(String)] as const

/** What the price list can be filtered by. The browser and the server read this one declaration. */
export const productFieldsOfList = [
  { id: 'name', kind: 'text', required: true },
  { id: 'code', kind: 'text' },
  { id: 'group', kind: 'text' },
  { id: 'unit', kind: 'text', required: true },
  { id: 'price', kind: 'money' },
  { id: 'vat', kind: 'choice', required: true, values: vatChoices },
  { id: 'archived', kind: 'flag' },
] as const satisfies readonly FilterField[]

export type ProductFieldId = (typeof productFieldsOfList)[number]['id']
