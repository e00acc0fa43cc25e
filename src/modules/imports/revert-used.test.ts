import { afterAll, beforeAll, expect, test } from 'vitest'
import { importApp, importing } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

async function office() {
  const company = await app.company()
  await company.pipeline()
  const owner = await company.person({ role: 'owner' })
  const api = app.as(owner)
  const admin = await company.person({ role: 'admin' })
  return { api, imports: importing(app, owner), admin: importing(app, admin) }
}

test('a company with which people have begun to work stays when its import is taken back', async () => {
  const { api, imports } = await office()
  const names = ['Задача', 'Аванс', 'Холдинг', 'Лишняя']
  const file = ['Компания;Отрасль', ...names.map((name) => `${name};Сады`)].join('\n')
  const done = await imports.commit(await imports.check(await imports.upload('клиенты.csv', file, 'companies')))
  const { rows } = await api.clients.companies({})
  const idOf = (name: string) => rows.find((one) => one.name === name)?.id ?? ''
  const task = await api.tasks.create({ title: 'Позвонить', companyId: idOf('Задача') })
  await api.payments.addPayment({ paidOn: '2026-11-20', parts: [{ companyId: idOf('Аванс'), amountMinor: 100_00 }] })
  await api.clients.addCompany({ name: 'Дочка', parentId: idOf('Холдинг') })
  const reverted = await imports.revert(done)
  expect(reverted.result?.reverted).toEqual({ removed: 1, restored: 0, kept: 3 })
  expect((await api.clients.companies({})).rows.map(({ name }) => name).toSorted()).toEqual([
    'Аванс',
    'Дочка',
    'Задача',
    'Холдинг',
  ])
  expect((await api.tasks.get({ id: task.id })).company?.name).toBe('Задача')
})

test('a contact with a task or a deal of somebody else stays when its import is taken back', async () => {
  const { api, imports } = await office()
  const file = 'ФИО;Телефон\nПётр Чехов;+7 900 000-00-01\nАнна Чехова;+7 900 000-00-02\nИван Лишний;+7 900 000-00-03\n'
  const done = await imports.commit(await imports.check(await imports.upload('люди.csv', file, 'contacts')))
  const { rows } = await api.clients.contacts({})
  const idOf = (name: string) => rows.find((one) => one.fullName === name)?.id ?? ''
  await api.tasks.create({ title: 'Позвонить', contactId: idOf('Пётр Чехов') })
  const { id } = await api.deals.create({ title: 'Насос' })
  const contacts = [{ contactId: idOf('Анна Чехова'), roleId: null }]
  await api.deals.setContacts({ id, version: 1, mainId: null, contacts })
  expect((await imports.revert(done)).result?.reverted).toMatchObject({ removed: 1, kept: 2 })
})

test('a product that people have changed stays with its price when its import is taken back', async () => {
  const { api, imports } = await office()
  const file = 'Наименование;Группа;Цена\nНасос;Насосы;100\nШланг;Насосы;50\n'
  const done = await imports.commit(await imports.check(await imports.upload('прайс.csv', file, 'products')))
  const pump = (await api.products.list({})).products.find(({ name }) => name === 'Насос')
  await api.products.edit({ id: pump?.id ?? '', version: pump?.version ?? 0, code: 'Н-1' })
  expect((await imports.revert(done)).result?.reverted).toMatchObject({ removed: 1, kept: 1 })
  const { products } = await api.products.list({})
  expect(products.map(({ name, priceMinor }) => [name, priceMinor])).toEqual([['Насос', 100_00]])
})

test.each([
  ['companies', 'Компания;ИНН;Отрасль\nЗавод;7707083893;Сады\n', 'Компания;ИНН;Отрасль\nЗавод;7707083893;Огороды\n'],
  ['products', 'Наименование;Группа;Цена\nНасос;Насосы;100\n', 'Наименование;Группа;Цена\nНасос;Насосы;120\n'],
  [
    'deals',
    'ID;Название сделки;Бюджет;Этап сделки\n1;Насос;100;Новая\n',
    'ID;Название сделки;Бюджет;Этап сделки\n1;Насос;120;Новая\n',
  ],
] as const)(
  '%s: what a later import has changed is taken back first, and nothing is left half',
  async (kind, first, second) => {
    const { api, imports } = await office()
    const bring = async (name: string, file: string) =>
      imports.commit(await imports.check(await imports.upload(name, file, kind)))
    const made = await bring('первый.csv', first)
    const changed = await bring('второй.csv', second)
    expect(changed.result).toMatchObject({ create: 0, update: 1 })
    await expect(imports.api.revert({ id: made.id, changedLater: 'revert' })).rejects.toMatchObject({
      code: 'IMPORT_LATER',
      data: { fileName: 'второй.csv' },
    })
    await imports.revert(changed)
    expect((await imports.revert(made)).result?.reverted).toMatchObject({ removed: 1, kept: 0 })
    expect((await api.clients.companies({})).rows).toEqual([])
    expect((await api.deals.list({})).rows).toEqual([])
    expect((await api.products.list({})).products).toEqual([])
  },
)
