import type { NewActivity } from '#modules/activities/api.ts'

type Kind = NewActivity['kind']

/** By the first that fits: «Исходящий звонок», `call_in`, «Встреча с клиентом». */
const KINDS: readonly [RegExp, Kind][] = [
  [/встреч|визит|выезд|meeting|visit/, 'meeting'],
  [/демо|презентац|показ|demo|presentation/, 'demo'],
  [/письм|почт|e-?mail|mail/, 'email'],
  [/сообщ|чат|sms|смс|whatsapp|telegram|мессенджер|message|chat/, 'message'],
  [/звон|вызов|входящ|исходящ|пропущ|call|phone|incoming|outgoing|inbound|outbound|missed/, 'call'],
]

/** What kind of contact the words of another system mean; null when they mean none of ours. */
export function activityKind(words: string): Kind | null {
  const text = words.toLowerCase()
  return KINDS.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/** «Не выполнено», «Запланирован», `open`: what is still to be done. */
export function isStillPlanned(status: string): boolean {
  return /не\s*(?:выполн|заверш|состоя|сделан)|заплан|назнач|открыт|ожида|в работе|^нет$|planned|open|in progress|not started|pending|false/i.test(
    status,
  )
}

/** «Не дозвонились», «занято», `no answer`: the client was not reached. */
export function isUnanswered(words: string): boolean {
  return /пропущ|не\s*дозвон|недозвон|не\s*отвеч|нет ответа|занят|сброс|автоответ|no[\s_-]*answer|missed|busy|cancel|failed|voicemail/i.test(
    words,
  )
}

/**
 * Seconds of «3:25», «00:03:25», «3 мин 25 с», `205`; a bare number is in seconds, or in minutes when the column says so. Null: not a duration.
 */
export function durationSeconds(text: string, column: string): number | null {
  const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})$/.exec(text.trim())
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
  const spoken = /^(?:(\d+)\s*(?:ч|час|h)\D*)?(?:(\d+)\s*(?:м|мин|m|min)\D*)?(?:(\d+)\s*(?:с|сек|s|sec)\D*)?$/i.exec(
    text.trim(),
  )
  if (spoken && spoken.slice(1).some(Boolean))
    return Number(spoken[1] ?? 0) * 3600 + Number(spoken[2] ?? 0) * 60 + Number(spoken[3] ?? 0)
  const number = Number(text.trim().replace(',', '.'))
  if (text.trim() === '' || !Number.isFinite(number) || number < 0) return null
  return Math.round(/мин|min/i.test(column) ? number * 60 : number)
}
