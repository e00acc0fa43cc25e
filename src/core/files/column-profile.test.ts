import { describe, expect, test } from 'vitest'
import { type ColumnProfile, TableProfiler } from './column-profile.ts'
import { openTable } from './read-table.ts'
import { fileWith } from './test-file.ts'
import { profileTable } from './test-profile.ts'

/** Profile of one column of these values. */
function profileOf(values: string[]): ColumnProfile {
  const profiler = new TableProfiler([{ index: 0, name: 'x', label: 'x' }])
  profiler.add(values.map((cell, index) => ({ line: index + 2, cells: [cell] })))
  return profiler.profiles()[0]!
}

const many = (count: number, cell: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => cell(index))

describe('the order of dates', () => {
  test('is decided by one date of thousands, however late it comes', () => {
    const unclear = many(5_000, (index) => `${String((index % 12) + 1).padStart(2, '0')}-0${(index % 9) + 1}-2018`)
    expect(profileOf(unclear).dateOrder).toEqual({ order: 'DMY', ambiguous: true, mixed: false })
    expect(profileOf([...unclear, '26-02-2018']).dateOrder).toEqual({ order: 'DMY', ambiguous: false, mixed: false })
    expect(profileOf([...unclear, '02-26-2018']).dateOrder).toEqual({ order: 'MDY', ambiguous: false, mixed: false })
    expect(profileOf([...unclear, '02-26-2018', '26-02-2018', '27-02-2018']).dateOrder).toEqual({
      order: 'DMY',
      ambiguous: false,
      mixed: true,
    })
  })

  test('is plain where the year stands first or points part the days', () => {
    expect(profileOf(['2017/08/05', '2017/08/06']).dateOrder).toMatchObject({ order: 'YMD', ambiguous: false })
    expect(profileOf(['01.02.2024 10:00', '03.04.2024 11:00'])).toMatchObject({
      type: 'date',
      dateOrder: { order: 'DMY', ambiguous: false },
    })
    expect(profileOf(['1/2/2024 3:30 PM', '3/4/2024 4:30 AM']).dateOrder).toMatchObject({
      order: 'MDY',
      ambiguous: true,
    })
  })

  test('dates give their first and last day', () => {
    expect(profileOf(['21.06.2024', 'не закрыта', '01.01.2023', ''])).toMatchObject({
      type: 'date',
      min: '2023-01-01',
      max: '2024-06-21',
      filledShare: 0.5,
    })
  })
})

describe('the style of numbers', () => {
  test('is decided over the whole column', () => {
    const unclear = many(3_000, (index) => `${(index % 900) + 1},${String(100 + (index % 900))}`)
    expect(profileOf(unclear).numberStyle).toMatchObject({ ambiguous: true })
    expect(profileOf([...unclear, '1,5']).numberStyle).toEqual({
      style: 'decimal-comma',
      ambiguous: false,
      mixed: false,
    })
    expect(profileOf([...unclear, '1,234.50']).numberStyle).toEqual({
      style: 'decimal-point',
      ambiguous: false,
      mixed: false,
    })
    expect(profileOf(['€ 3.500,00', '€ 1.200']).numberStyle.style).toBe('decimal-comma')
    expect(profileOf(['1.234.567', '12']).numberStyle.style).toBe('decimal-comma')
    expect(profileOf(['3 500,00', '1 200']).numberStyle.style).toBe('decimal-comma')
    expect(profileOf(['1', '2']).numberStyle).toEqual({ style: 'auto', ambiguous: false, mixed: false })
  })
})

describe('what a column holds', () => {
  test.each<[string, string[]]>([
    ['empty', ['', '-', 'н/д']],
    ['id', many(40, (index) => String(27_000_000 + index * 37))],
    ['id', many(40, (index) => String(index + 1))],
    ['id', many(40, (index) => `1C1I${String(index * 7919).padStart(6, '0')}R`)],
    ['money', ['€ 3.500,00', '€ 1.200,00', '€ 900,00']],
    ['money', ['3 500,00', '1 200,50', '15,25']],
    ['money', ['1054.50', '4514.00', '50.25']],
    ['number', ['1054', '4514', '50', '588', '1054']],
    ['phone', ["'+79161234567", '8 (916) 123-45-68', '+7 495 111-22-33']],
    ['phone', ['89161234567', '79161234568', '89161234569']],
    ['email', ['a@b.ru', 'c@d.ru']],
    ['url', ['https://a.ru/x', 'www.b.ru']],
    ['inn', ['7707083893', '7736050003', '7702070139']],
    ['choice', many(60, (index) => ['Won', 'Lost', 'Prospecting'][index % 3]!)],
    ['text', many(60, (index) => `Поставка окон для объекта ${index}`)],
  ])('%s', (type, values) => {
    expect(profileOf(values).type).toBe(type)
  })

  test('a choice gives all its values with their counts', () => {
    const values = profileOf(many(100, (index) => (index % 4 === 0 ? 'Won' : 'Lost'))).values
    expect(values).toEqual([
      { text: 'Lost', count: 75 },
      { text: 'Won', count: 25 },
    ])
  })

  test('many different values are counted up to a cap', () => {
    expect(profileOf(many(5_000, (index) => `name ${index}`))).toMatchObject({ distinct: 1_000, distinctCapped: true })
  })

  test('the same file always has the same profile', () => {
    const values = many(10_000, (index) => String((index * 7_919) % 100_003))
    expect(profileOf(values)).toEqual(profileOf(values))
  })

  test('a table is profiled column by column, whole or its beginning', async () => {
    const table = await openTable(
      await fileWith(
        `id;Этап;Сумма\n${many(200, (index) => `${index + 1000};${index % 2 ? 'Won' : 'Lost'};${index},50\n`).join('')}`,
      ),
    )
    const profiles = await profileTable(table)
    expect(profiles.map(({ type }) => type)).toEqual(['id', 'choice', 'money'])
    expect(profiles[1]?.values).toEqual([
      { text: 'Lost', count: 100 },
      { text: 'Won', count: 100 },
    ])
    expect((await profileTable(table, 10))[0]?.distinct).toBe(10)
  })
})
