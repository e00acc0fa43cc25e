import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  return { company, owner, api: app.as(owner) }
}

describe('companies', () => {
  test('a company is found by a part of its name and by the beginning of its ИНН', async () => {
    const { api } = await office()
    const { id } = await api.clients.addCompany({ name: 'ООО «Уральский механический завод»', inn: '7707083893' })
    await api.clients.addCompany({ name: 'АО «Каскад»' })
    const byName = await api.clients.companies({ text: 'механич' })
    const byInn = await api.clients.companies({ text: '770708' })
    expect(byName.rows.map((row) => row.id)).toEqual([id])
    expect(byInn.rows.map((row) => row.id)).toEqual([id])
  })

  test('pages follow one another by name without gaps or repeats', async () => {
    const { api } = await office()
    for (const name of ['Вега', 'Альфа', 'Бета']) await api.clients.addCompany({ name })
    const first = await api.clients.companies({ limit: 2 })
    const second = await api.clients.companies({ limit: 2, cursor: first.nextCursor ?? '' })
    expect([...first.rows, ...second.rows].map((row) => row.name)).toEqual(['Альфа', 'Бета', 'Вега'])
    expect(second.nextCursor).toBeNull()
  })

  test('a row of the list says its version and what may be changed in its place', async () => {
    const { company, api, owner } = await office()
    const seller = await company.person({ role: 'seller', managerId: owner.id })
    const { id } = await api.clients.addCompany({ name: 'Гамма' })
    await api.clients.addCompany({ name: 'Дельта', ownerId: owner.id })
    const [mine, foreign] = (await app.as(seller).clients.companies({})).rows
    expect(mine).toMatchObject({ id, version: 1, may: { edit: true, reassign: false } })
    expect(foreign).toMatchObject({ may: { edit: true, reassign: false } })
    const saved = await api.clients.editCompany({ id, version: 1, region: 'Тверь', tags: ['срочно'] })
    const [row] = (await api.clients.companies({})).rows
    expect(row).toMatchObject({ version: saved.version, region: 'Тверь', tags: ['срочно'], may: { reassign: true } })
    await api.clients.trashCompanies({ ids: [id], deleted: true })
    expect((await api.clients.companies({ deleted: true })).rows[0]?.may).toEqual({ edit: false, reassign: false })
  })

  test('a second company with the same ИНН is refused and the first one named', async () => {
    const { api } = await office()
    await api.clients.addCompany({ name: 'Первая', inn: '7707083893' })
    await expect(api.clients.addCompany({ name: 'Вторая', inn: '7707083893' })).rejects.toMatchObject({
      code: 'COMPANY_EXISTS',
      message: 'Компания с таким ИНН уже есть: Первая.',
    })
  })

  test('an ИНН with a wrong check digit, a phone of letters and an address without @ are refused', async () => {
    const { api } = await office()
    await expect(api.clients.addCompany({ name: 'А', inn: '7707083894' })).rejects.toMatchObject({ code: 'INN_WRONG' })
    await expect(api.clients.addCompany({ name: 'А', phone: 'позвоните' })).rejects.toMatchObject({
      code: 'PHONE_WRONG',
    })
    await expect(api.clients.addCompany({ name: 'А', email: 'нет' })).rejects.toMatchObject({ code: 'EMAIL_WRONG' })
  })

  test('the second of two people who edit a company is told', async () => {
    const { api } = await office()
    const { id } = await api.clients.addCompany({ name: 'Было' })
    await api.clients.editCompany({ id, version: 1, name: 'Стало' })
    await expect(api.clients.editCompany({ id, version: 1, name: 'Ещё' })).rejects.toMatchObject({
      code: 'CLIENT_CHANGED',
      data: { version: 2 },
    })
    expect((await api.clients.company({ id })).name).toBe('Стало')
  })

  test('names with SQL, HTML and emoji stay as they were written', async () => {
    const { api } = await office()
    const name = `'; drop table companies; -- <b>жирно</b> 🚀 100% _%`
    const { id } = await api.clients.addCompany({ name })
    expect((await api.clients.company({ id })).name).toBe(name)
    expect((await api.clients.companies({ text: '100% _%' })).rows.map((row) => row.id)).toEqual([id])
  })
})

describe('who sees what', () => {
  test('a stranger, another workspace and the HR manager get nothing', async () => {
    const { api, company } = await office()
    const other = await office()
    const hr = await company.person({ role: 'hr' })
    const { id } = await api.clients.addCompany({ name: 'Наша' })
    await expect(app.stranger.clients.company({ id })).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect(app.as(hr).clients.company({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(other.api.clients.company({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await other.api.clients.companies({})).rows).toEqual([])
    await expect(other.api.clients.editCompany({ id, version: 1, name: 'Чужая' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(other.api.clients.addContact({ companyId: id, fullName: 'Чужой' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test("a contact is its owner's: another seller and the marketer see the company without it", async () => {
    const { company, api } = await office()
    const [mine, colleague, marketer] = [
      await company.person(),
      await company.person(),
      await company.person({ role: 'marketing' }),
    ]
    const { id } = await api.clients.addCompany({ name: 'Общая', phone: '+7 495 123-45-67' })
    const contact = await app
      .as(mine)
      .clients.addContact({ companyId: id, fullName: 'Пётр Ильин', phone: '8 (916) 000-11-22' })
    expect((await app.as(mine).clients.company({ id })).contacts).toHaveLength(1)
    expect((await app.as(colleague).clients.company({ id })).contacts).toEqual([])
    expect(await app.as(marketer).clients.company({ id })).toMatchObject({ contacts: [], phone: null })
    const change = app.as(colleague).clients.editContact({ id: contact.id, version: 1, fullName: 'Другой' })
    await expect(change).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('an auditor reads and changes nothing', async () => {
    const { company, api } = await office()
    const auditor = await company.person({ role: 'auditor' })
    const { id } = await api.clients.addCompany({ name: 'Видна' })
    expect((await app.as(auditor).clients.company({ id })).may).toMatchObject({ edit: false, merge: false })
    await expect(app.as(auditor).clients.addCompany({ name: 'Нельзя' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
