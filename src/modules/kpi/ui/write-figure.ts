import type { Format } from '#web/i18n/use-format.tsx'
import type { Tile } from '../contract.ts'

export type Unit = Tile['unit']

export interface UnitWords {
  days: string
  minutes: string
  perDay: string
  times: string
}

/** Ratios that are told as «times» and not as per cent. */
const TIMES: ReadonlySet<string> = new Set(['coverage'])

/** A figure in the unit of its metric: `1,23 млн ₽`, `24,6 %`, `18 дн`, `2,4×`. Null is «н/д». */
export function writeFigure(
  format: Format,
  words: UnitWords,
  { key, unit }: { key: string; unit: Unit },
  value: number | null,
): string {
  if (value === null) return format.noData
  switch (unit) {
    case 'money':
      return format.moneyCompact(value)
    case 'moneyPerDay':
      return `${format.moneyCompact(value)}${words.perDay}`
    case 'share':
      return format.share(value)
    case 'ratio':
      return TIMES.has(key) ? `${format.number(value, { digits: 1 })}${words.times}` : format.share(value)
    case 'days':
      return `${format.number(value, { digits: value < 10 ? 1 : 0 })} ${words.days}`
    case 'minutes':
      return value >= 120
        ? format.duration(value * 60)
        : `${format.number(value, { digits: value < 10 ? 1 : 0 })} ${words.minutes}`
    case 'count':
      return format.number(value, { digits: Number.isInteger(value) ? 0 : 1 })
  }
}

/** By how much it differs: points of shares, otherwise per cent of what it was. */
export function writeChange(
  format: Format,
  { key, unit }: { key: string; unit: Unit },
  change: number | null,
): string | null {
  if (change === null) return null
  if (TIMES.has(key)) return format.number(change, { digits: 1, signed: true })
  return unit === 'share' || unit === 'ratio' ? format.points(change) : format.share(change, { signed: true })
}
