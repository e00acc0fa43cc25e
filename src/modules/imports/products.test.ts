import { afterAll, beforeAll, expect, test } from 'vitest'
import { importApp, importing } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const PRICES = `Наименование;Группа;Цена, руб.;Себестоимость, руб.
Насос;Насосы;100 000,00;80 000,50
Шланг;Насосы;500;
Фильтр;;1 200;900
Муфта;;100;-5
Вентиль;;100;много
`

async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const api = app.as(owner)
  const pump = await api.products.add({ name: 'Насос', group: 'Насосы', priceMinor: 100_000_00, costMinor: 70_000_00 })
  await api.products.add({ name: 'Шланг', group: 'Насосы', priceMinor: 500_00, costMinor: 400_00 })
  const costs = async () =>
    Object.fromEntries((await api.products.list({})).products.map(({ name, costMinor }) => [name, costMinor]))
  return { owner, api, pump, costs, imports: importing(app, owner) }
}

test('the cost of a unit comes with the price list: found by its header, tried dry, carried over, taken back', async () => {
  const { imports, costs } = await office()
  const uploaded = await imports.upload('прайс.csv', PRICES)
  expect(uploaded.kind).toBe('products')
  expect(uploaded.suggestion?.mapping.columns.map(({ target }) => target)).toEqual(['name', 'group', 'price', 'cost'])
  const checked = await imports.check(uploaded)
  expect(checked.result).toMatchObject({ rows: 5, create: 1, update: 1, unchanged: 1, rejected: 2 })
  expect(Object.fromEntries(checked.result?.reasons.map(({ reason, rows }) => [reason, rows]) ?? [])).toEqual({
    CHANGED: 1,
    AMOUNT_NEGATIVE: 1,
    AMOUNT_BROKEN: 1,
  })
  expect(await costs()).toEqual({ Насос: 70_000_00, Шланг: 400_00 })
  const done = await imports.commit(checked)
  // An empty cell says nothing: what is known stays.
  expect(await costs()).toEqual({ Насос: 80_000_50, Шланг: 400_00, Фильтр: 900_00 })
  const again = await imports.check(await imports.upload('прайс.csv', PRICES))
  expect(again.result).toMatchObject({ create: 0, update: 0, unchanged: 3, rejected: 2 })
  await imports.revert(done)
  expect(await costs()).toEqual({ Насос: 70_000_00, Шланг: 400_00 })
})

test('a cost that somebody has changed since the import stays when the import is taken back', async () => {
  const { imports, costs, api, pump } = await office()
  const done = await imports.commit(await imports.check(await imports.upload('прайс.csv', PRICES)))
  const { version = 0 } = (await api.products.list({})).products.find(({ id }) => id === pump.id) ?? {}
  await api.products.edit({ id: pump.id, version, costMinor: 75_000_00 })
  expect((await imports.revert(done)).result?.reverted).toMatchObject({ removed: 1, restored: 0, kept: 1 })
  expect(await costs()).toEqual({ Насос: 75_000_00, Шланг: 400_00 })
})

test('a product to which somebody has given another group since keeps it, and with the say-so goes back', async () => {
  const { imports, api, pump } = await office()
  const file = 'Наименование;Группа;Цена\nНасос;Станции;110000\n'
  const state = async () => {
    const found = (await api.products.list({})).products.find(({ id }) => id === pump.id)
    return [found?.group, found?.priceMinor]
  }
  const done = await imports.commit(await imports.check(await imports.upload('прайс.csv', file, 'products')))
  const { version = 0 } = (await api.products.list({})).products.find(({ id }) => id === pump.id) ?? {}
  await api.products.edit({ id: pump.id, version, group: 'Главное' })
  expect((await imports.revert(done)).result?.reverted).toMatchObject({ restored: 0, kept: 1 })
  expect(await state()).toEqual(['Главное', 110_000_00])

  const next = 'Наименование;Группа;Цена\nНасос;Станции;120000\n'
  const again = await imports.commit(await imports.check(await imports.upload('прайс2.csv', next, 'products')))
  const now = (await api.products.list({})).products.find(({ id }) => id === pump.id)
  await api.products.edit({ id: pump.id, version: now?.version ?? 0, group: 'Иное' })
  expect((await imports.revert(again, 'revert')).result?.reverted).toMatchObject({ restored: 1, kept: 0 })
  expect((await state())[0]).toBe('Главное')
})
