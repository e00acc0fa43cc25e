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
  const first = text.charCodeAt(0)
  // A digit or a letter that no mark begins with: most cells.
  if (first > 0x2f && !BEGINNINGS.has(first) && first !== 0xa0 && (first < 0x2000 || first > 0x206f)) return false
  const tidy = tidyCell(text)
  return tidy.length <= 20 && EMPTY_MARKS.has(tidy.toLowerCase())
}

// «не закрыта» is amoCRM's closing date of an open deal, «Select» a drop-down that nobody touched (X Education leads).
const EMPTY_MARKS: ReadonlySet<string> = new Set([
  '',
  ...'- -- --- – — − . ... … ? _ \\n'.split(' '),
  ...'н/д|н.д.|нд|нет данных|не указано|не указан|не указана|не выбрано|не задано|пусто|(пусто)|не закрыта|не закрыт'.split(
    '|',
  ),
  ...'select|select...|-select-|- select -|--select--|-none-|(none)|(blank)'.split('|'),
  ...'null|<null>|nil|nan|nat|<na>|undefined|n/a|na'.split('|'),
  ...'#n/a|#ref!|#value!|#div/0!|#name?|#null!|#num!|#н/д|#ссылка!|#знач!|#дел/0!|#имя?|#пусто!|#число!'.split('|'),
])

const BEGINNINGS: ReadonlySet<number> = new Set(
  [...EMPTY_MARKS].flatMap((mark) => [mark, mark.toUpperCase()]).map((mark) => mark.charCodeAt(0)),
)
