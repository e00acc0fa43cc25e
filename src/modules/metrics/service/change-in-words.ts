import type { Actor } from '#core/http/routes.ts'
import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import type { MetricUnit } from '../calc/declarations.ts'
import type { Texts } from '../texts.ru.ts'

export type WriteFigure = (value: number | null, unit: MetricUnit, signed?: boolean) => string

/** How figures are written for this reader. A change of a share is points. */
export function figureWriter({ language, workspace }: Pick<Actor, 'language' | 'workspace'>): WriteFigure {
  const format = formats(language)
  const currency = workspace.currency as Currency
  const days = language === 'ru' ? 'дн.' : 'd'
  const minutes = language === 'ru' ? 'мин' : 'min'
  return (value, unit, signed = false) => {
    const option = { signed, digits: 1 }
    switch (unit) {
      case 'money':
      case 'moneyPerDay':
        return format.moneyCompact(value === null ? null : Math.round(value), currency, { signed })
      case 'share':
        return signed ? format.points(value) : format.share(value)
      case 'ratio':
        return signed ? format.points(value) : format.share(value)
      case 'days':
        return `${format.number(value, option)} ${days}`
      case 'minutes':
        return `${format.number(value, option)} ${minutes}`
      case 'count':
        return format.number(value, { signed })
    }
  }
}

interface Change {
  label: string
  unit: MetricUnit
  period: string
  against: string
  before: number | null
  after: number | null
  drivers: readonly { label: string; before: number | null; after: number | null; part: number; unit: MetricUnit }[]
}

/** How many drivers are named; the others stand together. */
const NAMED = 3

/** A paragraph made of the numbers alone. Takes drivers with the largest part first. */
export function changeInWords(words: Texts['explain'], write: WriteFigure, change: Change): string {
  const { label, unit, period, against, before, after, drivers } = change
  const sides = { label, period, against, before: write(before, unit), after: write(after, unit) }
  if (before === null || after === null) return words.noBase(sides)
  if (before === after) return words.same(sides)
  const difference = after - before
  const said = {
    ...sides,
    change: write(Math.abs(difference), unit === 'share' || unit === 'ratio' ? 'share' : unit),
    grew: difference > 0,
  }
  const inPoints = unit === 'share' || unit === 'ratio'
  // Ten times as much is not said in percent.
  const share = before > 0 && !inPoints && difference / before < 10 ? write(difference / before, 'share') : null
  const moved = drivers.filter(({ part }) => part !== 0)
  const named = moved.slice(0, NAMED).map((driver) =>
    words.driver({
      label: driver.label,
      before: write(driver.before, driver.unit),
      after: write(driver.after, driver.unit),
      part: write(driver.part, unit, true),
    }),
  )
  const rest = moved.slice(NAMED)
  const sum = rest.reduce((total, { part }) => total + part, 0)
  return (
    [
      words.changed({
        ...said,
        change: inPoints ? write(Math.abs(difference), unit, true).replace('+', '') : said.change,
        share,
      }),
      named.length > 0 ? words.drivers(named.join('; ')) : '',
      rest.length > 0 ? words.rest({ n: rest.length, part: write(sum, unit, true) }) : '',
    ]
      .filter(Boolean)
      .join(' ')
      // «п.п.» ends with a point of its own.
      .replaceAll('..', '.')
  )
}
