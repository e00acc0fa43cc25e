import { isDay } from '#core/calendar/day.ts'
import type { CustomValues, Field, FieldProblem, FieldValue } from '../contract.ts'

/** The part of a definition that a value is checked by. */
export type FieldDefinition = Pick<Field, 'kind' | 'options'>

export type Checked = { ok: true; value: FieldValue | null } | { ok: false; problem: FieldProblem }

const LONGEST_TEXT = 5_000
const LONGEST_LINK = 2_000
/** As the amount of a deal: a hundred billion in units with two digits. */
const LARGEST_MONEY = 10_000_000_000_000
const LARGEST_NUMBER = 1e15

export const fits = (value: FieldValue | null): Checked => ({ ok: true, value })
export const wrong = (problem: FieldProblem): Checked => ({ ok: false, problem })
const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/**
 * A value in the form in which it is kept, or what is wrong with it; nothing ('' and [] too) is null. Whether a person exists is not known here.
 * `present`: the value that the record has: an archived option that was chosen once may stay.
 */
export function checkedValue({ kind, options }: FieldDefinition, given: unknown, present?: unknown): Checked {
  if (given === null || given === undefined || given === '' || (Array.isArray(given) && given.length === 0))
    return fits(null)
  switch (kind) {
    case 'text': {
      if (typeof given !== 'string') return wrong('not_text')
      const text = given.replaceAll('\r\n', '\n').trim()
      return text.length > LONGEST_TEXT ? wrong('too_long') : fits(text === '' ? null : text)
    }
    case 'number': {
      if (typeof given !== 'number' || !Number.isFinite(given)) return wrong('not_number')
      return Math.abs(given) > LARGEST_NUMBER ? wrong('too_large') : fits(Object.is(given, -0) ? 0 : given)
    }
    case 'money': {
      if (typeof given !== 'number' || !Number.isInteger(given)) return wrong('not_money')
      return Math.abs(given) > LARGEST_MONEY ? wrong('too_large') : fits(given)
    }
    case 'date':
      return isDay(given) ? fits(given) : wrong('not_date')
    case 'link': {
      const link = typeof given === 'string' ? linkOf(given) : null
      return link === null ? wrong('not_link') : fits(link)
    }
    case 'person':
      return typeof given === 'string' && isUuid(given) ? fits(given) : wrong('not_person')
    case 'choice':
      return typeof given === 'string'
        ? chosen(options, [given], present, (ids) => ids[0] ?? null)
        : wrong('not_option')
    case 'choices': {
      const ids = Array.isArray(given) ? given : [given]
      return ids.every((id) => typeof id === 'string')
        ? chosen(options, ids, present, (own) => own)
        : wrong('not_option')
    }
  }
}

/** Options in the order of the list, each once. */
function chosen(
  options: Field['options'],
  ids: readonly string[],
  present: unknown,
  shape: (ids: string[]) => FieldValue | null,
): Checked {
  const had: readonly unknown[] = Array.isArray(present) ? present : [present]
  const own = options.filter(({ id }) => ids.includes(id))
  if (own.length < new Set(ids).size) return wrong('not_option')
  if (own.some(({ id, archived }) => archived && !had.includes(id))) return wrong('archived')
  return fits(shape(own.map(({ id }) => id)))
}

/** An address that a browser opens, with its scheme; null when it is none or of a scheme that could do harm. */
export function linkOf(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed.length > LONGEST_LINK || /\s/.test(trimmed)) return null
  const withScheme =
    /^[a-z][a-z0-9+.-]*:/i.test(trimmed) && !/^[^/:]+:\d/.test(trimmed) ? trimmed : `https://${trimmed}`
  try {
    const url = new URL(withScheme)
    return /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? url.href : null
  } catch {
    return null
  }
}

export function isEmptyValue(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Whether a deal of this pipeline has the field. */
export function isShownIn(
  { pipelineIds, archived }: Pick<Field, 'pipelineIds' | 'archived'>,
  pipelineId: string | null,
): boolean {
  return !archived && (pipelineIds === null || pipelineId === null || pipelineIds.includes(pipelineId))
}

/** Fields that a deal must have to enter the stage and has not; in the order given. */
export function missingAt<Required extends { id: string; requiredStageIds: readonly string[] }>(
  fields: readonly Required[],
  custom: Readonly<Record<string, unknown>>,
  stageId: string,
): Required[] {
  return fields.filter(({ id, requiredStageIds }) => requiredStageIds.includes(stageId) && isEmptyValue(custom[id]))
}

/** The values with these changes; what is emptied goes. */
export function changedValues(
  custom: Readonly<CustomValues>,
  changes: Readonly<Record<string, FieldValue | null>>,
): CustomValues {
  const next = { ...custom }
  for (const [id, value] of Object.entries(changes)) {
    if (value === null) delete next[id]
    else next[id] = value
  }
  return next
}
