import { expect, it } from 'vitest'
import type { DaysOfPlan } from '../contract/days.ts'
import { partLines } from './part-lines.ts'

/** Five working days of 100 each and a Saturday of 500: the whole plan is 1,000. */
const days: DaysOfPlan['days'] = [100, 100, 100, 100, 100, 500].map((amountMinor, index) => ({
  day: `2026-11-0${index + 2}`,
  weight: 100,
  computed: index === 5 ? 0 : 1,
  amountMinor,
  byHand: index === 5,
}))

it('a part is due as the whole plan is, its forecast goes by its own pace', () => {
  const sold: Record<string, number> = { '2026-11-02': 10, '2026-11-03': 20, '2026-11-04': 30 }
  const [pumps, empty] = partLines(
    [
      { key: 'pumps', name: 'Насосы', plan: 200 },
      { key: 'empty', name: 'Прочее', plan: null },
    ],
    days,
    (key, day) => (key === 'pumps' ? (sold[day] ?? 0) : 0),
    '2026-11-04',
  )
  // 300 of 1,000 are due: 60 of 200; 20 a day over two days more.
  expect(pumps).toMatchObject({ fact: 60, due: 60, deviation: 0, forecast: { value: 100 } })
  expect(pumps?.forecast?.low).toBeLessThan(100)
  expect(empty).toMatchObject({ fact: 0, due: null, deviation: null })
})
