import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '#web/api-error.ts'
import { renderKit } from '#web/testing.tsx'
import type { Column } from './column.ts'
import { DataTable, type DataTableProps } from './data-table.tsx'

type Deal = { id: string; title: string; amount: number | null }
const deals: Deal[] = [
  { id: 'a', title: 'Насосы', amount: 300 },
  { id: 'b', title: 'Ёлки', amount: null },
  { id: 'c', title: 'Арматура', amount: 1000 },
]
const columns: Column<Deal>[] = [
  {
    id: 'title',
    header: 'Сделка',
    always: true,
    value: (deal) => deal.title,
    cell: (deal) => deal.title,
    sortable: true,
  },
  {
    id: 'amount',
    header: 'Сумма',
    align: 'end',
    sortDownFirst: true,
    value: (deal) => deal.amount,
    cell: (deal) => deal.amount ?? 'н/д',
    footer: '1 300',
  },
]
const base: DataTableProps<Deal> = { id: 'test', label: 'Сделки', columns, rows: deals, rowKey: (deal) => deal.id }
const titles = () =>
  [...document.querySelectorAll('tbody tr')].map((row) => row.querySelector('td:not(:has(input))')?.textContent)

beforeEach(() => localStorage.clear())
afterEach(cleanup)

describe('a table', () => {
  it('sorts here by value: the largest first where the column says so, nothing always last', async () => {
    await renderKit(<DataTable {...base} />)
    fireEvent.click(screen.getByRole('button', { name: /Сумма/ }))
    expect(titles()).toEqual(['Арматура', 'Насосы', 'Ёлки'])
    fireEvent.click(screen.getByRole('button', { name: /Сумма/ }))
    expect(titles()).toEqual(['Насосы', 'Арматура', 'Ёлки'])
    fireEvent.click(screen.getByRole('button', { name: /Сделка/ }))
    expect(titles()).toEqual(['Арматура', 'Ёлки', 'Насосы'])
  })

  it('asks the server to sort and leaves the order to it', async () => {
    const onSort = vi.fn()
    await renderKit(<DataTable {...base} sort="title" onSort={onSort} />)
    fireEvent.click(screen.getByRole('button', { name: /Сделка/ }))
    expect(onSort).toHaveBeenCalledWith('-title')
    expect(titles()).toEqual(['Насосы', 'Ёлки', 'Арматура'])
    expect(screen.queryByRole('button', { name: /Сумма/ })).toBeNull()
  })

  it('is walked by j and k, also on a Russian keyboard, and opens a row by Enter', async () => {
    const onOpen = vi.fn()
    await renderKit(<DataTable {...base} onOpen={onOpen} />)
    fireEvent.keyDown(window, { key: 'j', code: 'KeyJ' })
    fireEvent.keyDown(window, { key: 'о', code: 'KeyJ' })
    fireEvent.keyDown(window, { key: 'Enter' })
    expect(onOpen).toHaveBeenCalledWith(deals[1])
    fireEvent.keyDown(screen.getByRole('region', { name: 'Сделки' }), { key: 'ArrowUp' })
    fireEvent.keyDown(screen.getByRole('region', { name: 'Сделки' }), { key: 'Enter' })
    expect(onOpen).toHaveBeenLastCalledWith(deals[0])
  })

  it('leads to the row’s page by a real link and by a click anywhere in the row', async () => {
    const { address } = await renderKit(<DataTable {...base} rowTarget={(deal) => ({ to: `/deals/${deal.id}` })} />)
    expect(screen.getByRole('link', { name: 'Насосы' }).getAttribute('href')).toBe('/deals/a')
    fireEvent.click(screen.getByText('1000'))
    await waitFor(() => expect(address()).toBe('/deals/c'))
  })

  it('selects rows by tick, by x and all at once', async () => {
    function Selecting() {
      const [keys, change] = useState<ReadonlySet<string>>(new Set())
      return <DataTable {...base} selection={{ keys, change }} />
    }
    await renderKit(<Selecting />)
    fireEvent.click(screen.getAllByRole('checkbox', { name: 'Выбрать строку' })[1] as HTMLElement)
    expect(screen.getByText('Выбрана 1')).toBeTruthy()
    fireEvent.keyDown(window, { key: 'j', code: 'KeyJ' })
    fireEvent.keyDown(window, { key: 'x', code: 'KeyX' })
    expect(screen.getByText('Выбраны 2')).toBeTruthy()
    fireEvent.click(screen.getByRole('checkbox', { name: 'Выбрать все загруженные' }))
    expect(screen.getByText('Выбраны 3')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Снять выбор' }))
    expect(screen.queryByText(/Выбран/)).toBeNull()
  })

  it('remembers which columns were hidden', async () => {
    const { unmount } = await renderKit(<DataTable {...base} />)
    fireEvent.click(screen.getByRole('button', { name: 'Столбцы' }))
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Сумма' }))
    expect(screen.queryByRole('columnheader', { name: 'Сумма' })).toBeNull()
    unmount()
    await renderKit(<DataTable {...base} />)
    expect(screen.queryByRole('columnheader', { name: 'Сумма' })).toBeNull()
  })

  it('shows skeleton rows of its own layout while it waits', async () => {
    await renderKit(<DataTable {...base} rows={undefined} skeletonRows={5} />)
    expect(screen.getByRole('columnheader', { name: /Сделка/ })).toBeTruthy()
    expect(document.querySelectorAll('tbody tr')).toHaveLength(5)
    expect(screen.getByRole('table').getAttribute('aria-busy')).toBe('true')
  })

  it('says what went wrong and repeats', async () => {
    const onRepeat = vi.fn()
    const error = new ApiError('INTERNAL_SERVER_ERROR', 500, { requestId: 'req-1', sentence: 'Сервер не ответил' })
    await renderKit(<DataTable {...base} rows={undefined} error={error} onRepeat={onRepeat} />)
    const alert = screen.getByRole('alert')
    expect(within(alert).getByText('Сервер не ответил')).toBeTruthy()
    expect(within(alert).getByText(/req-1/)).toBeTruthy()
    fireEvent.click(within(alert).getByRole('button', { name: 'Повторить' }))
    expect(onRepeat).toHaveBeenCalledOnce()
  })

  it('shows the page’s own empty state and the sum line', async () => {
    await renderKit(<DataTable {...base} rows={[]} empty={<p>Загрузите файл</p>} />)
    expect(screen.getByText('Загрузите файл')).toBeTruthy()
    cleanup()
    await renderKit(<DataTable {...base} />)
    expect(screen.getByText('1 300')).toBeTruthy()
  })

  it('asks for the next slice by its button', async () => {
    const load = vi.fn()
    await renderKit(<DataTable {...base} more={{ has: true, loading: false, load }} />)
    fireEvent.click(screen.getByRole('button', { name: 'Показать ещё' }))
    expect(load).toHaveBeenCalledOnce()
  })

  it('sorts by several columns with Shift and says in which order', async () => {
    const onSort = vi.fn()
    const both = columns.map((column) => ({ ...column, sortable: true }))
    await renderKit(<DataTable {...base} columns={both} sort="title" onSort={onSort} multiSort />)
    fireEvent.click(screen.getByRole('button', { name: /Сумма/ }), { shiftKey: true })
    expect(onSort).toHaveBeenCalledWith('title,-amount')
    cleanup()
    await renderKit(<DataTable {...base} columns={both} sort="title,-amount" onSort={onSort} multiSort />)
    expect(screen.getByRole('button', { name: /Сумма/ }).textContent).toContain('2')
  })

  it('keeps the order of columns, their width and the pinned ones for the person', async () => {
    const headers = () => screen.getAllByRole('columnheader').map((header) => header.getAttribute('aria-label'))
    const { unmount } = await renderKit(<DataTable {...base} />)
    fireEvent.keyDown(screen.getByRole('button', { name: /Сумма/ }), { key: 'ArrowLeft', altKey: true })
    expect(headers().slice(0, 2)).toEqual(['Сумма', 'Сделка'])
    fireEvent.click(screen.getAllByRole('button', { name: 'Меню столбца' })[1] as HTMLElement)
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Закрепить слева' }))
    const held = () => document.querySelectorAll('thead th[data-pinned]').length
    expect(held()).toBe(2)
    unmount()
    await renderKit(<DataTable {...base} />)
    expect(headers().slice(0, 2)).toEqual(['Сумма', 'Сделка'])
    expect(held()).toBe(2)
  })

  it('selects all rows between two', async () => {
    function Selecting() {
      const [keys, change] = useState<ReadonlySet<string>>(new Set())
      return <DataTable {...base} selection={{ keys, change }} />
    }
    await renderKit(<Selecting />)
    for (const [key, shiftKey] of [
      ['j', false],
      ['x', false],
      ['j', false],
      ['j', false],
      ['X', true],
    ] as const)
      fireEvent.keyDown(window, { key, shiftKey, code: `Key${key.toUpperCase()}` })
    expect(screen.getByText('Выбраны 3')).toBeTruthy()
    fireEvent.keyDown(screen.getByRole('region', { name: 'Сделки' }), { key: 'Escape' })
    expect(screen.queryByText(/Выбран/)).toBeNull()
  })

  it('is edited in the currency of its row', async () => {
    const save = vi.fn()
    const inYen: Column<Deal> = {
      ...columns[1]!,
      edit: { kind: 'money', currency: () => 'JPY', value: () => 5_000, save },
    }
    await renderKit(<DataTable {...base} columns={[columns[0]!, inYen]} />)
    fireEvent.keyDown(window, { key: 'j', code: 'KeyJ' })
    fireEvent.keyDown(window, { key: 'e', code: 'KeyE' })
    const amount = screen.getByRole('textbox', { name: 'Сумма' })
    expect(amount).toHaveProperty('value', '5000')
    fireEvent.change(amount, { target: { value: '6 000' } })
    fireEvent.keyDown(amount, { key: 'Enter' })
    expect(save).toHaveBeenCalledWith(deals[0], 6_000)
  })

  it('is edited in its place: e begins, Tab saves and goes on, Escape leaves all as it was', async () => {
    const save = vi.fn()
    const editable: Column<Deal>[] = [
      { ...columns[0]!, edit: { kind: 'text', value: (deal) => deal.title, save, required: true } },
      { ...columns[1]!, edit: { kind: 'money', value: (deal) => deal.amount, save } },
    ]
    await renderKit(<DataTable {...base} columns={editable} />)
    fireEvent.keyDown(window, { key: 'j', code: 'KeyJ' })
    fireEvent.keyDown(window, { key: 'у', code: 'KeyE' })
    const title = screen.getByRole('textbox', { name: 'Сделка' })
    fireEvent.change(title, { target: { value: 'Насосы и арматура' } })
    fireEvent.keyDown(title, { key: 'Tab' })
    expect(save).toHaveBeenCalledWith(deals[0], 'Насосы и арматура')
    const amount = screen.getByRole('textbox', { name: 'Сумма' })
    fireEvent.change(amount, { target: { value: 'много' } })
    fireEvent.keyDown(amount, { key: 'Enter' })
    expect(amount.getAttribute('aria-invalid')).toBe('true')
    fireEvent.change(amount, { target: { value: '1,2 млн' } })
    fireEvent.keyDown(amount, { key: 'Enter' })
    expect(save).toHaveBeenLastCalledWith(deals[0], 120_000_000)
    fireEvent.keyDown(window, { key: 'e', code: 'KeyE' })
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Сумма' }), { key: 'Escape' })
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(save).toHaveBeenCalledTimes(2)
  })

  describe('in a narrow window', () => {
    const wide: Column<Deal>[] = [
      ...columns,
      { id: 'note', header: 'Заметка', width: 200, spare: 1, cell: (deal) => deal.title },
    ]
    beforeEach(() => {
      vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(360)
    })
    afterEach(() => {
      vi.restoreAllMocks()
    })

    it('lets a spare column stand aside, and shows it to whoever asks for it', async () => {
      await renderKit(<DataTable {...base} id="narrow" columns={wide} />)
      expect(screen.queryByRole('columnheader', { name: 'Заметка' })).toBeNull()
      expect(screen.getByRole('columnheader', { name: 'Сумма' })).toBeTruthy()
      fireEvent.click(screen.getByRole('button', { name: 'Столбцы' }))
      fireEvent.click(await screen.findByRole('checkbox', { name: 'Заметка' }))
      expect(screen.getByRole('columnheader', { name: 'Заметка' })).toBeTruthy()
    })

    it('keeps the table as it was seen once a column has been chosen', async () => {
      const { unmount } = await renderKit(<DataTable {...base} id="narrow" columns={wide} />)
      fireEvent.click(screen.getByRole('button', { name: 'Столбцы' }))
      fireEvent.click(await screen.findByRole('checkbox', { name: 'Сумма' }))
      unmount()
      vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(2_000)
      await renderKit(<DataTable {...base} id="narrow" columns={wide} />)
      expect(screen.queryByRole('columnheader', { name: 'Заметка' })).toBeNull()
      expect(screen.queryByRole('columnheader', { name: 'Сумма' })).toBeNull()
    })
  })
})
