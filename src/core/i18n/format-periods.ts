/** Names of periods, for titles and for axes. */
import { dateOf, yearOf } from '#core/calendar/day.ts'
import { isoWeekOf } from '#core/calendar/iso-week.ts'
import { monthOf, quarterOf } from '#core/calendar/month.ts'
import { lastDayOf, type Period, periodKind } from '#core/calendar/period.ts'
import { dateFormats } from './format-dates.ts'
import type { Language } from './language.ts'
import { EN_DASH, NBSP } from './marks.ts'
import { figureTexts } from './texts.ts'

export function periodFormats(language: Language) {
  const texts = figureTexts[language]
  const dates = dateFormats(language)

  return {
    /** `Ноябрь 2026`, `IV квартал 2026`, `2026 год`, `Неделя 47, 2026`, `21 нояб. 2026`, `1–15 нояб. 2026` */
    period(period: Period): string {
      const { start } = period
      const year = start.slice(0, 4)
      switch (periodKind(period)) {
        case 'year':
          return texts.year(year)
        case 'quarter':
          return texts.quarter(quarterOf(start), year)
        case 'month':
          return capitalised(dates.month(monthOf(start)))
        case 'week': {
          const iso = isoWeekOf(start)
          return texts.week(iso.week, iso.year)
        }
        case 'day':
          return `${dates.day(start)}${NBSP}${year}`
        case 'range':
          return range(period)
      }
    },
  }

  function range(period: Period): string {
    const { start } = period
    const last = lastDayOf(period)
    const end = `${dates.day(last)}${NBSP}${yearOf(last)}`
    if (monthOf(start) === monthOf(last)) return `${dateOf(start)}${EN_DASH}${end}`
    const begin = yearOf(start) === yearOf(last) ? dates.day(start) : `${dates.day(start)}${NBSP}${yearOf(start)}`
    return `${begin}${NBSP}${EN_DASH} ${end}`
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
