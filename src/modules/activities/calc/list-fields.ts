import type { FilterField } from '#modules/lists/api.ts'
import { activityKinds, activityStates } from '../contract/activity.ts'

/** What the list of activities can be filtered by. The browser and the server read this one declaration. */
export const activityFields = [
  { id: 'title', kind: 'text' },
  { id: 'kind', kind: 'choice', required: true, values: activityKinds },
  { id: 'state', kind: 'choice', required: true, values: activityStates },
  { id: 'owner', kind: 'choice', people: true },
  { id: 'start', kind: 'moment', required: true },
  { id: 'outcome', kind: 'choice' },
  { id: 'result', kind: 'text' },
  { id: 'contact', kind: 'flag' },
  { id: 'minutes', kind: 'number' },
  { id: 'deal', kind: 'choice' },
  { id: 'company', kind: 'choice' },
  { id: 'shifts', kind: 'number', required: true },
  { id: 'recording', kind: 'text' },
  { id: 'recorded', kind: 'moment', required: true },
] as const satisfies readonly FilterField[]

export type ActivityFieldId = (typeof activityFields)[number]['id']

/** What it can be ordered by. */
export const activitySorts = ['start', 'kind', 'owner', 'client', 'minutes', 'shifts', 'recorded'] as const
