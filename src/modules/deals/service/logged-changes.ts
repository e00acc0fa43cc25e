import { formats } from '#core/i18n/format.ts'
import type { Language } from '#core/i18n/language.ts'
import type { Field } from '#modules/fields/api.ts'
import type { HistoryEntry } from '../contract.ts'
import type { LoggedEdit, LoggedValue } from '../data/deal-history.ts'

/** What ids in a log mean. */
export interface Words {
  names: ReadonlyMap<string, string>
  /** The company's own fields. */
  fields: ReadonlyMap<string, Field>
  language: Language
}

type Change = HistoryEntry['changes'][number]
type Logged = LoggedEdit['changes'][string]

/** One line of the log as the lines that people read: own fields are logged together and told one by one. */
export function changesOf(field: string, { from, to }: Logged, words: Words): Change[] {
  if (field === 'custom') return customChanges(from, to, words)
  if (field === 'contacts' || field === 'team') {
    const text = field === 'team' ? teamText : contactsText
    return [{ field, label: null, from: null, to: null, fromName: text(from, words), toName: text(to, words) }]
  }
  const name = (value: LoggedValue) => (typeof value === 'string' ? (words.names.get(value) ?? null) : null)
  return [{ field, label: null, from: plain(from), to: plain(to), fromName: name(from), toName: name(to) }]
}

function customChanges(from: LoggedValue, to: LoggedValue, words: Words): Change[] {
  const [before, after] = [asRecord(from), asRecord(to)]
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => {
      const said = (value: unknown) => valueText(value, words.fields.get(key), words)
      return {
        field: key,
        // A column of an imported file stands under its own title.
        label: words.fields.get(key)?.name ?? key,
        from: plain(before[key] ?? null),
        to: plain(after[key] ?? null),
        fromName: said(before[key]),
        toName: said(after[key]),
      }
    })
}

/** Names of options and people; a value that is said by its kind (a number, a day) is left to the reader's language. */
function valueText(value: unknown, field: Field | undefined, { names }: Words): string | null {
  if (value === undefined || value === null) return null
  const options = new Map(field?.options.map(({ id, name }) => [id, name]))
  const name = (id: unknown) => options.get(String(id)) ?? names.get(String(id)) ?? String(id)
  if (Array.isArray(value)) return value.map(name).join(', ')
  if (typeof value === 'string' && (options.has(value) || names.has(value))) return name(value)
  return null
}

function contactsText(value: LoggedValue, { names }: Words): string | null {
  const people = asList<{ contactId?: string; roleId?: string | null }>(value).flatMap(({ contactId, roleId }) => {
    const name = names.get(contactId ?? '')
    const role = names.get(roleId ?? '')
    return name ? [role ? `${name} (${role})` : name] : []
  })
  return people.join(', ') || null
}

function teamText(value: LoggedValue, { names, language }: Words): string | null {
  const people = asList<{ personId?: string; shareBp?: number }>(value).flatMap(({ personId, shareBp = 0 }) => {
    const name = names.get(personId ?? '')
    return name ? [`${name} ${formats(language).share(shareBp / 10_000, { digits: shareBp % 100 === 0 ? 0 : 2 })}`] : []
  })
  return people.join(', ') || null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Ids anywhere in a line of the log: of people, companies, contacts, roles. */
export function mentionedIds({ changes }: LoggedEdit): string[] {
  return idsIn(Object.values(changes).flatMap(({ from, to }) => [from, to]))
}

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return UUID.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(idsIn)
}

function plain(value: unknown): Change['from'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

const asRecord = (value: LoggedValue): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

const asList = <Item>(value: LoggedValue): Item[] => (Array.isArray(value) ? (value as Item[]) : [])
