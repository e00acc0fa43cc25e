import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { CohortTriangle } from './cohort-triangle.tsx'
import { placeInBins } from './distribution-option.ts'
import { GraphChart } from './graph-chart.tsx'
import { HeatMap } from './heat-map.tsx'
import { Sparkline } from './sparkline.tsx'
import { WaterfallChart } from './waterfall-chart.tsx'
import { waterfallBars } from './waterfall-option.ts'

afterEach(cleanup)

const write = (value: number) => String(value)

describe('waterfall', () => {
  test('a part begins where the one before it ended; colour follows what is good and not the sign', () => {
    const bars = waterfallBars(
      [
        { id: 'plan', label: 'План', value: 100, kind: 'plan' },
        { id: 'a', label: 'Встречи', value: -40, kind: 'change' },
        { id: 'b', label: 'Чек', value: 15, kind: 'change' },
        { id: 'fact', label: 'Факт', value: 75, kind: 'total' },
      ],
      'up',
    )
    expect(bars.map(({ from, to, tone }) => [from, to, tone])).toEqual([
      [0, 100, 'plan'],
      [100, 60, 'bad'],
      [60, 75, 'good'],
      [0, 75, 'total'],
    ])
    expect(waterfallBars([{ id: 'a', label: '', value: 3, kind: 'change' }], 'down')[0]?.tone).toBe('bad')
  })

  test('has its figures as a table behind it', async () => {
    await renderKit(
      <WaterfallChart
        title="До плана не хватает встреч"
        steps={[{ id: 'a', label: 'Встречи', value: -40, kind: 'change' }]}
        write={write}
      />,
    )
    expect(screen.getByRole('row', { name: 'Встречи -40' })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Показать таблицей' }))
    expect(screen.getByRole('region', { name: 'Таблица графика' })).toBeTruthy()
  })
})

describe('heat map', () => {
  test('arrow keys move over the cells and Enter opens one', async () => {
    const onCell = vi.fn()
    await renderKit(
      <HeatMap
        title="Звонки"
        corner="Продавец"
        columns={[
          { id: 'mon', label: 'пн' },
          { id: 'tue', label: 'вт' },
        ]}
        rows={[{ id: 'anna', label: 'Анна' }]}
        cell={(_, day) => ({ value: day === 'mon' ? 4 : 12, hint: 'норма 10' })}
        scale="norm"
        middle={10}
        write={write}
        onCell={onCell}
      />,
    )
    const grid = screen.getByRole('grid', { name: 'Звонки' })
    const [monday, tuesday] = within(grid).getAllByRole('gridcell')
    expect(monday?.dataset.hue).toBe('bad')
    expect(tuesday?.dataset.hue).toBe('good')
    expect(tuesday?.title).toBe('Анна · вт · норма 10')
    monday?.focus()
    fireEvent.keyDown(grid, { key: 'ArrowRight' })
    expect(document.activeElement).toBe(tuesday)
    fireEvent.keyDown(grid, { key: 'Enter' })
    expect(onCell).toHaveBeenCalledWith('anna', 'tue')
  })
})

test('a cohort that is not ripe says so, an age that has not come is empty', async () => {
  await renderKit(
    <CohortTriangle
      title="Когорты"
      corner="Месяц"
      ages={['0 мес', '1 мес']}
      cohorts={[{ id: '2026-10', label: 'Октябрь', size: 50, cells: [{ value: 0.2, n: 50, immature: true }] }]}
      write={(share) => `${share * 100} %`}
    />,
  )
  const [first, second] = screen.getAllByRole('gridcell')
  expect(first?.title).toBe('Октябрь, 0 мес · 20 % · n = 50 · возраст ещё не прошёл для всех')
  expect(first?.dataset.immature).toBe('true')
  expect(second?.textContent).toBe('')
})

test('stages and ways of a graph open by keyboard', async () => {
  const [onNode, onEdge] = [vi.fn(), vi.fn()]
  await renderKit(
    <GraphChart
      title="Путь сделок"
      nodes={[
        { id: 'a', label: 'Заявка', count: 10 },
        { id: 'b', label: 'КП', count: 6, detail: '3 дн' },
      ]}
      edges={[{ from: 'a', to: 'b', count: 6, detail: '2 дн' }]}
      onNode={onNode}
      onEdge={onEdge}
    />,
  )
  fireEvent.keyDown(screen.getByRole('button', { name: 'КП: 6 · 3 дн' }), { key: 'Enter' })
  expect(onNode).toHaveBeenCalledWith(expect.objectContaining({ id: 'b' }))
  fireEvent.click(screen.getByRole('button', { name: 'Заявка → КП: 6 · 2 дн' }))
  expect(onEdge).toHaveBeenCalledWith(expect.objectContaining({ to: 'b' }))
})

describe('sparkline', () => {
  test('says its course in words and leaves a gap where there was no figure', async () => {
    await renderKit(<Sparkline values={[1, null, 3, 4]} label="Продажи" />)
    const line = screen.getByRole('img', { name: 'Продажи' })
    expect(line.querySelector('path')?.getAttribute('d')?.match(/M/g)).toHaveLength(2)
  })
})

test('a mark stands inside its bin by its share of the width', () => {
  const bins = [
    { from: 0, to: 10, count: 1 },
    { from: 10, to: 30, count: 1 },
    { from: 30, to: null, count: 1 },
  ]
  expect([5, 20, 99].map((value) => placeInBins(bins, value))).toEqual([0.5, 1.5, 2.5])
})
