import { grown, TextNumbers } from './text-numbers.ts'

const WORDS = 4
const NOBODY = '0'.repeat(32)

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

/** The id that stands at this place of a list of ids. */
export function idAt(words: Uint32Array, place: number): string | null {
  let digits = ''
  for (let at = place * WORDS; at < (place + 1) * WORDS; at += 1)
    digits += (words[at] ?? 0).toString(16).padStart(8, '0')
  if (digits === NOBODY) return null
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`
}

/** Puts an id, in lower case, at a place of a list of ids that has room for it. */
export function putId(words: Uint32Array, place: number, id: string | null): void {
  const digits = id === null ? '' : id.replaceAll('-', '')
  for (let word = 0; word < WORDS; word += 1)
    words[place * WORDS + word] = digits === '' ? 0 : Number.parseInt(digits.slice(word * 8, word * 8 + 8), 16)
}
