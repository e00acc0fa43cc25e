import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp, type TestPerson } from './testing.ts'
import { exportedText } from './testing-exports.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'mostik-yen-'))
let app: TestApp
let owner: TestPerson
beforeAll(async () => {
  app = await testApp({ dataDir })
  await app.jobs.start()
  const company = await app.company({ currency: 'JPY', timeZone: 'Asia/Tokyo' })
  await company.pipeline()
  owner = await company.person({ role: 'owner' })
  const api = app.as(owner)
  for (const amountMinor of [90_000, 300_000, 5_000_000])
    await api.deals.create({ title: `Сделка ${amountMinor}`, amountMinor })
  await api.products.add({ name: 'Насос', priceMinor: 12_500 })
})
afterAll(async () => {
  await app.close()
  rmSync(dataDir, { recursive: true, force: true })
})

test('files of lists have the yen that the page shows, and not hundredths of them', async () => {
  const deals = await exportedText(app, owner, { list: 'deals.list', format: 'csv', filter: {}, columns: ['amount'] })
  expect(deals).toContain('5000000')
  expect(deals).not.toContain('50000,00')
  const products = await exportedText(app, owner, { list: 'products.list', format: 'csv', filter: {} })
  expect(products).toContain('12500')
})

test('deals are of the size that their yen say', async () => {
  const { rows } = await app.as(owner).metrics.figures({
    metrics: ['created'],
    period: '2026-11',
    dimensions: ['dealSize'],
  })
  expect(Object.fromEntries(rows.map(({ keys, figures }) => [keys[0], figures.created?.value]))).toEqual({
    s: 1,
    m: 1,
    xl: 1,
  })
})

test('a lag opens a case from as many yen as are said', async () => {
  const { rules } = await app.as(owner).cases.rules({})
  expect(rules.find(({ code }) => code === 'pace')?.leastMinor).toBe(200_000)
})
