import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importApp, importing } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

/** The columns of a contacts export of amoCRM: people and companies in one file, told apart by «Тип». */
const AMO = `ID;Тип;Полное имя контакта;Имя;Фамилия;Название компании;Ответственный;Дата создания контакта;Рабочий телефон;Мобильный телефон;Рабочий email;Должность
1;контакт;Пётр Семёнов;Пётр;Семёнов;ООО «Прогресс»;Мария Комарова;01.11.2026;;8 (916) 123-45-67;petr@progress.example;Главный инженер
2;контакт;Анна Ким;Анна;Ким;ООО Прогресс;Мария Комарова;02.11.2026;;;;Закупки
3;компания;;;;АО «Гидромаш»;Мария Комарова;03.11.2026;+7 495 111-22-33;;info@gidromash.example;
4;контакт;Пётр С.;Пётр;С.;ООО «Прогресс»;Мария Комарова;04.11.2026;;+79161234567;;
5;контакт;;;;;Мария Комарова;05.11.2026;;;;
`

async function office() {
  const company = await app.company()
  await company.pipeline()
  const owner = await company.person({ role: 'owner' })
  const maria = await company.person({ name: 'Мария Комарова', managerId: owner.id })
  const oleg = await company.person({ name: 'Олег Другой', managerId: owner.id })
  return { owner: app.as(owner), maria: app.as(maria), oleg: app.as(oleg), imports: importing(app, owner) }
}

describe('a contacts export of amoCRM', () => {
  it('brings people with their companies, and companies; the same file changes nothing; a revert takes all back', async () => {
    const { owner, maria, oleg, imports } = await office()
    const uploaded = await imports.upload('contacts.csv', AMO)
    expect(uploaded.kind).toBe('contacts')
    const checked = await imports.check(uploaded)
    expect(checked.result).toMatchObject({ rows: 5, create: 3, rejected: 2, update: 0, unchanged: 0 })
    expect(Object.fromEntries(checked.result?.reasons.map(({ reason, rows }) => [reason, rows]) ?? [])).toEqual({
      ID_REPEATED: 1,
      NAME_MISSING: 1,
    })
    expect((await owner.clients.contacts({})).rows).toEqual([])
    const done = await imports.commit(checked)
    expect(done.result).toMatchObject({ create: 3, rejected: 2 })
    const people = (await maria.clients.contacts({})).rows
    expect(people.map(({ fullName, company }) => `${fullName}, ${company?.name}`).toSorted()).toEqual([
      'Анна Ким, ООО «Прогресс»',
      'Пётр Семёнов, ООО «Прогресс»',
    ])
    expect((await oleg.clients.contacts({})).rows).toEqual([])
    expect((await owner.clients.companies({})).rows.map(({ name }) => name).toSorted()).toEqual([
      'АО «Гидромаш»',
      'ООО «Прогресс»',
    ])

    const again = await imports.check(await imports.upload('contacts.csv', AMO))
    expect(again.result).toMatchObject({ create: 0, unchanged: 4, rejected: 1 })

    await imports.revert(done)
    expect((await owner.clients.contacts({})).rows).toEqual([])
    expect((await owner.clients.companies({})).rows).toEqual([])
  })

  it('puts the name of Bitrix24 together from its parts', async () => {
    const { owner, imports } = await office()
    const file =
      'ID;Имя;Отчество;Фамилия;Компания;Должность;Рабочий телефон;Ответственный\n9;Иван;Петрович;Орлов;ООО «Вектор»;Директор;8 495 222-33-44;Мария Комарова\n'
    const uploaded = await imports.upload('CONTACT.csv', file)
    expect(uploaded.kind).toBe('contacts')
    await imports.commit(await imports.check(uploaded))
    const [only] = (await owner.clients.contacts({})).rows
    expect(only).toMatchObject({ fullName: 'Орлов Иван Петрович', jobTitle: 'Директор' })
  })
})

it('a list of clients leaves the notes on numbers and addresses that it does not change', async () => {
  const { owner, imports } = await office()
  const { id } = await owner.clients.addCompany({
    name: 'ООО «Вега»',
    inn: '7707083893',
    phones: [
      { number: '+7 495 111-22-33', note: 'приёмная' },
      { number: '+7 495 111-22-44', note: 'склад' },
    ],
    emails: [{ email: 'info@vega.ru', note: 'общий' }],
  })
  const file = 'Название;ИНН;Регион;Телефон\nООО «Вега»;7707083893;Тверь;+7 495 111-22-33\n'
  const checked = await imports.check(await imports.upload('clients.csv', file, 'companies'))
  expect(checked.result).toMatchObject({ update: 1 })
  await imports.commit(checked)
  const card = await owner.clients.company({ id })
  expect(card.region).toBe('Тверь')
  expect(card.phones.map(({ note }) => note)).toEqual(['приёмная', 'склад'])
  expect(card.emails).toEqual([{ email: 'info@vega.ru', note: 'общий' }])
})
