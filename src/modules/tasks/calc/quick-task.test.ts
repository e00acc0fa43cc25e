import { describe, expect, test } from 'vitest'
import { asDay } from '#core/calendar/day.ts'
import { readQuickTask } from './quick-task.ts'

/** Saturday, noon. */
const now = { today: asDay('2026-11-21'), minutes: 12 * 60 }
const read = (line: string) => readQuickTask(line, now)
const when = (line: string) => {
  const { title, dueOn, dueTime } = read(line)
  return [title, dueOn, dueTime]
}

describe('the day and the hour of a line', () => {
  test.each([
    ['позвонить Иванову завтра 15:00', 'позвонить Иванову', '2026-11-22', '15:00'],
    ['Завтра в 9:30 позвонить Иванову', 'позвонить Иванову', '2026-11-22', '09:30'],
    ['отправить КП послезавтра', 'отправить КП', '2026-11-23', null],
    ['КП для «Прогресса» сегодня к 18:00', 'КП для «Прогресса»', '2026-11-21', '18:00'],
    ['встреча в понедельник в 15', 'встреча', '2026-11-23', '15:00'],
    ['встреча в пн в 11-30 у клиента', 'встреча у клиента', '2026-11-23', '11:30'],
    ['ко вторнику подготовить договор', 'подготовить договор', '2026-11-24', null],
    ['созвон в следующую среду', 'созвон', '2026-11-25', null],
    ['созвон в субботу', 'созвон', '2026-11-28', null],
    ['счёт до 25.11', 'счёт', '2026-11-25', null],
    ['счёт 25.11.2026', 'счёт', '2026-11-25', null],
    ['счёт 20.11', 'счёт', '2027-11-20', null],
    ['напомнить о договоре 3 декабря в 10 утра', 'напомнить о договоре', '2026-12-03', '10:00'],
    ['напомнить 1 янв', 'напомнить', '2027-01-01', null],
    ['акт до 25-го', 'акт', '2026-11-25', null],
    ['акт к 5 числу', 'акт к 5 числу', null, null],
    ['акт до 5 числа', 'акт', '2026-12-05', null],
    ['перезвонить через 2 часа', 'перезвонить', '2026-11-21', '14:00'],
    ['перезвонить через полчаса', 'перезвонить', '2026-11-21', '12:30'],
    ['перезвонить через 13 часов', 'перезвонить', '2026-11-22', '01:00'],
    ['вернуться через неделю', 'вернуться', '2026-11-28', null],
    ['вернуться через 3 дня', 'вернуться', '2026-11-24', null],
    ['вернуться через день', 'вернуться', '2026-11-23', null],
    ['вернуться через две недели', 'вернуться', '2026-12-05', null],
    ['вернуться через месяц', 'вернуться', '2026-12-21', null],
    ['позвонить в 7 вечера', 'позвонить', '2026-11-21', '19:00'],
    ['позвонить в 3 дня', 'позвонить', '2026-11-21', '15:00'],
    ['позвонить завтра утром', 'позвонить', '2026-11-22', '10:00'],
    ['позвонить завтра после обеда', 'позвонить', '2026-11-22', '14:00'],
    ['call Ann tomorrow at 3pm', 'call Ann', '2026-11-22', '15:00'],
    ['report on Friday', 'report', '2026-11-27', null],
    ['2026-12-01 сверка', 'сверка', '2026-12-01', null],
  ])('%s', (line, title, dueOn, dueTime) => {
    expect(when(line)).toEqual([title, dueOn, dueTime])
  })

  test('an hour that has passed today is tomorrow’s', () => {
    expect(when('планёрка в 9:00')).toEqual(['планёрка', '2026-11-22', '09:00'])
    expect(when('планёрка в 16:00')).toEqual(['планёрка', '2026-11-21', '16:00'])
  })
})

describe('what is no date stays in the title', () => {
  test.each([
    'обсудить скидку 10.12 %',
    'согласовать 15.12 млн',
    'позвонить в 3 компании',
    'разобрать завтрашние встречи',
    'договор № 12/345',
    'купить 40 часовых поясов',
    'написать Пятницкому',
    'проверить 31.02',
    'дом 25-й',
    '',
  ])('%s', (line) => {
    expect(when(line)).toEqual([line, null, null])
  })
})

describe('how far ahead, how urgent, how often', () => {
  test('to the end of the week, month and quarter', () => {
    expect(read('разобрать базу до конца недели')).toMatchObject({
      title: 'разобрать базу',
      dueOn: '2026-11-22',
      horizon: 'week',
    })
    expect(read('на этой неделе разобрать базу')).toMatchObject({ dueOn: '2026-11-22', horizon: 'week' })
    expect(read('разобрать базу на следующей неделе')).toMatchObject({ dueOn: '2026-11-29', horizon: 'week' })
    expect(read('найти 10 партнёров к концу месяца')).toMatchObject({
      title: 'найти 10 партнёров',
      dueOn: '2026-11-30',
      horizon: 'month',
    })
    expect(read('регламент в этом квартале')).toMatchObject({
      title: 'регламент',
      dueOn: '2026-12-31',
      horizon: 'quarter',
    })
    expect(read('регламент в следующем квартале')).toMatchObject({ dueOn: '2027-03-31', horizon: 'quarter' })
  })

  test('urgent', () => {
    expect(read('срочно: перезвонить сегодня')).toMatchObject({ title: 'перезвонить', priority: 'high' })
    expect(read('перезвонить !')).toMatchObject({ title: 'перезвонить', priority: 'high' })
    expect(read('Важно! договор')).toMatchObject({ title: 'договор', priority: 'high' })
    expect(read('позвонить Важнову').priority).toBeNull()
  })

  test('repeated', () => {
    expect(read('планёрка каждый день в 9:30')).toMatchObject({ title: 'планёрка', repeat: 'daily', dueTime: '09:30' })
    expect(read('отчёт по будням')).toMatchObject({ title: 'отчёт', repeat: 'workdays' })
    expect(read('отчёт каждую пятницу')).toMatchObject({ title: 'отчёт', repeat: 'weekly', dueOn: '2026-11-27' })
    expect(read('планёрка по понедельникам в 9:00')).toMatchObject({
      title: 'планёрка',
      repeat: 'weekly',
      dueOn: '2026-11-23',
      dueTime: '09:00',
    })
    expect(read('сводка по воскресеньям')).toMatchObject({ title: 'сводка', repeat: 'weekly', dueOn: '2026-11-22' })
    expect(read('report on Fridays')).toMatchObject({ title: 'report', repeat: 'weekly', dueOn: '2026-11-27' })
    expect(read('сверка ежемесячно')).toMatchObject({ title: 'сверка', repeat: 'monthly', dueOn: null })
  })
})

test('a line of nothing but time has no title', () => {
  expect(read('завтра 15:00').title).toBe('')
})
