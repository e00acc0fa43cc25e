/**
 * Numbers texts in the order in which they came, from zero: what is known of a text can then stand in typed arrays. A million texts take 12 to 48 MB, for only
 * a hash of 64 bits is kept of each. Two different texts with one hash are met once in tens of millions of files of a million rows.
 */
export class TextNumbers {
  #places = 1 << 12
  #high = new Uint32Array(this.#places)
  #low = new Uint32Array(this.#places)
  #numbers = new Int32Array(this.#places)
  #size = 0

  /** How many texts there are. */
  get size(): number {
    return this.#size
  }

  /** The number of a text; -1: it never came. */
  find(text: string): number {
    const [high, low] = hash64(text)
    const place = this.#placeOf(high, low)
    return this.#low[place] === 0 ? -1 : (this.#numbers[place] ?? -1)
  }

  /** The number of a text, a new one if it never came. */
  add(text: string): number {
    const [high, low] = hash64(text)
    const place = this.#placeOf(high, low)
    if (this.#low[place] !== 0) return this.#numbers[place] ?? 0
    this.#put(place, high, low, this.#size)
    this.#size += 1
    if (this.#size * 2 > this.#places) this.#grow()
    return this.#size - 1
  }

  /** Where this hash lies, or the free place where it would. */
  #placeOf(high: number, low: number): number {
    const mask = this.#places - 1
    for (let at = (high ^ (low >>> 1)) & mask; ; at = (at + 1) & mask)
      if (this.#low[at] === 0 || (this.#low[at] === low && this.#high[at] === high)) return at
  }

  #put(place: number, high: number, low: number, number: number): void {
    this.#high[place] = high
    this.#low[place] = low
    this.#numbers[place] = number
  }

  #grow(): void {
    const [highs, lows, numbers] = [this.#high, this.#low, this.#numbers]
    this.#places *= 2
    this.#high = new Uint32Array(this.#places)
    this.#low = new Uint32Array(this.#places)
    this.#numbers = new Int32Array(this.#places)
    for (const [at, low] of lows.entries()) {
      const high = highs[at] ?? 0
      if (low !== 0) this.#put(this.#placeOf(high, low), high, low, numbers[at] ?? 0)
    }
  }
}

/** Two halves; the lower one is never zero, which marks a free place. */
function hash64(text: string): readonly [high: number, low: number] {
  let high = 0x811c9dc5
  let low = 0xc9dc5118
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 0x01000193)
    low = Math.imul(low ^ (code + at), 0x85ebca6b)
    low ^= low >>> 13
  }
  return [high >>> 0, (low | 1) >>> 0]
}

/** A typed array of at least so many numbers that begins as this one. */
export function grown<Numbers extends Uint32Array | Float64Array>(numbers: Numbers, length: number): Numbers {
  if (length <= numbers.length) return numbers
  const more = new (numbers.constructor as new (length: number) => Numbers)(Math.max(length, numbers.length * 2))
  more.set(numbers)
  return more
}
