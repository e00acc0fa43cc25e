import { expect, test } from 'vitest'
import { activityKind, durationSeconds, isStillPlanned, isUnanswered } from './activity-words.ts'

test('what other systems call a call, a meeting, a letter is one', () => {
  expect(['Исходящий звонок', 'call_in', 'Встреча', 'Письмо', 'WhatsApp', 'Презентация', 'Пикник'].map(activityKind)).toEqual([
    'call', 'call', 'meeting', 'email', 'message', 'demo', null,
  ]) // prettier-ignore
})

test('a duration is read as telephony writes it', () => {
  expect(durationSeconds('00:03:25', 'Длительность')).toBe(205)
  expect(durationSeconds('3:25', 'Длительность')).toBe(205)
  expect(durationSeconds('3 мин 25 с', 'Длительность')).toBe(205)
  expect(durationSeconds('205', 'Длительность, сек')).toBe(205)
  expect(durationSeconds('1,5', 'Длительность, мин')).toBe(90)
  expect(durationSeconds('долго', 'Длительность')).toBeNull()
  expect(durationSeconds('', 'Длительность')).toBeNull()
})

test('what is not done yet and who was not reached is known by words', () => {
  expect(['Не выполнено', 'Запланирован', 'open'].every(isStillPlanned)).toBe(true)
  expect(['Выполнено', 'Завершён', 'done'].some(isStillPlanned)).toBe(false)
  expect(['Пропущенный', 'не дозвонились', 'NO_ANSWER', 'Занято'].every(isUnanswered)).toBe(true)
  expect(['Отвечен', 'Договорились о встрече'].some(isUnanswered)).toBe(false)
})
