import type { ColumnFound } from './found.ts'
import type { ColumnGuess } from './guess.ts'
import type { Mapping } from './mapping.ts'
import { headerKey } from './targets.ts'

/** Exports of known programs: how to tell them, and what of them is not as usual. */
export interface Preset {
  id: string
  /** All of these headers are there (normalised); of an inner list any. */
  signature: readonly (readonly string[])[]
  system: string
  repeated: Mapping['repeated']
  /** Headers that mean something else here than elsewhere. */
  headers?: Readonly<Record<string, string | null>>
}

export const PRESETS: readonly Preset[] = [
  {
    id: 'amocrm',
    signature: [['название сделки'], ['этап сделки'], ['бюджет', 'ответственный', 'дата создания сделки']],
    system: 'amocrm',
    repeated: 'reject',
    headers: {
      компания: 'company',
      'компания контакта': 'company',
      'рабочий телефон': 'contactPhone',
      товар: 'product',
    },
  },
  {
    id: 'bitrix24',
    signature: [['название сделки'], ['стадия сделки']],
    system: 'bitrix24',
    // A line for each product, with its price × quantity in the place of the deal's amount.
    repeated: 'lines-sum',
    headers: { 'дата начала': null, 'группа стадий': null, тип: null, вероятность: null },
  },
  {
    id: 'zoho',
    signature: [['deal name', 'deal owner name', 'deal owner'], ['stage'], ['closing date', 'created time']],
    system: 'zoho',
    repeated: 'reject',
  },
  {
    id: 'opportunities',
    signature: [
      ['opportunity id', 'opportunity name', 'opportunity'],
      ['deal stage', 'stage', 'stage name', 'sales stage'],
    ],
    system: 'opportunities',
    repeated: 'reject',
  },
]

export const GENERIC: Preset = { id: 'generic', signature: [], system: 'file', repeated: 'reject' }

/** Which program wrote this file of deals. */
export function guessPreset(columns: readonly ColumnFound[]): Preset {
  const keys = new Set(columns.map(({ name }) => headerKey(name)))
  return PRESETS.find(({ signature }) => signature.every((any) => any.some((header) => keys.has(header)))) ?? GENERIC
}

/** The guessed columns with the preset's own knowledge put over them. */
export function withPreset(
  guesses: readonly ColumnGuess[],
  preset: Preset,
  columns: readonly ColumnFound[],
): ColumnGuess[] {
  const { headers } = preset
  if (!headers) return [...guesses]
  const byColumn = new Map(guesses.map((guess) => [guess.column, guess]))
  for (const column of columns) {
    const target = headers[headerKey(column.name)]
    if (target === null) byColumn.delete(column.index)
    else if (target !== undefined)
      byColumn.set(column.index, { ...byColumn.get(column.index), column: column.index, target, sure: true })
  }
  return [...byColumn.values()].toSorted((a, b) => a.column - b.column)
}
