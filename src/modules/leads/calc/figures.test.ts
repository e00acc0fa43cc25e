import { expect, test } from 'vitest'
import { figuresBy, type MeasuredLead, responseFigures } from './figures.ts'

const lead = (responseMinutes: number | null, more: Partial<MeasuredLead> = {}): MeasuredLead => ({
  ownerId: 'a',
  sourceId: 'site',
  state: 'accepted',
  responseMinutes,
  targetMinutes: 30,
  lateNow: false,
  returns: 0,
  ...more,
})

test('the share in target counts those answered and those already late, not those whose time still runs', () => {
  const figures = responseFigures([lead(10), lead(30), lead(50), lead(null, { lateNow: true }), lead(null)])
  expect(figures).toMatchObject({ leads: 5, answered: 3, lateNow: 1, medianMinutes: 30 })
  expect(figures.inTarget).toMatchObject({ share: 0.5, n: 4, small: true })
  expect(figures.inTarget.low).toBeGreaterThan(0.1)
  expect(figures.inTarget.high).toBeLessThan(0.9)
})

test('without leads nothing is zero: there is no figure', () => {
  expect(responseFigures([])).toMatchObject({ medianMinutes: null, inTarget: { share: null, n: 0 } })
})

test('conversion is of the decided ones; groups together are the whole', () => {
  const leads = [
    lead(5, { state: 'converted' }),
    lead(5, { state: 'rejected', sourceId: 'phone' }),
    lead(5, { sourceId: null, returns: 1 }),
  ]
  expect(responseFigures(leads)).toMatchObject({ converted: { share: 0.5, n: 2 }, returned: 1 })
  const sources = figuresBy(leads, 'sourceId')
  expect(sources.map(({ leads: n }) => n).reduce((sum, n) => sum + n, 0)).toBe(3)
})
