import type { FilterField } from '#modules/lists/api.ts'
import { leadStates } from '../contract/lead.ts'

/** How a lead came. */
export const leadChannels = ['form', 'ui', 'api', 'import', 'demo'] as const

/** What the list of leads can be filtered by. The browser and the server read this one declaration. */
export const leadFields = [
  { id: 'name', kind: 'text' },
  { id: 'companyName', kind: 'text' },
  { id: 'phone', kind: 'text' },
  { id: 'email', kind: 'text' },
  { id: 'text', kind: 'text' },
  { id: 'product', kind: 'text' },
  { id: 'region', kind: 'text' },
  { id: 'campaign', kind: 'text' },
  { id: 'source', kind: 'choice' },
  { id: 'channel', kind: 'choice', required: true, values: leadChannels },
  { id: 'owner', kind: 'choice', people: true },
  { id: 'state', kind: 'choice', required: true, values: leadStates },
  { id: 'received', kind: 'moment', required: true },
  { id: 'accepted', kind: 'moment' },
  { id: 'responded', kind: 'moment' },
  { id: 'waited', kind: 'number' },
  { id: 'returns', kind: 'number', required: true },
  { id: 'repeats', kind: 'number', required: true },
] as const satisfies readonly FilterField[]

export type LeadFieldId = (typeof leadFields)[number]['id']

/** What it can be ordered by; `clock`: those to be answered first by their deadline, then the answered ones. */
export const leadSorts = ['clock', 'received', 'owner', 'state', 'source', 'region'] as const
