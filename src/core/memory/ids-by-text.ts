import { grown, TextNumbers } from './text-numbers.ts'

const WORDS = 4

/** From texts to ids (uuid), for hundreds of thousands in a tenth of the memory that a map of strings takes. Of the texts only a hash is kept. */
export class IdsByText {
  readonly #numbers = new TextNumbers()
  /** Four words an id; zeros: none. */
  #words = new Uint32Array(1 << 10)

  /** Null: the text is known to have none; undefined: nothing is known of it. */
  get(text: string): string | null | undefined {
    const number = this.#numbers.find(text)
    return number === -1 ? undefined : idAt(this.#words, number)
  }

  has(text: string): boolean {
    return this.#numbers.find(text) !== -1
  }

  set(text: string, id: string | null): void {
    const number = this.#numbers.add(text)
    this.#words = grown(this.#words, (number + 1) * WORDS)
    putId(this.#words, number, id)
  }
}

/** An id is written here before it becomes a text: one text, and not a dozen that are put together. */
const written = Buffer.alloc(36, '-')
/** Where the digits of an id begin, four by four. */
const FOURS = [0, 4, 9, 14, 19, 24, 28, 32] as const
const DIGITS = Buffer.from('0123456789abcdef')

/** The id that stands at this place of a list of ids. */
export function idAt(words: Uint32Array, place: number): string | null {
  const from = place * WORDS
  if (
    (words[from] ?? 0) === 0 &&
    (words[from + 1] ?? 0) === 0 &&
    (words[from + 2] ?? 0) === 0 &&
    (words[from + 3] ?? 0) === 0
  )
    return null
  for (let half = 0; half < WORDS * 2; half += 1) {
    const word = words[from + (half >> 1)] ?? 0
    const four = half % 2 === 0 ? word >>> 16 : word & 0xffff
    const at = FOURS[half] ?? 0
    written[at] = DIGITS[four >>> 12] ?? 0
    written[at + 1] = DIGITS[(four >>> 8) & 15] ?? 0
    written[at + 2] = DIGITS[(four >>> 4) & 15] ?? 0
    written[at + 3] = DIGITS[four & 15] ?? 0
  }
  return written.toString('latin1')
}

/** Puts an id, in lower case, at a place of a list of ids that has room for it. */
export function putId(words: Uint32Array, place: number, id: string | null): void {
  for (let word = 0; word < WORDS; word += 1)
    words[place * WORDS + word] =
      id === null ? 0 : (fourAt(id, FOURS[word * 2] ?? 0) << 16) | fourAt(id, FOURS[word * 2 + 1] ?? 0)
}

/** Four hexadecimal digits as a number. */
function fourAt(id: string, at: number): number {
  let four = 0
  for (let digit = at; digit < at + 4; digit += 1) {
    const code = id.charCodeAt(digit)
    four = (four << 4) | (code < CODE_OF_A ? code - CODE_OF_0 : code - CODE_OF_A + 10)
  }
  return four
}

const CODE_OF_0 = 48
const CODE_OF_A = 97
