/** Counts, money, shares, points. */
import { type Currency, currencySymbol, minorDigits, wholeOf } from '#core/money/currency.ts'
import { type Language, localeOf, plural, type PluralForms } from './language.ts'
import { EN_DASH, MINUS, NBSP } from './marks.ts'
import { figureTexts } from './texts.ts'

/** `digits`: exactly so many after the point. `signed`: a plus before growth, nothing before zero. */
export type NumberOptions = { readonly digits?: number; readonly signed?: boolean }
export type SignOption = { readonly signed?: boolean }

type Amount = number | bigint

export function numberFormats(language: Language) {
  const texts = figureTexts[language]
  const cache = new Map<string, Intl.NumberFormat>()

  const write = (value: number, min: number, max: number, signed = false): string => {
    const key = `${min} ${max} ${signed}`
    let format = cache.get(key)
    if (!format) {
      format = new Intl.NumberFormat(localeOf(language), {
        minimumFractionDigits: min,
        maximumFractionDigits: max,
        signDisplay: signed ? 'exceptZero' : 'negative',
        useGrouping: 'always',
      })
      cache.set(key, format)
    }
    return format.format(value).replace('-', MINUS).replaceAll('\u202F', NBSP)
  }

  return {
    /** What is shown where there is no base. */
    noData: texts.noData,

    /** `1 234 567`, `−3`; up to two digits after the point unless `digits` is given. */
    number(value: number | null, options: NumberOptions = {}): string {
      if (value === null) return texts.noData
      return write(value, options.digits ?? 0, options.digits ?? 2, options.signed)
    },

    /** `21 сделка`, `1 234 сделки`: the figure and its word, kept on one line. */
    counted(n: number, forms: PluralForms): string {
      return `${write(n, 0, 2)}${NBSP}${plural(language, n, forms)}`
    },

    /** Whole roubles, `1 234 567 ₽`; takes minor units. */
    money(minor: Amount | null, currency: Currency, options: SignOption = {}): string {
      if (minor === null) return texts.noData
      return `${write(wholeOf(minor, currency), 0, 0, options.signed)}${NBSP}${currencySymbol(currency)}`
    },

    /** With kopecks where there are any: `2 360,91 ₽`, `1 200 ₽`; takes minor units. */
    moneyExact(minor: Amount | null, currency: Currency, options: SignOption = {}): string {
      if (minor === null) return texts.noData
      const value = wholeOf(minor, currency)
      const digits = Number.isInteger(value) ? 0 : minorDigits(currency)
      return `${write(value, digits, digits, options.signed)}${NBSP}${currencySymbol(currency)}`
    },

    /** The same without the sign of the currency, which is said beside it; takes minor units. */
    amount(minor: Amount, currency: Currency): string {
      const value = wholeOf(minor, currency)
      const digits = Number.isInteger(value) ? 0 : minorDigits(currency)
      return write(value, digits, digits)
    },

    /**
     * Three significant figures, a zero among them too, so that a column stands in line: `1,23 млн ₽`, `4,30 млн ₽`, `683 тыс. ₽`;
     * takes minor units. The full figure belongs beside it.
     */
    moneyCompact(minor: Amount | null, currency: Currency, options: SignOption = {}): string {
      if (minor === null) return texts.noData
      return `${compact(wholeOf(minor, currency), options.signed)}${NBSP}${currencySymbol(currency)}`
    },

    /** The same for an axis, where the figures are round: `20 млн ₽`. */
    moneyOnAxis(minor: number, currency: Currency): string {
      return `${compact(wholeOf(minor, currency), false, 'round')}${NBSP}${currencySymbol(currency)}`
    },

    /**
     * One scale for figures that stand together, chosen by the largest of them: the unit is said once, `млн ₽`, each figure is written in it,
     * `4,65`, `0,86`; takes minor units.
     */
    moneyScale(largest: Amount, currency: Currency): { unit: string; write: (minor: Amount) => string } {
      const { step, digits } = scaleOf(wholeOf(largest, currency))
      return {
        unit: [texts.scales[step], currencySymbol(currency)].filter(Boolean).join(NBSP),
        write: (minor) => write(wholeOf(minor, currency) / 1000 ** step, digits, digits),
      }
    },

    /** Two written figures as a band, a common unit said once: `88,8 – 116 млн ₽`. */
    band(low: string, high: string): string {
      const [unit, other] = [low, high].map((text) => text.replace(/^[^0-9]*[0-9.,\u00A0]*(?<![\u00A0])/, ''))
      return `${unit === other && unit ? low.slice(0, -unit.length) : low}${NBSP}${EN_DASH} ${high}`
    },

    /** The same without a currency, `20 млн`. */
    numberCompact(value: number | null, options: SignOption = {}): string {
      return value === null ? texts.noData : compact(value, options.signed, 'round')
    },

    /** Share 0…1 as `12,4 %`. */
    share(share: number | null, options: NumberOptions = {}): string {
      if (share === null) return texts.noData
      const digits = options.digits ?? 1
      return `${write(share * 100, digits, digits, options.signed)}${texts.share}`
    },

    /** Difference of two shares, 0.032 as `+3,2 п.п.`; always signed. */
    points(difference: number | null, digits = 1): string {
      if (difference === null) return texts.noData
      return `${write(difference * 100, digits, digits, true)}${NBSP}${texts.points}`
    },
  }

  function compact(value: number, signed = false, zeros: 'kept' | 'round' = 'kept'): string {
    const { rounded, step, digits } = scaleOf(value)
    const scaled = rounded / 1000 ** step
    const figure = write(scaled, zeros === 'kept' ? digits : 0, digits, signed)
    return step === 0 ? figure : `${figure}${NBSP}${texts.scales[step]}`
  }
  /** By how many thousands a figure is divided, and how many digits make three significant ones. */
  function scaleOf(value: number): { rounded: number; step: number; digits: number } {
    // Rounded before the scale is chosen: 999 999 is 1 млн, not 1 000 тыс.
    const rounded = Math.abs(value) < 1000 ? Math.round(value) : Number(value.toPrecision(3))
    const thousands = rounded === 0 ? 0 : Math.floor(Math.log10(Math.abs(rounded)) / 3 + 1e-9)
    const step = Math.min(thousands, texts.scales.length - 1)
    const size = Math.abs(rounded) / 1000 ** step
    return { rounded, step, digits: step === 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2 }
  }
}
