import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import type { Language } from '#core/i18n/language.ts'
import { CompanyProvider } from '#web/i18n/use-format.tsx'
import { renderKit, someViewer } from '#web/testing.tsx'
import { MeasureField, type MeasureUnit, ofOtherUnit } from './measure-field.tsx'

afterEach(cleanup)

async function typed(unit: MeasureUnit, text: string, currency = 'RUB', language: Language = 'ru') {
  const onChange = vi.fn()
  await renderKit(
    <CompanyProvider company={{ currency, timeZone: someViewer.timeZone }}>
      <MeasureField label="Цель" unit={unit} value={null} onChange={onChange} />
    </CompanyProvider>,
    { language },
  )
  const field = screen.getByLabelText<HTMLInputElement>('Цель')
  fireEvent.change(field, { target: { value: text } })
  fireEvent.blur(field)
  return { kept: onChange.mock.lastCall?.[0] as unknown, shown: field.value.replaceAll('\u00A0', ' ') }
}

it.each([
  ['money', '1,5 млн', 150_000_000, '1 500 000'],
  ['share', '12,5', 0.125, '12,5'],
  ['ratio', '110', 1.1, '110'],
  ['count', '12 500', 12_500, '12 500'],
  ['days', '7,5', 7.5, '7,5'],
] as const)('a figure of %s typed as %s is kept as %d', async (unit, text, kept, shown) => {
  expect(await typed(unit, text)).toEqual({ kept, shown })
})

it('an English reader groups thousands by commas and sees them so', async () => {
  expect(await typed('count', '12,500', 'RUB', 'en')).toEqual({ kept: 12_500, shown: '12,500' })
  cleanup()
  expect(await typed('days', '7.125', 'RUB', 'en')).toEqual({ kept: 7.125, shown: '7.125' })
})

it('yen have no minor units', async () => {
  expect(await typed('money', '1000', 'JPY')).toEqual({ kept: 1000, shown: '1 000' })
})

it('what is typed stays when another metric is chosen', () => {
  expect(ofOtherUnit(10, 'count', 'money', 'RUB')).toBe(1000)
  expect(ofOtherUnit(1000, 'money', 'share', 'RUB')).toBe(0.1)
  expect(ofOtherUnit(null, 'money', 'share', 'RUB')).toBeNull()
})
