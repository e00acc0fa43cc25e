/** Reads a line as people write it: «позвонить Иванову завтра 15:00». What is not about time stays the title. */
import { addDays, type Day } from '#core/calendar/day.ts'
import type { Horizon, Priority, Repeat } from '../contract.ts'
import { lastDayOf } from './due.ts'
import { readDate } from './quick-date.ts'
import { type Moment, take, whole } from './quick-piece.ts'
import { readTime } from './quick-time.ts'

export interface QuickTask {
  title: string
  /** Null: nothing was said about the day. */
  dueOn: Day | null
  /** '15:30'; null: nothing was said about the hour. */
  dueTime: string | null
  horizon: Horizon | null
  priority: Priority | null
  repeat: Repeat | null
}

const REPEATS: readonly (readonly [RegExp, Repeat])[] = [
  [
    whole('(?:каждый|кажд\\.) (?:рабочий|будний) день|по будням|по рабочим дням|every work(?:ing )?day|on weekdays'),
    'workdays',
  ],
  [whole('каждый день|ежедневно|every day|daily'), 'daily'],
  [whole('каждую неделю|раз в неделю|еженедельно|every week|weekly'), 'weekly'],
  [whole('каждый месяц|раз в месяц|ежемесячно|every month|monthly'), 'monthly'],
]
/** «Каждый понедельник» and «по понедельникам» are weekly, and the day is read as «понедельник». */
const EVERY_DAY_OF_WEEK =
  /(?<![\p{L}\p{N}])(?:(?:кажд(?:ый|ую|ое)|every)\s+(?=понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|mon|tue|wed|thu|fri|sat|sun)|по\s+(?=(?:понедельник|вторник|сред|четверг|пятниц|суббот)ам|воскресеньям)|on\s+(?=(?:mon|tues|wednes|thurs|fri|satur|sun)days))/iu

const HORIZONS: readonly (readonly [RegExp, Horizon])[] = [
  [whole('(?:до|к) конц[ау] (?:этого )?дня|by the end of (?:the )?day'), 'day'],
  [whole('(?:до|к) конц[ау] (?:этой )?недели|на этой неделе|this week|by the end of (?:the )?week'), 'week'],
  [whole('(?:до|к) конц[ау] (?:этого )?месяца|в этом месяце|this month|by the end of (?:the )?month'), 'month'],
  [
    whole('(?:до|к) конц[ау] (?:этого )?квартала|в этом квартале|this quarter|by the end of (?:the )?quarter'),
    'quarter',
  ],
]

const HIGH = /(?<![\p{L}\p{N}])(?:срочно|важно|urgent(?:ly)?|asap)(?![\p{L}\p{N}])[,:!]*|(?<=^|\s)!+(?=\s|$)|!!+/iu

/** Takes the line and now; gives the title and what the line says about time, repetition and priority. */
export function readQuickTask(line: string, now: Moment): QuickTask {
  const found: QuickTask = { title: '', dueOn: null, dueTime: null, horizon: null, priority: null, repeat: null }
  let left = line.replaceAll(/\s+/g, ' ').trim()
  const weekly = take(left, EVERY_DAY_OF_WEEK)
  if (weekly) {
    found.repeat = 'weekly'
    left = weekly.rest.replaceAll(/\s+/g, ' ')
  }
  for (const [pattern, repeat] of REPEATS) {
    const piece = found.repeat === null ? take(left, pattern) : null
    if (piece) [found.repeat, left] = [repeat, piece.rest]
  }
  for (const [pattern, horizon] of HORIZONS) {
    const piece = found.horizon === null ? take(left, pattern) : null
    if (piece) [found.horizon, left, found.dueOn] = [horizon, piece.rest, lastDayOf(horizon, now.today)]
  }
  const high = take(left, HIGH)
  if (high) [found.priority, left] = ['high', high.rest]
  const date = found.dueOn === null ? readDate(left, now) : null
  if (date) {
    left = date.rest
    found.dueOn = date.value.day
    found.dueTime = date.value.time
    found.horizon = date.value.horizon
  }
  const time = found.dueTime === null ? readTime(left) : null
  if (time) [found.dueTime, left] = [time.value, time.rest]
  found.title = tidy(left)
  // «Позвонить в 9» said at noon is about tomorrow.
  if (found.dueTime !== null && found.dueOn === null) found.dueOn = dayOfTime(found.dueTime, now)
  return found
}

function dayOfTime(time: string, { today, minutes }: Moment): Day {
  const [hours = 0, rest = 0] = time.split(':').map(Number)
  const isPast = hours * 60 + rest <= minutes
  return isPast ? addDays(today, 1) : today
}

/** Without double spaces, commas that hang, and a preposition that has lost its word. */
function tidy(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\s+([,.;:])/g, '$1')
    .replaceAll(/([,;])(?=[,;.])/g, '')
    .replace(/^[\s,.;:—–-]+/u, '')
    .replace(/[\s,;:—–-]+$/u, '')
    .trim()
}
