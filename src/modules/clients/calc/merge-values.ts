import type { Choice } from '../contract.ts'
import { sameValue } from './changes.ts'

type Values = Record<string, unknown>

/** Fields that hold lists of their own: the merged client has the items of both, the master's first. */
const LISTS: Record<string, (item: never) => string> = {
  phones: ({ phoneKey }: { phoneKey: string }) => phoneKey,
  emails: ({ email }: { email: string }) => email,
  links: ({ url }: { url: string }) => url.toLowerCase(),
  tags: (tag: string) => tag.toLowerCase(),
}
/** Objects by keys: what the master has stays, the rest is added. */
const OBJECTS = new Set(['custom', 'consents'])
/** Texts that can stand one after the other. */
export const JOINED = new Set(['comment'])

const isEmpty = (value: unknown) => value === null || value === undefined || value === ''

/** What is proposed for a field: the master's value, the absorbed one's where the master has none, both of texts. */
export function proposedChoice(field: string, master: unknown, absorbed: unknown): Choice {
  if (isEmpty(master)) return 'absorbed'
  return JOINED.has(field) && !isEmpty(absorbed) && master !== absorbed ? 'both' : 'master'
}

/**
 * The values of the merged client. `choices` says which of the two gives a field; what is not said is proposed (see above). Lists are joined
 * without repeats: nothing of them is lost.
 */
export function mergedValues(master: Values, absorbed: Values, choices: Readonly<Record<string, Choice>>): Values {
  return Object.fromEntries(
    Object.entries(master).map(([field, own]) => {
      const other = absorbed[field]
      const key = LISTS[field] as ((item: unknown) => string) | undefined
      if (key) return [field, joinedList(own as unknown[], other as unknown[], key)]
      if (OBJECTS.has(field)) return [field, { ...(other as object), ...(own as object) }]
      const choice = choices[field] ?? proposedChoice(field, own, other)
      if (choice === 'both' && JOINED.has(field)) return [field, joinedTexts(own, other)]
      return [field, choice === 'absorbed' ? (other ?? null) : own]
    }),
  )
}

function joinedList(own: readonly unknown[], other: readonly unknown[], key: (item: unknown) => string): unknown[] {
  const known = new Set(own.map(key))
  return [...own, ...other.filter((item) => !known.has(key(item)))]
}

function joinedTexts(own: unknown, other: unknown): unknown {
  if (typeof own !== 'string' || isEmpty(own)) return other ?? null
  if (typeof other !== 'string' || isEmpty(other) || own === other) return own
  return `${own}\n${other}`
}

/** What an undo writes: the value from before the merge, where nobody has changed it since; and the fields that somebody has. */
export function undoneValues(
  changes: Readonly<Record<string, { from: unknown; to: unknown }>>,
  present: Values,
): { values: Values; kept: string[] } {
  const values: Values = {}
  const kept: string[] = []
  for (const [field, { from, to }] of Object.entries(changes)) {
    if (sameValue(present[field], to)) values[field] = from
    else kept.push(field)
  }
  return { values, kept }
}
