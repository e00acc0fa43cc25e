/** Days, months and moments. */
import { type Day, dayNumber, type Month, type TimeZone, DAY_MS } from '#core/calendar/day.ts'
import { firstDay } from '#core/calendar/month.ts'
import { type Language, localeOf } from './language.ts'
import { NBSP } from './marks.ts'
import { figureTexts } from './texts.ts'

export type MomentToShow = Date | number | string

export function dateFormats(language: Language) {
  const texts = figureTexts[language]
  const locale = localeOf(language)
  const inUtc = (options: Intl.DateTimeFormatOptions) => {
    // Made when it is first asked for: each takes milliseconds, and no page needs all of them.
    let format: Intl.DateTimeFormat | undefined
    return (day: Day) => {
      format ??= new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
      return format.format(dayNumber(day) * DAY_MS)
    }
  }
  const shortDay = inUtc({ day: 'numeric', month: 'short' })
  const fullDay = inUtc(
    language === 'ru'
      ? { day: '2-digit', month: '2-digit', year: 'numeric' }
      : { day: 'numeric', month: 'short', year: 'numeric' },
  )
  const longDay = inUtc({ day: 'numeric', month: 'long' })
  const longMonth = inUtc({ month: 'long' })
  const shortMonth = inUtc({ month: 'short' })
  const shortWeekday = inUtc({ weekday: 'short' })
  const longWeekday = inUtc({ weekday: 'long' })

  const clocks = new Map<string, Intl.DateTimeFormat>()
  const clock = (zone: TimeZone, withDay: boolean) => {
    const key = `${zone} ${withDay}`
    let format = clocks.get(key)
    if (!format) {
      const time: Intl.DateTimeFormatOptions = {
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone: zone,
      }
      const date: Intl.DateTimeFormatOptions =
        language === 'ru'
          ? { day: '2-digit', month: '2-digit', year: 'numeric' }
          : { day: 'numeric', month: 'short', year: 'numeric' }
      format = new Intl.DateTimeFormat(locale, withDay ? { ...date, ...time } : time)
      clocks.set(key, format)
    }
    return format
  }

  const walls = new Map<TimeZone, Intl.DateTimeFormat>()
  const wall = (zone: TimeZone) => {
    let format = walls.get(zone)
    if (!format) {
      format = new Intl.DateTimeFormat('en', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: zone })
      walls.set(zone, format)
    }
    return format
  }

  return {
    /** '2026-11-21': the day to which a moment belongs on the zone's wall, to be written by the formats of days. */
    dayOf: (moment: MomentToShow, zone: TimeZone): Day => {
      const parts = wall(zone).formatToParts(new Date(moment))
      const [year, month, day] = (['year', 'month', 'day'] as const).map((type) =>
        parts.find((one) => one.type === type),
      )
      return `${year?.value}-${month?.value}-${day?.value}` as Day
    },
    /** `21 нояб.` */
    day: (day: Day | null): string => (day === null ? texts.noData : shortDay(day).replaceAll(' ', NBSP)),
    /** `21.11.2026`; English `21 Nov 2026`, which nobody reads as month first. */
    dayFull: (day: Day | null): string => (day === null ? texts.noData : fullDay(day).replaceAll(' ', NBSP)),
    /** `21 ноября` */
    dayLong: (day: Day | null): string => (day === null ? texts.noData : longDay(day).replaceAll(' ', NBSP)),
    /** `сб` */
    weekday: (day: Day): string => shortWeekday(day),
    /** `суббота` */
    weekdayLong: (day: Day): string => longWeekday(day),
    /** `ноябрь 2026`, inside a sentence */
    month: (month: Month): string => `${longMonth(firstDay(month))} ${month.slice(0, 4)}`,
    /** `нояб.`, on an axis */
    monthShort: (month: Month): string => shortMonth(firstDay(month)),
    /** `15:30` on the zone's wall */
    time: (moment: MomentToShow, zone: TimeZone): string => clock(zone, false).format(new Date(moment)),
    /** `21.11.2026, 15:30` on the zone's wall */
    dateTime: (moment: MomentToShow | null, zone: TimeZone): string =>
      moment === null ? texts.noData : clock(zone, true).format(new Date(moment)),
  }
}
