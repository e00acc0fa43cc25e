import { afterAll, beforeAll, expect, test } from 'vitest'
import { importApp, importing } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const INN = '7707083893'

async function office() {
  const company = await app.company()
  await company.pipeline()
  const owner = await company.person({ role: 'owner' })
  const api = app.as(owner)
  const branches = async () =>
    (await Promise.all((await api.clients.companies({})).rows.map(({ id }) => api.clients.company({ id }))))
      .map(({ name, kpp }) => `${name} ${kpp}`)
      .toSorted()
  return { api, branches, imports: importing(app, owner) }
}

test('companies of one ИНН with different КПП are branches: brought apart, known again, taken back', async () => {
  const { api, branches, imports } = await office()
  await api.clients.addCompany({ name: 'Завод', inn: INN })
  const file = [
    'Контрагент;ИНН;КПП;Телефон',
    `Завод;${INN};770701001;+7 495 111-22-33`,
    'Завод, Питер;500100732259;780402002;',
  ].join('\n')
  const first = await imports.upload('клиенты.csv', file, 'companies')
  expect(first.suggestion?.mapping.columns.map(({ target }) => target)).toEqual(['name', 'inn', 'kpp', 'phone'])
  const checked = await imports.check(first)
  // The firm was without КПП; an entrepreneur has none.
  expect(checked.result).toMatchObject({ create: 1, update: 1, rejected: 0 })
  expect(checked.result?.reasons.map(({ reason }) => reason).toSorted()).toEqual(['CHANGED', 'KPP_LEFT_OUT'])
  const done = await imports.commit(checked)
  expect(await branches()).toEqual(['Завод 770701001', 'Завод, Питер null'])

  const more = [
    'Контрагент;ИНН/КПП;Телефон',
    `Завод, филиал;${INN}/780402002;+7 495 111-22-33`,
    `Завод;${INN}/770701001;+7 495 111-22-33`,
    `Завод ещё раз;${INN}/770701001;`,
  ].join('\n')
  const second = await imports.check(await imports.upload('ещё.csv', more, 'companies'))
  expect(second.result).toMatchObject({ create: 1, update: 0, unchanged: 1, rejected: 1 })
  expect(second.result?.reasons).toMatchObject([{ reason: 'ID_REPEATED' }])
  const added = await imports.commit(second)
  expect(await branches()).toEqual(['Завод 770701001', 'Завод, Питер null', 'Завод, филиал 780402002'])

  await imports.revert(added)
  await imports.revert(done)
  expect(await branches()).toEqual(['Завод null'])
})

test('deals, contacts and payments go to the branch of their КПП; a new branch is made once', async () => {
  const { api, branches, imports } = await office()
  await api.payments.addFirm({ name: 'ООО «Мостик»', numberPrefix: 'МС-', nextNumber: 1 })
  await api.clients.addCompany({ name: 'Завод', inn: INN, kpp: '770701001', phones: [{ number: '+7 495 111-22-33' }] })
  const deals = [
    'ID;Название сделки;Этап сделки;Компания;ИНН;КПП;Телефон компании',
    `1;Насос;Новая;Завод;${INN};780402002;+7 495 111-22-33`,
    `2;Шланг;Новая;Завод;${INN};780402002;+7 495 111-22-33`,
    `3;Муфта;Новая;Завод;${INN};770701001;`,
    `4;Вентиль;Новая;Завод;${INN};;`,
  ].join('\n')
  const done = await imports.commit(await imports.check(await imports.upload('сделки.csv', deals, 'deals')))
  expect(done.result).toMatchObject({ create: 4, made: { companies: 1 } })
  expect(await branches()).toEqual(['Завод 770701001', 'Завод 780402002'])
  const { rows } = await api.deals.list({})
  const companyOf = (title: string) => rows.find((deal) => deal.title === title)?.company?.id
  expect(companyOf('Насос')).toBe(companyOf('Шланг'))
  expect(companyOf('Муфта')).toBe(companyOf('Вентиль'))
  expect(companyOf('Насос')).not.toBe(companyOf('Муфта'))

  const contacts = `ФИО;Компания;ИНН;КПП\nПётр Чехов;Завод;${INN};780402002\n`
  await imports.commit(await imports.check(await imports.upload('люди.csv', contacts, 'contacts')))
  expect((await api.clients.contacts({})).rows[0]?.company?.id).toBe(companyOf('Насос'))

  const payments = `Дата оплаты;Сумма;Контрагент;ИНН контрагента;КПП контрагента\n02.11.2026;100;Завод;${INN};780402002\n`
  await imports.commit(await imports.check(await imports.upload('оплаты.csv', payments, 'payments')))
  const [paid] = (await api.payments.payments({})).rows
  expect(paid?.parts[0]?.company?.id).toBe(companyOf('Насос'))
})

test('the only client of an ИНН that comes with another КПП has moved: it is changed and told of; two КПП in the file are branches', async () => {
  const { api, branches, imports } = await office()
  await api.clients.addCompany({ name: 'ООО «Завод»', inn: INN, kpp: '770701001' })
  const bring = async (name: string, ...lines: string[]) =>
    imports.commit(
      await imports.check(await imports.upload(name, ['Контрагент;ИНН;КПП', ...lines].join('\n'), 'companies')),
    )
  const moved = await bring('переезд.csv', `Завод;${INN};780402002`)
  expect(moved.result).toMatchObject({ create: 0, update: 1 })
  const { rows } = await imports.api.rows({ id: moved.id })
  expect(rows[0]?.problems[0]).toMatchObject({ reason: 'CHANGED', value: '780402002', data: { before: '770701001' } })
  expect(await branches()).toEqual(['ООО «Завод» 780402002'])
  await imports.revert(moved)
  expect(await branches()).toEqual(['ООО «Завод» 770701001'])
  const both = await bring('филиалы.csv', `Завод;${INN};780402002`, `Завод;${INN};770701001`)
  expect(both.result).toMatchObject({ create: 1, update: 0, unchanged: 1 })
  expect(await branches()).toEqual(['Завод 780402002', 'ООО «Завод» 770701001'])
})
