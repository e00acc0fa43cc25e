import { describe, expect, test } from 'vitest'
import { findHeader } from './header-row.ts'

const sampled = (rows: string[][]) => rows.map((cells, index) => ({ line: index + 1, cells }))

function header(rows: string[][], line?: number | null): { line: number | null; labels: string[] } {
  const found = findHeader(sampled(rows), { line, ragged: false })
  return { line: found.line, labels: found.columns.map(({ label }) => label) }
}

describe('header row', () => {
  test('titles, dates of export and blank lines above it are skipped', () => {
    const rows = [
      ['Отчёт по сделкам', '', '', ''],
      ['за период', '01.06.2024', '', ''],
      ['', '', '', ''],
      ['ID', 'Название', 'Сумма', 'Дата'],
      ['1', 'Окна', '500', '21.06.2024'],
      ['2', 'Двери', '700', '22.06.2024'],
      ['3', 'Пол', '900', '23.06.2024'],
    ]
    expect(header(rows)).toEqual({ line: 4, labels: ['ID', 'Название', 'Сумма', 'Дата'] })
  })

  test('repeated names are told apart by position', () => {
    const rows = [
      ['Товар', 'Товар', 'Товар (2)', 'Товар'],
      ['a', 'b', 'c', 'd'],
    ]
    expect(header(rows).labels).toEqual(['Товар', 'Товар (3)', 'Товар (2)', 'Товар (4)'])
    expect(
      header([
        ['a', 'a'],
        ['x', 'y'],
      ]).labels,
    ).toEqual(['a', 'a (2)'])
  })

  test('a column without a name is called by its letter', () => {
    expect(
      header([
        ['A', '', 'C'],
        ['x', 'y', 'z'],
        ['x', 'y', 'z'],
      ]).labels,
    ).toEqual(['A', 'B', 'C'])
    expect(
      header([
        ['B', '', 'C'],
        ['x', 'y', 'z'],
        ['x', 'y', 'z'],
      ]).labels,
    ).toEqual(['B', 'B (2)', 'C'])
  })

  test('blank columns at the end are dropped, blank names with values are kept', () => {
    expect(
      header([
        ['id', 'name', '', ''],
        ['1', 'x', '', ''],
        ['2', 'y', '', ''],
      ]).labels,
    ).toEqual(['id', 'name'])
    expect(
      header([
        ['id', 'name', '', ''],
        ['1', 'x', 'note', ''],
        ['2', 'y', '', ''],
      ]).labels,
    ).toEqual(['id', 'name', 'C'])
  })

  test('one row with a cell too many adds no column', () => {
    const rows = [
      ['id', 'name'],
      ['1', 'x'],
      ['2', 'y', 'z'],
      ['3', 'q'],
      ['4', 'w'],
    ]
    expect(header(rows).labels).toEqual(['id', 'name'])
  })

  test('a file without a header says so', () => {
    const rows = [
      ['1', '272', '20101229', '28000.00'],
      ['2', '281', '20101229', '367000.00'],
      ['3', '282', '20101229', '637000.00'],
    ]
    expect(header(rows)).toEqual({ line: null, labels: ['A', 'B', 'C', 'D'] })
  })

  test('months and years above money are the header of a plan', () => {
    const months = [
      ['Продавец', '01.2026', '02.2026', '03.2026'],
      ['Иванов', '100', '200', '300'],
      ['Петров', '110', '210', '310'],
    ]
    expect(header(months).line).toBe(1)
    const years = [
      ['Отдел', '2024', '2025', '2026'],
      ['Север', '1000', '20000', '300'],
      ['Юг', '11000', '210', '31000'],
    ]
    expect(header(years).line).toBe(1)
  })

  test('a header above sparse rows is found', () => {
    const names = Array.from({ length: 20 }, (_, index) => `Поле ${index}х`)
    const row = (id: string) => [id, 'x', ...Array.from({ length: 18 }, () => '')]
    expect(header([['Выгрузка', 'сделок'], names, row('1'), row('2'), row('3')]).line).toBe(2)
  })

  test('a person may name the row or say that there is none', () => {
    const rows = [
      ['a', 'b'],
      ['c', 'd'],
      ['1', '2'],
    ]
    expect(header(rows, 2)).toEqual({ line: 2, labels: ['c', 'd'] })
    expect(header(rows, null)).toEqual({ line: null, labels: ['A', 'B'] })
  })
})
