/** A sum as it stands at the end of an invoice: «Сто двадцать три тысячи сорок пять рублей 60 копеек». */
import { type Currency, minorDigits } from '#core/money/currency.ts'

type Forms = readonly [one: string, few: string, many: string]
type Gender = 'he' | 'she'

const UNITS = ['', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять', 'десять', 'одиннадцать', 'двенадцать', 'тринадцать',
  'четырнадцать', 'пятнадцать', 'шестнадцать', 'семнадцать', 'восемнадцать', 'девятнадцать'] // prettier-ignore
const TENS = [
  '',
  '',
  'двадцать',
  'тридцать',
  'сорок',
  'пятьдесят',
  'шестьдесят',
  'семьдесят',
  'восемьдесят',
  'девяносто',
]
const HUNDREDS = ['', 'сто', 'двести', 'триста', 'четыреста', 'пятьсот', 'шестьсот', 'семьсот', 'восемьсот', 'девятьсот'] // prettier-ignore

/** Thousands, millions … by the power of a thousand. */
const POWERS: readonly { forms: Forms; gender: Gender }[] = [
  { forms: ['тысяча', 'тысячи', 'тысяч'], gender: 'she' },
  { forms: ['миллион', 'миллиона', 'миллионов'], gender: 'he' },
  { forms: ['миллиард', 'миллиарда', 'миллиардов'], gender: 'he' },
  { forms: ['триллион', 'триллиона', 'триллионов'], gender: 'he' },
]

interface Words {
  major: { forms: Forms; gender: Gender }
  minor: Forms
}

const MONEY: Partial<Record<Currency, Words>> = {
  RUB: { major: { forms: ['рубль', 'рубля', 'рублей'], gender: 'he' }, minor: ['копейка', 'копейки', 'копеек'] },
  USD: {
    major: { forms: ['доллар США', 'доллара США', 'долларов США'], gender: 'he' },
    minor: ['цент', 'цента', 'центов'],
  },
  EUR: { major: { forms: ['евро', 'евро', 'евро'], gender: 'he' }, minor: ['евроцент', 'евроцента', 'евроцентов'] },
  CNY: { major: { forms: ['юань', 'юаня', 'юаней'], gender: 'he' }, minor: ['фэнь', 'фэня', 'фэней'] },
  KZT: { major: { forms: ['тенге', 'тенге', 'тенге'], gender: 'he' }, minor: ['тиын', 'тиына', 'тиынов'] },
  BYN: {
    major: { forms: ['белорусский рубль', 'белорусских рубля', 'белорусских рублей'], gender: 'he' },
    minor: ['копейка', 'копейки', 'копеек'],
  },
}

/** Takes whole minor units, zero or more; gives one sentence with a capital letter. A currency without Russian words of its own keeps its code. */
export function sumInWords(amountMinor: number, currency: Currency): string {
  const digits = minorDigits(currency)
  const amount = BigInt(amountMinor)
  const one = 10n ** BigInt(digits)
  const major = amount / one
  const minor = Number(amount % one)
  const words = MONEY[currency]
  const whole = numberInWords(major, words?.major.gender ?? 'he')
  const unit = words ? form(Number(major % 100n), words.major.forms) : currency
  const fraction =
    digits === 0 ? '' : ` ${String(minor).padStart(digits, '0')}${words ? ` ${form(minor, words.minor)}` : ''}`
  return capital(`${whole} ${unit}${fraction}`)
}

/** A whole number in words, in the gender of what is counted. */
export function numberInWords(number: bigint, gender: Gender): string {
  if (number === 0n) return 'ноль'
  const groups: string[] = []
  let rest = number
  for (let power = 0; rest > 0n; power++) {
    const group = Number(rest % 1000n)
    rest /= 1000n
    if (group === 0) continue
    const scale = power === 0 ? undefined : POWERS[power - 1]
    if (power > 0 && !scale) throw new RangeError(`There is no such money: ${number}`)
    const words = hundreds(group, scale?.gender ?? gender)
    groups.unshift(scale ? `${words} ${form(group, scale.forms)}` : words)
  }
  return groups.join(' ')
}

function hundreds(number: number, gender: Gender): string {
  const below = number % 100
  const unit = below < 20 ? below : below % 10
  const small = unit === 1 && gender === 'she' ? 'одна' : unit === 2 && gender === 'she' ? 'две' : UNITS[unit]
  return [HUNDREDS[Math.floor(number / 100)], below < 20 ? '' : TENS[Math.floor(below / 10)], small]
    .filter(Boolean)
    .join(' ')
}

/** 1 рубль, 2 рубля, 5 рублей, 11 рублей, 21 рубль. */
function form(number: number, [one, few, many]: Forms): string {
  const tail = number % 100
  if (tail > 10 && tail < 20) return many
  const last = tail % 10
  return last === 1 ? one : last >= 2 && last <= 4 ? few : many
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
