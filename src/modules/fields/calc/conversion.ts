import { parseDate, parseMoney, parseNumber } from '#core/files/values.ts'
import { type Currency, minorDigits } from '#core/money/currency.ts'
import type { FieldKind } from '../contract.ts'
import { type Checked, checkedValue, type FieldDefinition, fits, wrong } from './checked-value.ts'

/** Texts with which people write values: in a file, or in a field that was a text before. */
export interface Names {
  /** The company's. */
  currency: Currency
  /** People by id; colleagues are found by their full name. */
  people: ReadonlyMap<string, string>
}

const key = (text: string) => text.trim().toLowerCase().replaceAll('ё', 'е').replaceAll(/\s+/g, ' ')

/** A value as a person would write it, without the signs of a currency: what becomes of it in a field of text, and how a lost one is remembered. */
export function writtenValue({ kind, options }: FieldDefinition, value: unknown, { currency, people }: Names): string {
  const name = (id: unknown) => options.find((option) => option.id === id)?.name ?? String(id)
  if (kind === 'choice') return name(value)
  if (kind === 'choices') return (Array.isArray(value) ? value : [value]).map(name).join('; ')
  if (kind === 'person') return people.get(String(value)) ?? String(value)
  if (kind === 'money' && typeof value === 'number') return decimal(value / 10 ** minorDigits(currency))
  if (kind === 'number' && typeof value === 'number') return decimal(value)
  if (kind === 'date') return String(value).split('-').toReversed().join('.')
  return String(value)
}

const decimal = (value: number) => String(value).replace('.', ',')

/** Reads what somebody wrote as a value of the field. An option is known by its name, whatever the case of letters. */
export function readValue(field: FieldDefinition, written: string, { currency, people }: Names): Checked {
  const text = written.trim()
  if (text === '') return fits(null)
  const option = (name: string) => field.options.find((one) => key(one.name) === key(name))?.id ?? name
  switch (field.kind) {
    case 'text':
    case 'link':
      return checkedValue(field, text)
    case 'number': {
      const read = text.endsWith('%') ? undefined : parseNumber(text, 'decimal-comma')
      return read?.ok ? checkedValue(field, read.value) : wrong('not_number')
    }
    case 'money': {
      const read = parseMoney(text, 'decimal-comma', currency)
      const isOurs = read.ok && (read.value.currency ?? currency) === currency
      return isOurs ? checkedValue(field, Number(read.value.minor)) : wrong('not_money')
    }
    case 'date': {
      // A bare number is a date for a spreadsheet and a mistake here.
      const read = /^\d+([.,]\d+)?$/.test(text) ? undefined : parseDate(text)
      return read?.ok ? checkedValue(field, read.value.day) : wrong('not_date')
    }
    case 'person': {
      const found = [...people].filter(([, name]) => key(name) === key(text))
      return found.length === 1 ? fits(found[0]?.[0] ?? null) : wrong('not_person')
    }
    case 'choice':
      return checkedValue(field, option(text), option(text))
    case 'choices': {
      const ids = text
        .split(/[;\n]/)
        .filter((part) => part.trim() !== '')
        .map(option)
      return checkedValue(field, ids, ids)
    }
  }
}

/** A value carried over to another kind of the same field, options included; a refusal is a value that does not fit. */
export function convertedValue(from: FieldDefinition, to: FieldDefinition, value: unknown, names: Names): Checked {
  const same: Partial<Record<FieldKind, readonly FieldKind[]>> = {
    choice: ['choices'],
    link: ['text'],
    choices: ['choice'],
  }
  if (from.kind === to.kind) return checkedValue(to, value, value)
  // Of several options one cannot be kept without losing the others.
  if (from.kind === 'choices' && to.kind === 'choice') {
    const ids: readonly unknown[] = Array.isArray(value) ? value : [value]
    return ids.length === 1 ? checkedValue(to, ids[0], ids) : wrong('not_option')
  }
  if (same[from.kind]?.includes(to.kind)) return checkedValue(to, value, value)
  return readValue(to, writtenValue(from, value, names), names)
}

/** Most texts that become options: a field with more different values is no choice. */
export const MOST_NEW_OPTIONS = 100

/** Names of options that a choice would need for these texts and has not; none at all when they are too many. */
export function optionsFor({ options }: FieldDefinition, texts: readonly string[]): string[] {
  const known = new Set(options.map(({ name }) => key(name)))
  const wanted = new Map<string, string>()
  for (const text of texts) {
    const name = text.trim()
    if (name !== '' && name.length <= 200 && !known.has(key(name)) && !wanted.has(key(name)))
      wanted.set(key(name), name)
  }
  return wanted.size > MOST_NEW_OPTIONS ? [] : [...wanted.values()]
}
