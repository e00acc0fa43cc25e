import { describe, expect, it } from 'vitest'
import type { TimeZone } from '#core/calendar/day.ts'
import { instantAt } from '#core/calendar/zone.ts'
import { type DateOrder, parseDate } from '#core/files/values.ts'
import { CellReader } from './cell-reader.ts'
import type { RowProblem } from './row-problem.ts'

const column = (dateOrder: DateOrder) => ({ index: 0, label: 'Дата', dateOrder, numberStyle: 'auto' }) as never
const read = (text: string, order: DateOrder, zone: string) => {
  const problems: RowProblem[] = []
  const moment = new CellReader(zone as TimeZone, 'RUB').moment([text], column(order), problems)
  return { moment, problems: problems.map(({ reason }) => reason) }
}

describe('a moment of a known day is the moment that the whole cell says', () => {
  it.each([
    ['21.06.2024 15:30', 'DMY'],
    ['21.06.2024 15:30:59', 'DMY'],
    ['06/21/2024 00:00', 'MDY'],
    ['2024-06-21 23:59', 'DMY'],
    ['2024-06-21 09:05:00', 'YMD'],
    ['21 июн. 24 10:15', 'DMY'],
    // Clocks went back and forth on these days.
    ['26.10.2014 01:30', 'DMY'],
    ['27.10.2024 02:30', 'DMY'],
    ['31.03.2024 02:30', 'DMY'],
    ['31.03.2024 00:00', 'DMY'],
  ] as const)('%s', (text, order) => {
    const parsed = parseDate(text, order)
    if (!parsed.ok) throw new Error(parsed.reason)
    const { day, time = '' } = parsed.value
    const [hours, minutes, seconds] = time.split(':').map(Number)
    for (const zone of ['Europe/Moscow', 'Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kathmandu']) {
      const at = instantAt(day, (hours ?? 0) * 60 + (minutes ?? 0) + (seconds ?? 0) / 60, zone as TimeZone).getTime()
      expect(read(text, order, zone)).toEqual({ moment: { day, at, hasTime: true }, problems: [] })
    }
  })

  it.each([
    '31.02.2024 15:30',
    '21.06.2024 24:00',
    '21.06.2024 12:60',
    '21.06.2924 12:00',
    '0000045000 12:30',
    '21.06.2024 1a:30',
  ])('%s is none', (text) =>
    expect(read(text, 'DMY', 'Europe/Moscow')).toMatchObject({ moment: null, problems: [expect.any(String)] }),
  )
})
