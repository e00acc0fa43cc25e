import { addDays, type Day } from '#core/calendar/day.ts'
import { type FieldsById, ME } from './check-filter.ts'
import type { Condition, FieldKind, Group } from './filter.ts'
import { isGroup } from './filter.ts'
import { periodOf } from './relative-period.ts'

/** What a condition asks when «today» and «me» are known. */
export type Question =
  | { ask: 'text'; text: string; whole: boolean; not: boolean }
  /** Both ends included; null is open. */
  | { ask: 'number'; from: string | null; to: string | null; not: boolean }
  /** From the first day up to the second, not included. */
  | { ask: 'days'; from: Day | null; to: Day | null; not: boolean; orEmpty: boolean }
  | { ask: 'values'; values: readonly string[]; every: boolean; not: boolean }
  | { ask: 'flag'; yes: boolean }
  | { ask: 'empty'; empty: boolean }

export interface Asked {
  field: string
  kind: FieldKind
  question: Question
}

export interface AskedGroup {
  join: 'all' | 'any'
  items: readonly (Asked | AskedGroup)[]
}

/** Who asks, and when. */
export interface Asker {
  today: Day
  personId: string
}

/** Takes a checked tree; gives it in terms of days and ids. Negations hold for what is empty as well: «source is not X» finds a deal without a source. */
export function resolvedFilter({ join, items }: Group, fields: FieldsById, asker: Asker): AskedGroup {
  return {
    join,
    items: items.map((item) => (isGroup(item) ? resolvedFilter(item, fields, asker) : resolved(item, fields, asker))),
  }
}

function resolved({ field, op, values }: Condition, fields: FieldsById, asker: Asker): Asked {
  const kind = fields.get(field)?.kind
  if (!kind) throw new RangeError(`no such field: ${field}`)
  return { field, kind, question: questionOf(op, values, kind, asker) }
}

function questionOf(op: Condition['op'], values: readonly string[], kind: FieldKind, asker: Asker): Question {
  const [first = '', second = ''] = values
  switch (op) {
    case 'empty':
    case 'filled':
      return { ask: 'empty', empty: op === 'empty' }
    case 'yes':
    case 'no':
      return { ask: 'flag', yes: op === 'yes' }
    case 'has':
    case 'hasnt':
      return { ask: 'text', text: first, whole: false, not: op === 'hasnt' }
    case 'is':
    case 'isnt':
      return { ask: 'text', text: first, whole: true, not: op === 'isnt' }
    case 'eq':
    case 'ne':
      return { ask: 'number', from: first, to: first, not: op === 'ne' }
    case 'ge':
      return { ask: 'number', from: first, to: null, not: false }
    case 'le':
      return { ask: 'number', from: null, to: first, not: false }
    case 'between':
      return { ask: 'number', from: first, to: second, not: false }
    case 'older':
      return { ask: 'days', from: null, to: addDays(asker.today, 1 - Number(first)), not: false, orEmpty: true }
    case 'before':
    case 'after':
    case 'in':
    case 'notin':
      return kind === 'day' || kind === 'moment' ? ofDays(op, first, asker.today) : ofValues(op, values, asker)
    case 'all':
      return ofValues(op, values, asker)
  }
}

function ofDays(op: 'before' | 'after' | 'in' | 'notin', word: string, today: Day): Question {
  const period = periodOf(word, today)
  if (!period) throw new RangeError(`no such period: ${word}`)
  const { start, end } = period
  if (op === 'before') return { ask: 'days', from: null, to: start, not: false, orEmpty: false }
  if (op === 'after') return { ask: 'days', from: end, to: null, not: false, orEmpty: false }
  return { ask: 'days', from: start, to: end, not: op === 'notin', orEmpty: op === 'notin' }
}

function ofValues(op: 'in' | 'notin' | 'all' | 'before' | 'after', values: readonly string[], asker: Asker): Question {
  const ids = values.map((value) => (value === ME ? asker.personId : value))
  return { ask: 'values', values: [...new Set(ids)].toSorted(), every: op === 'all', not: op === 'notin' }
}
