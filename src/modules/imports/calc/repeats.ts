/**
 * Finds ids that several rows have, for a million rows in little memory: of ids met once only a hash of 64 bits is kept.
 * Two different ids with one hash are met once in tens of millions of files.
 */
export class RepeatFinder {
  #size = 1 << 12
  #high = new Uint32Array(this.#size)
  #low = new Uint32Array(this.#size)
  #used = 0
  #last = ''
  /** Id → how many rows have it; only those that more than one row has. */
  readonly repeated = new Map<string, number>()
  readonly #scattered = new Set<string>()

  get scattered(): number {
    return this.#scattered.size
  }

  add(id: string): void {
    if (id === '') return
    const count = this.repeated.get(id)
    if (count !== undefined || this.#known(id)) {
      this.repeated.set(id, (count ?? 1) + 1)
      if (id !== this.#last) this.#scattered.add(id)
    }
    this.#last = id
  }

  #known(id: string): boolean {
    let high = 0x811c9dc5
    let low = 0xc9dc5118
    for (let at = 0; at < id.length; at += 1) {
      const code = id.charCodeAt(at)
      high = Math.imul(high ^ code, 0x01000193)
      low = Math.imul(low ^ (code + at), 0x85ebca6b)
      low ^= low >>> 13
    }
    // Zero marks a free place.
    const known = this.#place(high >>> 0, (low | 1) >>> 0)
    if (this.#used * 2 > this.#size) this.#grow()
    return known
  }

  #place(high: number, low: number): boolean {
    const mask = this.#size - 1
    for (let at = (high ^ (low >>> 1)) & mask; ; at = (at + 1) & mask) {
      if (this.#low[at] === 0) {
        this.#high[at] = high
        this.#low[at] = low
        this.#used += 1
        return false
      }
      if (this.#low[at] === low && this.#high[at] === high) return true
    }
  }

  #grow(): void {
    const [highs, lows] = [this.#high, this.#low]
    this.#size *= 2
    this.#high = new Uint32Array(this.#size)
    this.#low = new Uint32Array(this.#size)
    this.#used = 0
    for (let at = 0; at < lows.length; at += 1) {
      const low = lows[at] ?? 0
      if (low !== 0) this.#place(highs[at] ?? 0, low)
    }
  }
}
