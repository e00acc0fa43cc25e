import {
  type Condition,
  type FilterField,
  FILTER_LIMITS,
  type Group,
  isGroup,
  operatorsOf,
  valuesOf,
} from './filter.ts'
import { isPeriodWord } from './relative-period.ts'

/** Why a condition cannot be asked. */
export interface FilterProblem {
  field: string
  reason: 'FIELD_UNKNOWN' | 'OPERATOR_UNKNOWN' | 'VALUE_BAD'
}

export type FieldsById = ReadonlyMap<string, FilterField>

/** Whoever asks: true for every reader of a shared view. */
export const ME = 'me'

/**
 * Takes a tree and the fields that there are; gives the tree without conditions that cannot be asked (null when nothing is left), and what was
 * wrong with them: a field that is gone, an operator of another kind, a value that is none.
 */
export function checkedFilter(group: Group, fields: FieldsById): { filter: Group | null; problems: FilterProblem[] } {
  const problems: FilterProblem[] = []
  const items = group.items.flatMap((item): (Condition | Group)[] => {
    if (isGroup(item)) {
      const inner = checkedFilter(item, fields)
      problems.push(...inner.problems)
      return inner.filter ? [inner.filter] : []
    }
    const reason = problemOf(item, fields)
    if (!reason) return [item]
    problems.push({ field: item.field, reason })
    return []
  })
  return { filter: items.length > 0 ? { join: group.join, items } : null, problems }
}

function problemOf({ field, op, values }: Condition, fields: FieldsById): FilterProblem['reason'] | null {
  const known = fields.get(field)
  if (!known) return 'FIELD_UNKNOWN'
  if (!operatorsOf(known).includes(op)) return 'OPERATOR_UNKNOWN'
  const many = known.kind === 'choice' || known.kind === 'choices'
  const wanted = valuesOf(op)
  const most = wanted === 'none' ? 0 : wanted === 'two' ? 2 : many ? FILTER_LIMITS.values : 1
  const least = wanted === 'none' ? 0 : wanted === 'two' ? 2 : 1
  if (values.length < least || values.length > most) return 'VALUE_BAD'
  if (op === 'between' && Number(values[0]) > Number(values[1])) return 'VALUE_BAD'
  return values.every((value) => fits(value, known, op)) ? null : 'VALUE_BAD'
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function fits(value: string, field: FilterField, op: Condition['op']): boolean {
  switch (field.kind) {
    case 'text':
      return value.trim() !== '' && value.length <= 200 && !value.includes('\u0000')
    case 'number':
      return /^-?\d{1,12}(\.\d{1,4})?$/.test(value)
    case 'money':
      return /^-?\d{1,15}$/.test(value)
    case 'day':
    case 'moment':
      return op === 'older' ? /^[1-9]\d{0,3}$/.test(value) : isPeriodWord(value)
    case 'choice':
    case 'choices':
      if (field.values) return field.values.includes(value)
      return UUID.test(value) || (field.people === true && value === ME)
    case 'flag':
      return false
  }
}
