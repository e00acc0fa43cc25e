import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { currentPeriod, PeriodPicker } from './period-picker.tsx'

function Picking({ start }: { start: string }) {
  const [value, setValue] = useState(start)
  return (
    <>
      <PeriodPicker value={value} onChange={setValue} today="2026-11-21" />
      <output>{value}</output>
    </>
  )
}
const chosen = () => document.querySelector('output')?.textContent
const open = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

afterEach(cleanup)

describe('a period picker', () => {
  it('steps to the neighbours by arrows and keys, over the end of a year too', async () => {
    await renderKit(<Picking start="2026-12" />)
    fireEvent.click(screen.getByRole('button', { name: 'Следующий период' }))
    expect(chosen()).toBe('2027-01')
    fireEvent.keyDown(screen.getByRole('button', { name: /Январь\s2027/ }), { key: 'ArrowLeft' })
    expect(chosen()).toBe('2026-12')
    fireEvent.click(screen.getByRole('button', { name: 'Сейчас' }))
    expect(chosen()).toBe('2026-11')
  })

  it('chooses a month by keyboard and closes', async () => {
    await renderKit(<Picking start="2026-11" />)
    open('Ноябрь 2026')
    const list = await screen.findByRole('listbox', { name: 'Месяц' })
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Ноябрь 2026'))
    fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowUp' })
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Август 2026')
    fireEvent.keyDown(list, { key: 'PageUp' })
    fireEvent.click(within(list).getByRole('option', { name: 'Март 2025' }))
    expect(chosen()).toBe('2025-03')
  })

  it('gives quarters, years and weeks as keys', async () => {
    await renderKit(<Picking start="2026-11" />)
    open('Ноябрь 2026')
    fireEvent.click(await screen.findByRole('radio', { name: 'Квартал' }))
    fireEvent.click(screen.getByRole('option', { name: /^II\squartal|^II\sквартал/ }))
    expect(chosen()).toBe('2026-Q2')
    cleanup()
    await renderKit(<Picking start="2026" />)
    expect(screen.getByRole('button', { name: /2026\sгод/ })).toBeTruthy()
    cleanup()
    await renderKit(<Picking start="2026-W47" />)
    fireEvent.click(screen.getByRole('button', { name: 'Предыдущий период' }))
    expect(chosen()).toBe('2026-W46')
  })

  it('takes two dates, refuses a reversed pair, and shortens a whole month to its key', async () => {
    await renderKit(<Picking start="2026-11-03..2026-11-09" />)
    fireEvent.click(screen.getByRole('button', { name: /3–9/ }))
    const from = await screen.findByLabelText('С')
    const to = screen.getByLabelText('По')
    fireEvent.change(to, { target: { value: '2026-11-01' } })
    expect(screen.getByText('Вторая дата раньше первой')).toBeTruthy()
    fireEvent.change(from, { target: { value: '2026-10-01' } })
    fireEvent.change(to, { target: { value: '2026-10-31' } })
    fireEvent.click(screen.getByRole('button', { name: 'Показать' }))
    expect(chosen()).toBe('2026-10')
  })

  it('shows this month when the address holds nonsense', async () => {
    await renderKit(<Picking start="вчера" />)
    expect(screen.getByRole('button', { name: 'Ноябрь 2026' })).toBeTruthy()
  })

  it('names the current period', () => {
    expect(currentPeriod('2026-11-21')).toBe('2026-11')
    expect(currentPeriod('2026-11-21', 'quarter')).toBe('2026-Q4')
  })
})
