import { expect, test } from 'vitest'
import { problemText } from './problem-texts.ts'

const said = (reason: Parameters<typeof problemText>[0]['reason'], data: Record<string, string | null>) =>
  (['ru', 'en'] as const).map((language) => problemText({ reason, data }, language).replaceAll('\u00a0', ' '))

test('days in what an import says are written as people of the language write them', () => {
  expect(said('DATE_IN_FUTURE', { day: '2027-11-19' })).toEqual([
    'Дата ещё не наступила: 19.11.2027',
    'The date is still to come: 19 Nov 2027',
  ])
  expect(said('CLOSED_BEFORE_CREATED', { created: '2026-02-03', closed: '2026-01-09' })).toEqual([
    'Закрыта 09.01.2026, раньше создания 03.02.2026: обе даты сохранены',
    'Closed on 9 Jan 2026, before it was created on 3 Feb 2026: both dates are kept',
  ])
  expect(said('CLOSED_UNKNOWN', { day: null })).toEqual([
    'Дата закрытия неизвестна: взят день импорта',
    'The date of closing is unknown: the day of the import was taken',
  ])
})
