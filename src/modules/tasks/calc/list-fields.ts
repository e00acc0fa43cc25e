import type { FilterField } from '#modules/lists/api.ts'
import { horizons, priorities, repeats, taskStates } from '../contract/shapes.ts'

/** What the list of tasks can be filtered by. The browser and the server read this one declaration. */
export const taskFields = [
  { id: 'title', kind: 'text', required: true },
  { id: 'note', kind: 'text' },
  { id: 'owner', kind: 'choice', required: true, people: true },
  { id: 'author', kind: 'choice', people: true },
  { id: 'due', kind: 'day', required: true },
  { id: 'priority', kind: 'choice', required: true, values: priorities },
  { id: 'horizon', kind: 'choice', required: true, values: horizons },
  { id: 'repeat', kind: 'choice', values: repeats },
  { id: 'state', kind: 'choice', required: true, values: taskStates },
  { id: 'deal', kind: 'choice' },
  { id: 'company', kind: 'choice' },
  { id: 'shifts', kind: 'number', required: true },
  { id: 'refusals', kind: 'number', required: true },
  { id: 'result', kind: 'text' },
  { id: 'closed', kind: 'moment' },
  { id: 'created', kind: 'moment', required: true },
  { id: 'updated', kind: 'moment', required: true },
] as const satisfies readonly FilterField[]

export type TaskFieldId = (typeof taskFields)[number]['id']

/** What it can be ordered by. */
export const taskSorts = [
  'due', 'title', 'owner', 'author', 'priority', 'horizon', 'state', 'created', 'updated', 'closed', 'shifts',
] as const // prettier-ignore
