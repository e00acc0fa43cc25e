import { DAY_MS } from '#core/calendar/day.ts'
import { withoutExponent } from './exponent.ts'
import type { NumberMeaning } from './xlsx-workbook.ts'

/** Serial of 1970-01-01 counted from 1899-12-30. */
const UNIX_EPOCH_SERIAL = 25_569
const DAYS_1900_TO_1904 = 1_462
/** 9999-12-31. */
const LAST_SERIAL = 2_958_465

/**
 * A stored number as the text that the value parsers understand: `3500.5`, `2024-06-21`, `2024-06-21 15:30:00`,
 * `15:30:00` for a time without a day, `36:00:00` for a length of time.
 */
export function numberCellText(raw: string, meaning: NumberMeaning, date1904: boolean): string {
  if (meaning === 'number') return plainNumber(raw)
  const serial = Number(raw)
  if (!Number.isFinite(serial) || serial < 0) return plainNumber(raw)
  const seconds = Math.round(serial * 86_400)
  if (meaning === 'elapsed') return clock(seconds)
  const day = Math.floor(seconds / 86_400)
  const time = seconds % 86_400
  if (day === 0 && (time > 0 || !date1904)) return time === 0 ? plainNumber(raw) : clock(time)
  const serialDay = date1904 ? day + DAYS_1900_TO_1904 : day
  if (serialDay > LAST_SERIAL) return plainNumber(raw)
  return time === 0 ? dayOfSerial(serialDay) : `${dayOfSerial(serialDay)} ${clock(time)}`
}

/** Excel shows 15 digits and stores 17: `0.30000000000000004` is `0.3`. Whole numbers stay as written, however long. */
export function plainNumber(raw: string): string {
  if (/^-?\d+$/.test(raw)) return raw
  const number = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(number)) return raw
  const text = String(Number(number.toPrecision(15)))
  if (!text.includes('e')) return text
  const [digits = '', exponent = '0'] = text.split('e')
  return withoutExponent(digits, Number(exponent))
}

/** `2024-06-21T15:30:00.000Z` of a cell of type `d` as `2024-06-21 15:30:00`. */
export function isoCellText(raw: string): string {
  return raw.replace(
    /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z?)$/,
    (_, day: string, time: string, zone: string) =>
      /^00:00(:00)?$/.test(time) && zone === '' ? day : `${day} ${time}${zone}`,
  )
}

let lastDay = -1
let lastText = ''

function dayOfSerial(serial: number): string {
  if (serial === lastDay) return lastText
  lastDay = serial
  // Excel believes in 29 February 1900: serials below 61 are one day off. The impossible day itself is shown as it is.
  if (serial === 60) lastText = '1900-02-29'
  else
    lastText = new Date(((serial < 60 ? serial + 1 : serial) - UNIX_EPOCH_SERIAL) * DAY_MS).toISOString().slice(0, 10)
  return lastText
}

const two = (part: number): string => String(part).padStart(2, '0')

const clock = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
