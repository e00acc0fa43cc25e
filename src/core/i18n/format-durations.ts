/** Spans of time in the two largest units. */
import type { Language } from './language.ts'
import { MINUS, NBSP } from './marks.ts'
import { figureTexts } from './texts.ts'

const MINUTES_IN_HOUR = 60
const HOURS_IN_DAY = 24

export function durationFormats(language: Language) {
  const texts = figureTexts[language]

  return {
    /**
     * Takes seconds of calendar time: `3 дн 4 ч`, `4 ч 5 мин`, `45 мин`, `< 1 мин`; from ten days on whole days. For working time
     * give `hoursInDay`, the length of a working day, so that a day means one of those.
     */
    duration(seconds: number | null, hoursInDay: number = HOURS_IN_DAY): string {
      if (seconds === null) return texts.noData
      if (seconds < 0) return `${MINUS}${this.duration(-seconds, hoursInDay)}`
      return parts(seconds, hoursInDay * MINUTES_IN_HOUR)
    },
  }

  function parts(seconds: number, dayLength: number): string {
    const minutes = Math.round(seconds / 60)
    if (minutes === 0) return seconds === 0 ? `0${NBSP}${texts.minute}` : texts.lessThanMinute
    if (minutes < MINUTES_IN_HOUR) return `${minutes}${NBSP}${texts.minute}`
    if (minutes < dayLength) {
      return joined(Math.floor(minutes / MINUTES_IN_HOUR), texts.hour, minutes % MINUTES_IN_HOUR, texts.minute)
    }
    if (minutes >= 10 * dayLength) return `${Math.round(minutes / dayLength)}${NBSP}${texts.day}`
    const hours = Math.round(minutes / MINUTES_IN_HOUR)
    const hoursInDay = dayLength / MINUTES_IN_HOUR
    return joined(Math.floor(hours / hoursInDay), texts.day, hours % hoursInDay, texts.hour)
  }

  function joined(big: number, bigUnit: string, small: number, smallUnit: string): string {
    const head = `${big}${NBSP}${bigUnit}`
    return small === 0 ? head : `${head} ${small}${NBSP}${smallUnit}`
  }
}
