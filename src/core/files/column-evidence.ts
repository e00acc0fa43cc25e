import type { DateOrder } from './date-value.ts'
import type { NumberStyle } from './number-value.ts'

export type DateOrderGuess = {
  order: DateOrder
  /** No day above 12 in the whole column: a person must say. */
  ambiguous: boolean
  /** Some dates are possible in one order only and some in the other only; the rarer ones will be refused. */
  mixed: boolean
}

/** Gathers what the dates of one column say about their order: `26-02-2018` proves day first. */
export class DateOrderEvidence {
  private dayFirst = 0
  private monthFirst = 0
  private yearFirst = 0
  private points = 0
  private halves = 0
  private unclear = 0

  add(text: string): void {
    const match = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)/.exec(text)
    if (match === null) return
    const [, a = '', mark, b, c = ''] = match
    const [first, second] = [Number(a), Number(b)]
    if (a.length === 4 || first > 31) this.yearFirst += 1
    else if (first > 12 && second <= 12 && (c.length === 4 || Number(c) <= 31)) this.dayFirst += 1
    else if (second > 12 && first <= 12) this.monthFirst += 1
    else this.unclear += 1
    if (mark === '.') this.points += 1
    if (/\d\s*[ap]\.?m/i.test(text)) this.halves += 1
  }

  /** Null when no value looked like a date of digits. */
  guess(): DateOrderGuess | null {
    const { dayFirst, monthFirst, yearFirst, unclear } = this
    if (dayFirst + monthFirst + unclear === 0)
      return yearFirst === 0 ? null : { order: 'YMD', ambiguous: false, mixed: false }
    // «24-06-30»: two-digit years in front are seen only where a year is above 31.
    if (yearFirst > 0 && dayFirst + monthFirst === 0 && unclear > 0)
      return { order: 'YMD', ambiguous: false, mixed: true }
    const mixed = dayFirst > 0 && monthFirst > 0
    if (dayFirst + monthFirst > 0) return { order: dayFirst >= monthFirst ? 'DMY' : 'MDY', ambiguous: false, mixed }
    if (this.points > 0) return { order: 'DMY', ambiguous: false, mixed }
    return { order: this.halves > 0 ? 'MDY' : 'DMY', ambiguous: true, mixed }
  }
}

export type NumberStyleGuess = {
  style: NumberStyle
  /** All fractions or groups have three digits (`1,234`): a person must say. */
  ambiguous: boolean
  mixed: boolean
}

/** Gathers what the numbers of one column say about their decimal sign: `3 500,00` and `1.234.567` prove the comma. */
export class NumberStyleEvidence {
  private comma = 0
  private point = 0
  private unclear = 0

  add(text: string): void {
    const match = /\d[\d.,\s\u00a0\u202f'’]*\d/.exec(text)
    if (match === null) return
    const body = match[0]
    const points = body.split('.').length - 1
    const commas = body.split(',').length - 1
    if (points + commas === 0) return
    const lastIsComma = body.lastIndexOf(',') > body.lastIndexOf('.')
    if ((points > 0 && commas > 0) || (points + commas === 1 && !/^[1-9]\d{0,2}[.,]\d{3}$/.test(body))) {
      if (lastIsComma) this.comma += 1
      else this.point += 1
    } else if (points + commas === 1) this.unclear += 1
    else if (lastIsComma) this.point += 1
    else this.comma += 1
  }

  /** 'auto' when the column has whole numbers only. */
  guess(): NumberStyleGuess {
    const { comma, point, unclear } = this
    if (comma + point === 0)
      return { style: unclear === 0 ? 'auto' : 'decimal-point', ambiguous: unclear > 0, mixed: false }
    return {
      style: comma >= point ? 'decimal-comma' : 'decimal-point',
      ambiguous: false,
      mixed: comma > 0 && point > 0,
    }
  }
}
