import { afterAll, beforeAll, expect, test } from 'vitest'
import { metricsCompany } from '../../../testing-metrics.ts'
import { testApp, type TestApp } from '../../../testing.ts'
import type { MetricKey } from '../calc/declarations.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('a filter by an option of a field gives what the cell of the option has', async () => {
  const company = await metricsCompany(app, 11)
  const asked = app.as(company.owner).metrics
  const metrics: MetricKey[] = ['sales', 'created', 'lost', 'cohortConversion', 'medianCheck', 'openDeals']
  const cut = await asked.figures({ metrics, dimensions: [`field:${company.fieldId}`], period: '2026-Q4' })
  const options = cut.rows.filter(({ keys }) => keys[0] !== null)
  expect(options.length).toBeGreaterThan(1)
  for (const { keys, figures } of options) {
    const alone = await asked.figures({ metrics, period: '2026-Q4', fields: [`${company.fieldId}:${keys[0]}`] })
    expect(alone.total).toEqual(figures)
  }
})

test('products cut by their groups stand each in its own', async () => {
  const company = await metricsCompany(app, 11)
  const ask = app.as(company.owner).metrics.figures
  const products = await ask({ metrics: ['sales', 'won'], dimensions: ['product'], period: '2026-Q4' })
  const both = await ask({ metrics: ['sales', 'won'], dimensions: ['product', 'productGroup'], period: '2026-Q4' })
  const told = ({ rows }: typeof both) =>
    new Map(rows.map(({ keys, figures }) => [keys[0], [figures.sales?.value, figures.won?.value]]))
  expect(both.rows).toHaveLength(products.rows.length)
  expect(told(both)).toEqual(told(products))
})
