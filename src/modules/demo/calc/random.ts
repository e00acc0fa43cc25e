/** Seeded random numbers: the same seed tells the same story on every machine (mulberry32). */
export class Random {
  #state: number
  #spare: number | null = null

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** 0 ≤ x < 1. */
  share(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** Whole number, 0 ≤ x < below. */
  below(below: number): number {
    return Math.floor(this.share() * below)
  }

  chance(share: number): boolean {
    return this.share() < share
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item
  }

  /** One of the items, as often as its weight says. */
  weighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item {
    let point = this.share() * items.reduce((sum, item) => sum + weightOf(item), 0)
    for (const item of items) {
      point -= weightOf(item)
      if (point < 0) return item
    }
    return items.at(-1) as Item
  }

  /** Normal with mean 0 and deviation 1 (Box–Muller). */
  normal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare
      this.#spare = null
      return spare
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.share()))
    const angle = 2 * Math.PI * this.share()
    this.#spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }

  /** Log-normal around a median. */
  around(median: number, spread: number): number {
    return median * Math.exp(this.normal() * spread)
  }

  /** A version 7 identifier of this moment (milliseconds), random in the rest. */
  id(at: number): string {
    const time = Math.max(0, Math.floor(at)).toString(16).padStart(12, '0')
    const hex = (digits: number) =>
      this.below(16 ** digits)
        .toString(16)
        .padStart(digits, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${(8 + this.below(4)).toString(16)}${hex(3)}-${hex(6)}${hex(6)}`
  }
}
