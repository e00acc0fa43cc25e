import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { EditableGrid } from './editable-grid.tsx'
import type { CellValue } from './grid-model.ts'

const sellers = ['Смирнова', 'Орлов', 'Попов']
const months = ['2026-01', '2026-02', '2026-03']

function Plan({ start = {} }: { start?: Record<string, CellValue> }) {
  const [values, setValues] = useState(start)
  const value = (row: string, column: string): CellValue =>
    row === 'north'
      ? sellers.reduce((sum, seller) => sum + (values[`${seller}:${column}`] ?? 0), 0)
      : (values[`${row}:${column}`] ?? null)
  return (
    <EditableGrid
      label="План"
      corner="Менеджер"
      rows={[{ id: 'north', label: 'Север', kind: 'sum' }, ...sellers.map((id) => ({ id, label: id, level: 1 }))]}
      columns={months.map((id) => ({ id, label: id }))}
      value={value}
      onChange={(changes) =>
        setValues((before) => ({
          ...before,
          ...Object.fromEntries(changes.map(({ row, column, after }) => [`${row}:${column}`, after])),
        }))
      }
    />
  )
}

const grid = () => screen.getByRole('grid')
const key = (name: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? grid(), { key: name, ...more })
const paste = (text: string) => fireEvent.paste(grid(), { clipboardData: { getData: () => text } })
const row = (name: string) => {
  const line = screen.getByRole('rowheader', { name }).closest('tr')
  return [...(line?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent?.replaceAll('\u00a0', ' '))
}
async function open(start?: Record<string, CellValue>) {
  await renderKit(<Plan {...(start && { start })} />)
  act(() => grid().focus())
}

afterEach(cleanup)

describe('a plan grid', () => {
  it('tells who may only read it how to read, not how to type', async () => {
    const column = { id: '2026-01', label: 'январь' }
    const rows = [{ id: 'orlov', label: 'Орлов', readOnly: true }]
    await renderKit(
      <EditableGrid
        label="План"
        corner="Менеджер"
        rows={rows}
        columns={[column]}
        value={() => 1}
        onChange={() => {}}
      />,
    )
    expect(screen.queryByText(/набор — правка/)).toBeNull()
    expect(screen.getByText(/Ctrl\+C — копия/)).toBeTruthy()
  })

  it('takes what is typed, moves down on Enter, and sums rows and columns', async () => {
    await open()
    key('ArrowDown')
    key('1')
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '1,2 млн' } })
    key('Enter')
    key('3')
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '300000' } })
    key('Tab')
    expect(row('Смирнова')).toEqual(['1 200 000', '', '', '1 200 000'])
    expect(row('Орлов')).toEqual(['300 000', '', '', '300 000'])
    expect(row('Север')).toEqual(['1 500 000', '0', '0', '1 500 000'])
    expect(screen.getByText('Итого', { selector: 'tfoot th' }).closest('tr')?.textContent).toContain(
      '1\u00a0500\u00a0000',
    )
  })

  it('leaves the old value on Escape and says what is no number', async () => {
    await open({ 'Смирнова:2026-01': 100_00 })
    key('ArrowDown')
    key('F2')
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'много' } })
    key('Enter')
    expect(screen.getByText('«много» — не число')).toBeTruthy()
    key('Escape')
    expect(row('Смирнова')[0]).toBe('100')
  })

  it('pastes a block from Excel, steps over sums, counts what did not fit, and undoes it at once', async () => {
    await open({ 'Орлов:2026-02': 7_00 })
    key('ArrowDown')
    key('ArrowRight')
    paste('1 000\t2 000\t9\r\n3 000\tн/д\r\n')
    expect(row('Смирнова')).toEqual(['', '1 000', '2 000', '3 000'])
    expect(row('Орлов')).toEqual(['', '3 000', '', '3 000'])
    expect(
      screen.getByText(/Вставлено 3 значения.*1 значение пропущено, например «н\/д».*1 ячейка не поместилась/),
    ).toBeTruthy()
    fireEvent.keyDown(grid(), { key: 'z', code: 'KeyZ', ctrlKey: true })
    expect(row('Смирнова')).toEqual(['', '', '', ''])
    expect(row('Орлов')[1]).toBe('7')
    fireEvent.keyDown(grid(), { key: 'Z', code: 'KeyZ', ctrlKey: true, shiftKey: true })
    expect(row('Смирнова')[1]).toBe('1 000')
  })

  it('fills the chosen range with one pasted value and empties it by Delete', async () => {
    await open()
    key('ArrowDown')
    key('ArrowRight', { shiftKey: true })
    key('ArrowDown', { shiftKey: true })
    paste('500')
    expect(row('Смирнова').slice(0, 3)).toEqual(['500', '500', ''])
    expect(row('Орлов').slice(0, 3)).toEqual(['500', '500', ''])
    key('Delete')
    expect(row('Орлов').slice(0, 3)).toEqual(['', '', ''])
  })

  it('does not let sums be typed over', async () => {
    await open()
    key('5')
    expect(screen.queryByRole('textbox')).toBeNull()
    paste('5')
    expect(row('Север')[0]).toBe('0')
  })

  it('copies the range as a spreadsheet expects it', async () => {
    await open({ 'Смирнова:2026-01': 1_234_50, 'Орлов:2026-01': 5_00 })
    key('ArrowDown')
    key('ArrowDown', { shiftKey: true })
    let copied = ''
    fireEvent.copy(grid(), { clipboardData: { setData: (_: string, text: string) => (copied = text) } })
    expect(copied).toBe('1234,5\n5')
  })
})
