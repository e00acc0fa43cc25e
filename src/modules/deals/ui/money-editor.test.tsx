import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Currency } from '#core/money/currency.ts'
import { renderKit } from '#web/testing.tsx'
import { MoneyEditor } from './money-editor.tsx'
import type { Editor } from './use-deal-edit.ts'

afterEach(cleanup)

/** Types an amount into the card of a deal and presses Enter; gives what was saved. */
async function saved(text: string, currency: Currency = 'RUB') {
  const [save, cancel] = [vi.fn(), vi.fn()]
  const editor = { save, cancel } as unknown as Editor
  await renderKit(<MoneyEditor editor={editor} label="Сумма" value={0} currency={currency} />)
  const input = screen.getByLabelText('Сумма')
  fireEvent.change(input, { target: { value: text } })
  fireEvent.keyDown(input, { key: 'Enter' })
  expect(cancel).not.toHaveBeenCalled()
  return save.mock.calls[0]?.[0] as { amountMinor: number } | undefined
}

test.each([
  ['1 500 000,55', 150_000_055],
  ['1,500,000', 150_000_000],
  ['1.500.000', 150_000_000],
  ['1500000.5', 150_000_050],
  ['1,5 млн', 150_000_000],
])('%s in the card of a deal is an amount as in a list', async (text, minor) => {
  expect(await saved(text)).toEqual({ amountMinor: minor })
})

test('a comma does not make yen a hundred times more', async () => {
  expect(await saved('1500000,00', 'JPY')).toEqual({ amountMinor: 1_500_000 })
})

test('what is no amount stays in the field and says so', async () => {
  expect(await saved('около миллиона')).toBeUndefined()
  fireEvent.blur(screen.getByLabelText('Сумма'))
  expect(screen.getByText('«около миллиона» — не число')).toBeTruthy()
})
