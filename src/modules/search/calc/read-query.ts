/** What somebody typed, read in every way that it may be meant. */
export interface SearchQuery {
  /** Pieces of words, all of which must be there; without those that are too short to look for. */
  pieces: readonly string[]
  /** The last ten digits of a phone number, however it was written. */
  phoneKey: string | null
  /** ИНН of a company or of a person in business: ten or twelve digits. */
  inn: string | null
  email: string | null
  /** One of our identifiers. */
  id: string | null
  /** A number of a deal where it came from, or of an invoice. */
  number: string | null
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const MOST_PIECES = 5

/** Reads what was typed in the field of the search. */
export function readQuery(text: string): SearchQuery {
  const typed = text.trim()
  const digits = typed.replaceAll(/\D/g, '')
  const isNumbers = digits !== '' && /^[\d\s()+.-]+$/.test(typed)
  const isPlainNumber = /^\d+$/.test(typed)
  return {
    pieces: piecesOf(typed),
    phoneKey: isNumbers && digits.length >= 10 && digits.length <= 15 ? digits.slice(-10) : null,
    inn: isPlainNumber && (digits.length === 10 || digits.length === 12) ? digits : null,
    email: /^\S+@\S+\.\S+$/.test(typed) ? typed.toLowerCase() : null,
    id: UUID.test(typed) ? typed.toLowerCase() : null,
    number: /^[\p{L}\d/_-]{1,40}$/u.test(typed) && digits !== '' ? typed : null,
  }
}

/** Words of three letters or digits and more: shorter ones have no trigram and would be looked for in every record. */
function piecesOf(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return [...new Set(words.map((word) => word.toLowerCase()))].slice(0, MOST_PIECES)
}

const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const RUSSIAN = 'ёйцукенгшщзхъфывапролджэячсмитьбю'

/** The same keys in the other layout: «ghjvsiktyysq» is «промышленный». Null where the text is of both alphabets or of none. */
export function inOtherLayout(text: string): string | null {
  const lower = text.toLowerCase()
  const [from, to] = /^[^а-яё]*[a-z][^а-яё]*$/.test(lower)
    ? [LATIN, RUSSIAN]
    : /^[^a-z]*[а-яё][^a-z]*$/.test(lower)
      ? [RUSSIAN, LATIN]
      : ['', '']
  if (from === '') return null
  return Array.from(lower, (letter) => to[from.indexOf(letter)] ?? letter).join('')
}
