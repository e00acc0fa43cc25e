/** The language of filters: what a person builds of fields, operators and values, as a tree and as the text that stands in addresses. */

/** `money` is whole minor units; `day` a date, `moment` a point in time; `choices` holds several values at once. */
export const fieldKinds = ['text', 'number', 'money', 'day', 'moment', 'choice', 'choices', 'flag'] as const
export type FieldKind = (typeof fieldKinds)[number]

/** A field that a list can be filtered by. A list declares its own, see ListFields. */
export interface FilterField {
  id: string
  kind: FieldKind
  /** Never empty: «is empty» is not offered. */
  required?: boolean
  /** A choice of people: «me» may be said. */
  people?: boolean
  /** The values of a choice, when they are words and not ids of records. */
  values?: readonly string[]
}

export interface Condition {
  field: string
  op: Operator
  values: readonly string[]
}

/** `all`: every item holds; `any`: one of them does. */
export interface Group {
  join: 'all' | 'any'
  items: readonly (Condition | Group)[]
}

export const operators = [
  'has', 'hasnt', 'is', 'isnt', 'eq', 'ne', 'ge', 'le', 'between', 'in', 'notin', 'all', 'before', 'after', 'older', 'yes', 'no', 'empty', 'filled',
] as const // prettier-ignore
export type Operator = (typeof operators)[number]

/** A group may stand in a group, and no deeper; so many conditions, values of one condition and letters of the whole text. */
export const FILTER_LIMITS = { depth: 2, conditions: 30, values: 200, text: 8_000 } as const

const emptiness = ['empty', 'filled'] as const
const ofNumbers = ['ge', 'le', 'between', 'eq', 'ne', ...emptiness] as const
const ofDates = ['in', 'notin', 'before', 'after', 'older', ...emptiness] as const
const OPERATORS: Record<FieldKind, readonly Operator[]> = {
  text: ['has', 'hasnt', 'is', 'isnt', ...emptiness],
  number: ofNumbers,
  money: ofNumbers,
  day: ofDates,
  moment: ofDates,
  choice: ['in', 'notin', ...emptiness],
  choices: ['in', 'all', 'notin', ...emptiness],
  flag: ['yes', 'no'],
}

/** The operators of a field, the usual one first. */
export function operatorsOf({ kind, required }: Pick<FilterField, 'kind' | 'required'>): readonly Operator[] {
  return OPERATORS[kind].filter((op) => !required || (op !== 'empty' && op !== 'filled'))
}

/** How many values the operator takes. */
export function valuesOf(op: Operator): 'none' | 'one' | 'two' | 'many' {
  if (op === 'yes' || op === 'no' || op === 'empty' || op === 'filled') return 'none'
  return op === 'between' ? 'two' : op === 'all' ? 'many' : 'one'
}

export const isGroup = (item: Condition | Group): item is Group => 'join' in item

/** All conditions of a tree, in order. */
export function conditionsIn(group: Group): Condition[] {
  return group.items.flatMap((item) => (isGroup(item) ? conditionsIn(item) : [item]))
}

/** The text of a tree: `all(amount:ge:5000000,any(owner:in:me,stage:in:a;b))`. */
export function filterText({ join, items }: Group): string {
  return `${join}(${items.map((item) => (isGroup(item) ? filterText(item) : conditionText(item))).join(',')})`
}

function conditionText({ field, op, values }: Condition): string {
  const head = `${escaped(field)}:${op}`
  return values.length === 0 ? head : `${head}:${values.map(escaped).join(';')}`
}

const escaped = (text: string) => text.replace(/[\\,():;]/g, (sign) => `\\${sign}`)

/** Takes a text from an address or a saved view; gives the tree, or null when the text is none, too long or too deep. What it may speak of is checked by `checkedFilter`. */
export function parseFilter(text: string): Group | null {
  if (text.length > FILTER_LIMITS.text) return null
  const reader = new Reader(text)
  const group = reader.group(1)
  return group && reader.isAtEnd && conditionsIn(group).length <= FILTER_LIMITS.conditions ? group : null
}

class Reader {
  private at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  get isAtEnd(): boolean {
    return this.at === this.text.length
  }

  group(depth: number): Group | null {
    const join = this.text.startsWith('all(', this.at) ? 'all' : this.text.startsWith('any(', this.at) ? 'any' : null
    if (!join || depth > FILTER_LIMITS.depth) return null
    this.at += 4
    const items: (Condition | Group)[] = []
    if (this.take(')')) return { join, items }
    do {
      const item = /^a(?:ll|ny)\(/.test(this.text.slice(this.at, this.at + 4))
        ? this.group(depth + 1)
        : this.condition()
      if (!item) return null
      items.push(item)
    } while (this.take(','))
    return this.take(')') ? { join, items } : null
  }

  private condition(): Condition | null {
    const field = this.word()
    if (!this.take(':')) return null
    const op = operators.find((known) => known === this.word(known))
    if (!op || !field) return null
    const values: string[] = []
    if (this.take(':')) {
      do values.push(this.word())
      while (this.take(';'))
    }
    return { field, op, values }
  }

  /** Up to the next sign of the language. With `wanted` it moves on only over this very word. */
  private word(wanted?: string): string {
    const from = this.at
    let word = ''
    while (this.at < this.text.length && !/[,():;]/.test(this.text.charAt(this.at))) {
      if (this.text.charAt(this.at) === '\\') this.at += 1
      word += this.text.charAt(this.at)
      this.at += 1
    }
    if (wanted !== undefined && word !== wanted) this.at = from
    return word
  }

  private take(sign: string): boolean {
    if (this.text.charAt(this.at) !== sign) return false
    this.at += 1
    return true
  }
}
