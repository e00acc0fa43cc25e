import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderKit } from '../testing.tsx'
import { FunnelChart } from './funnel-chart.tsx'
import { funnelSvg } from './funnel-svg.ts'

const steps = [
  { id: 'a', name: 'Новая', count: 40, amountMinor: 4_000_000_00, conversion: null, fromFirst: 1 },
  { id: 'b', name: 'КП <срочно>', count: 10, amountMinor: null, conversion: 0.25, fromFirst: 0.25 },
]

test('a funnel has a heading, its bars, a table behind and a menu of files', async () => {
  await renderKit(<FunnelChart title="Заявки месяца" steps={steps} />)
  expect(screen.getByRole('heading', { name: 'Заявки месяца', level: 3 })).toBeTruthy()
  expect(screen.getByRole('list', { name: 'Заявки месяца' })).toBeTruthy()
  expect(screen.getAllByRole('row').map((row) => row.textContent)).toHaveLength(3)
})

test('its picture is true XML: bars by their counts, conversions between them', () => {
  const svg = funnelSvg([
    { name: 'Новая', count: 40, said: '40 · 4 млн ₽' },
    { name: 'КП <срочно>', count: 10, said: '10', conversion: '25 %' },
  ])
  const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml')
  const bars = [...drawn.querySelectorAll('rect')].slice(1).map((one) => Number(one.getAttribute('width')))
  expect(bars[0]).toBe((bars[1] ?? 0) * 4)
  expect([...drawn.querySelectorAll('text')].map((one) => one.textContent)).toEqual([
    'Новая',
    '40 · 4 млн ₽',
    '↓ 25 %',
    'КП <срочно>',
    '10',
  ])
})
