/** Currencies that Mostik counts in. Minor digits by ISO 4217. */

const CURRENCIES = {
  RUB: { digits: 2, symbol: '₽' },
  USD: { digits: 2, symbol: '$' },
  EUR: { digits: 2, symbol: '€' },
  GBP: { digits: 2, symbol: '£' },
  CHF: { digits: 2, symbol: 'CHF' },
  CNY: { digits: 2, symbol: '¥' },
  JPY: { digits: 0, symbol: 'JP¥' },
  KRW: { digits: 0, symbol: '₩' },
  INR: { digits: 2, symbol: '₹' },
  TRY: { digits: 2, symbol: '₺' },
  AED: { digits: 2, symbol: 'AED' },
  BRL: { digits: 2, symbol: 'R$' },
  PLN: { digits: 2, symbol: 'zł' },
  KZT: { digits: 2, symbol: '₸' },
  BYN: { digits: 2, symbol: 'Br' },
  UZS: { digits: 2, symbol: 'сум' },
  KGS: { digits: 2, symbol: 'сом' },
  TJS: { digits: 2, symbol: 'TJS' },
  AMD: { digits: 2, symbol: '֏' },
  AZN: { digits: 2, symbol: '₼' },
  GEL: { digits: 2, symbol: '₾' },
  MDL: { digits: 2, symbol: 'MDL' },
  UAH: { digits: 2, symbol: '₴' },
  MNT: { digits: 2, symbol: '₮' },
} as const satisfies Record<string, { digits: number; symbol: string }>

/** ISO 4217 code. */
export type Currency = keyof typeof CURRENCIES

/** All codes, the company's likely ones first. Not empty, so a schema may take it as an enumeration. */
export const currencies = Object.keys(CURRENCIES) as [Currency, ...Currency[]]

export function isCurrency(value: unknown): value is Currency {
  return typeof value === 'string' && Object.hasOwn(CURRENCIES, value)
}

/** Digits after the point: 2 for roubles (kopecks), 0 for yen. */
export function minorDigits(currency: Currency): number {
  return CURRENCIES[currency].digits
}

/** Minor units in whole units of the currency, for writing and for axes: 123450 kopecks are 1234.5 roubles, 1000 yen are 1000. Not for sums. */
export function wholeOf(minor: number | bigint, currency: Currency): number {
  return Number(minor) / 10 ** minorDigits(currency)
}

/** Whole units in minor ones, rounded as people do (1.005 is 1.01, although a computer has a little less): what was typed as 1234.5 roubles is kept as 123450. */
export function minorOf(whole: number, currency: Currency): number {
  return Math.round(Math.round(whole * 10 ** minorDigits(currency) * 1e6) / 1e6)
}

/** Short sign for screens; unlike Intl's it is the same in every browser. */
export function currencySymbol(currency: Currency): string {
  return CURRENCIES[currency].symbol
}
