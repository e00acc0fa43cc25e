import { pad } from '#core/calendar/day.ts'
import { type Piece, take, whole } from './quick-piece.ts'

/** Hours that words mean; «утром» is when the day begins, not when the sun rises. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [whole('в полдень|at noon'), '12:00'],
  [whole('после обеда|after lunch'), '14:00'],
  [whole('до обеда|before lunch'), '12:00'],
  [whole('с утра|утром|in the morning'), '10:00'],
  [whole('днём|днем|in the afternoon'), '14:00'],
  [whole('вечером|in the evening'), '18:00'],
]

const BEFORE = '(?:в|к|до|на|at|by)'
const PART = '(?<part>утра|дня|вечера|am|pm)'
/** «15:00», «в 15-30», «к 9:30 утра»: minutes are said. */
const CLOCK = new RegExp(
  `(?<![\\p{L}\\p{N}.])(?:${BEFORE}\\s+)?(?<hours>[01]?\\d|2[0-3])(?::|(?<=(?:^|\\s)(?:в|к|до)\\s\\d{1,2})[-.])(?<minutes>[0-5]\\d)(?:\\s*${PART})?(?![\\p{L}\\p{N}])`,
  'iu',
)
/** «в 10 утра», «к 3 дня», «в 15 часов», «at 3pm». */
const HOUR_OF_PART = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${BEFORE}\\s+)?(?<hours>[01]?\\d|2[0-3])\\s*(?:${PART}|(?<unit>час(?:а|ов)?|ч\\.?))(?![\\p{L}\\p{N}])`,
  'iu',
)
/** «в 15», «к 9»: a bare number after the preposition, and nothing that is counted after it. */
const BARE_HOUR =
  /(?<![\p{L}\p{N}])(?:в|к|at)\s+(?<hours>[7-9]|1\d|2[0-3])(?=\s*(?:$|[,.;]|\s(?:по|с|со|к|у|для|о|об|про|насчёт|насчет|с\s)\s))/iu

/** The hour that the line names. */
export function readTime(line: string): Piece<string> | null {
  for (const pattern of [CLOCK, HOUR_OF_PART, BARE_HOUR]) {
    const piece = take(line, pattern)
    if (!piece) continue
    const { hours, minutes = '00', part } = piece.groups
    return { value: `${pad(onTheClock(Number(hours), part), 2)}:${minutes}`, rest: piece.rest }
  }
  for (const [pattern, value] of WORDS) {
    const piece = take(line, pattern)
    if (piece) return { value, rest: piece.rest }
  }
  return null
}

/** «3 дня» and «7 вечера» are hours after noon, «12 дня» is noon. */
function onTheClock(hours: number, part: string | undefined): number {
  const isAfternoon = part !== undefined && ['дня', 'вечера', 'pm'].includes(part.toLowerCase())
  return isAfternoon && hours < 12 ? hours + 12 : hours
}
