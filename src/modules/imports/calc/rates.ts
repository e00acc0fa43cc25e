import { isCurrency } from '#core/money/currency.ts'
import { convertMinor } from '#core/money/money.ts'

/** Exchange rates by day. */
export class Rates {
  readonly #company: string
  readonly #rates = new Map<string, { validFrom: string; rate: string }[]>()

  /** `rates` in order of their days. */
  constructor(company: string, rates: readonly { currency: string; validFrom: string; rate: string }[]) {
    this.#company = company
    for (const { currency, ...rate } of rates) {
      const known = this.#rates.get(currency)
      if (known) known.push(rate)
      else this.#rates.set(currency, [rate])
    }
  }

  /** The amount in the company's currency at the rate of the day; null when nobody has entered one. */
  toCompany(minor: number, currency: string, day: string): number | null {
    if (currency === this.#company || minor === 0) return minor
    const rate = this.#rates.get(currency)?.findLast(({ validFrom }) => validFrom <= day)?.rate
    if (rate === undefined || !isCurrency(currency) || !isCurrency(this.#company)) return null
    return convertMinor(minor, currency, rate, this.#company)
  }
}
