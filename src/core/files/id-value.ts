import { withoutExponent } from './exponent.ts'
import { tidyCell } from './parsed.ts'

export type IdValue = {
  id: string
  /**
   * What a spreadsheet did to it: FLOAT_TAIL (`12345.0`, repaired without loss) or DIGITS_LOST (`1.23457E+12`, or more than
   * fifteen digits with a tail: two different ids may have become one).
   */
  damage: 'FLOAT_TAIL' | 'DIGITS_LOST' | null
}

/** An id of another system as text, never as a number. '' where the cell is blank. */
export function parseId(text: string): IdValue {
  const tidy = tidyCell(text)
  const tail = /^(\d+)[.,]0+$/.exec(tidy)
  if (tail?.[1] !== undefined) {
    return { id: tail[1], damage: tail[1].length > 15 ? 'DIGITS_LOST' : 'FLOAT_TAIL' }
  }
  const scientific = /^(\d(?:[.,]\d+)?)e\+?(\d{1,2})$/i.exec(tidy)
  // «1E5» may be an id of its own; with a fraction or a plus it was a number.
  if (scientific !== null && /[.,+]/.test(tidy)) {
    return {
      id: withoutExponent((scientific[1] ?? '').replace(',', '.'), Number(scientific[2])),
      damage: 'DIGITS_LOST',
    }
  }
  return { id: tidy, damage: null }
}

/**
 * True for what people and programs write instead of leaving a cell empty. «нет» and «none» are left alone: they may be an
 * answer. Applies to values to be parsed and to choices; a name of one dash is no name either.
 */
export function isEmptyMark(text: string): boolean {
  if (text.length > 30) return false
  const tidy = tidyCell(text)
  return tidy.length <= 20 && EMPTY_MARKS.has(tidy.toLowerCase())
}

const EMPTY_MARKS: ReadonlySet<string> = new Set([
  '',
  ...['-', '--', '---', '–', '—', '−', '.', '...', '…', '?', '_', '\\n', '\\N'.toLowerCase()],
  ...[
    'н/д',
    'н.д.',
    'нд',
    'нет данных',
    'не указано',
    'не указан',
    'не указана',
    'не выбрано',
    'не задано',
    'пусто',
    '(пусто)',
  ],
  // amoCRM writes it into the closing date of an open deal.
  ...['не закрыта', 'не закрыт'],
  // A drop-down that nobody touched; seen in the X Education leads.
  ...['select', 'select...', '-select-', '- select -', '--select--', '-none-', '(none)'],
  ...['null', '<null>', 'nil', 'nan', 'nat', 'undefined', 'n/a', 'na', '(blank)', '<na>'],
  ...[
    '#n/a',
    '#н/д',
    '#ref!',
    '#ссылка!',
    '#value!',
    '#знач!',
    '#div/0!',
    '#дел/0!',
    '#name?',
    '#имя?',
    '#null!',
    '#пусто!',
    '#num!',
    '#число!',
  ],
])
