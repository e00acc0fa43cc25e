import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestPerson } from '../../testing.ts'
import { importApp, importing, sendFile } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
let company: Awaited<ReturnType<typeof app.company>>
let owner: TestPerson
let head: TestPerson
let seller: TestPerson
let stranger: TestPerson
beforeAll(async () => {
  app = await importApp()
  company = await app.company()
  owner = await company.person({ role: 'owner', name: 'Вера Кормилицына' })
  const department = await company.department('Север')
  head = await company.person({ role: 'head', name: 'Глеб Начальник', departmentId: department })
  seller = await company.person({ role: 'seller', name: 'Анна Своя', managerId: head.id, departmentId: department })
  await company.person({ role: 'seller', name: 'Борис Чужой' })
  stranger = await (await app.company()).person({ role: 'owner' })
})
afterAll(() => app.close())

const HEAD = 'ID;Название сделки;Бюджет;Ответственный;Дата создания;Этап сделки\n'
const row = (id: number, owner_: string, amount = 100) =>
  `${id};Сделка ${id};${amount};${owner_};01.02.2026;Переговоры\n`

describe('who may', () => {
  test('a stranger gets nowhere', async () => {
    expect(await sendFile(app, null, 'a.csv', HEAD)).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } })
    const { imports } = app.stranger
    const id = '0192f000-0000-7000-8000-000000000001'
    const asked = [
      imports.list({}), imports.get({ id }), imports.progress({ id }), imports.check({ id }), imports.commit({ id }), imports.cancel({ id }), imports.read({ id }),
      imports.rows({ id }), imports.revertPreview({ id }), imports.revert({ id, changedLater: 'keep' }), imports.remove({ id }), imports.saveMapping({ id, name: 'x' }),
      imports.mappings({}), imports.removeMapping({ id }),
    ] // prettier-ignore
    for (const answer of await Promise.allSettled(asked))
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'UNAUTHORIZED' } })
    const report = await app.server.inject({ method: 'GET', url: `/api/imports/${id}/report` })
    expect(report.statusCode).toBe(401)
  })

  test.each(['seller', 'hr'])('a %s imports nothing and sees no imports', async (role) => {
    const person = await company.person({ role })
    expect(await sendFile(app, person, 'a.csv', HEAD)).toMatchObject({ status: 403 })
    await expect(app.as(person).imports.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.as(person).imports.mappings({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('a marketer brings in spend and nothing else', async () => {
    const person = await company.person({ role: 'marketing' })
    for (const kind of ['deals', 'people', 'payments', 'activities'] as const)
      expect(await sendFile(app, person, 'a.csv', HEAD, kind)).toMatchObject({ status: 403 })
    expect(await sendFile(app, person, 'a.csv', HEAD)).toMatchObject({ status: 200, body: { kind: 'spend' } })
  })

  test('an accountant brings in payments and spend and nothing else', async () => {
    const person = await company.person({ role: 'finance' })
    for (const kind of ['deals', 'people', 'products', 'companies'] as const)
      expect(await sendFile(app, person, 'a.csv', HEAD, kind)).toMatchObject({ status: 403 })
    expect(await sendFile(app, person, 'a.csv', HEAD)).toMatchObject({ status: 200, body: { kind: 'payments' } })
  })

  test('an auditor reads the journal and changes nothing', async () => {
    const auditor = await company.person({ role: 'auditor' })
    const one = await importing(app, owner).upload('deals.csv', HEAD + row(900, 'Анна Своя'))
    expect(await sendFile(app, auditor, 'a.csv', HEAD)).toMatchObject({ status: 403 })
    expect((await app.as(auditor).imports.list({})).rows.map(({ id }) => id)).toContain(one.id)
    await expect(app.as(auditor).imports.check({ id: one.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('an import of somebody else does not exist for a head, nor for another company', async () => {
    const imports = importing(app, owner)
    const one = await imports.check(await imports.upload('deals.csv', HEAD + row(901, 'Анна Своя')))
    for (const person of [head, stranger]) {
      const { imports: api } = app.as(person)
      const { id } = one
      const mapping = one.suggestion?.mapping
      if (!mapping) throw new Error('no mapping')
      const asked = [
        api.get({ id }), api.progress({ id }), api.check({ id }), api.commit({ id }), api.cancel({ id }), api.read({ id }), api.rows({ id }), api.map({ id, mapping }),
        api.revertPreview({ id }), api.revert({ id, changedLater: 'keep' }), api.remove({ id }), api.saveMapping({ id, name: 'x' }),
      ] // prettier-ignore
      for (const answer of await Promise.allSettled(asked))
        expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'NOT_FOUND' } })
      expect((await api.list({})).rows).toEqual([])
      const report = await app.server.inject({
        method: 'GET',
        url: `/api/imports/${id}/report`,
        headers: { 'x-test-person': person.id },
      })
      expect(report.statusCode).toBe(404)
    }
    expect((await imports.commit(one)).status).toBe('done')
  })

  test('a head brings deals of his own people and of new ones, who become his; not of others, and not under a taken id', async () => {
    const first = importing(app, owner)
    await first.commit(await first.check(await first.upload('deals.csv', HEAD + row(10, 'Борис Чужой'))))
    const imports = importing(app, head)
    const content =
      HEAD +
      row(11, 'Анна Своя') +
      row(12, 'Новый Человек') +
      row(13, 'Борис Чужой') +
      row(14, '') +
      row(10, 'Анна Своя')
    const checked = await imports.check(await imports.upload('deals.csv', content))
    expect(checked.result).toMatchObject({ create: 2, rejected: 3, made: { people: ['Новый Человек'] } })
    const { rows } = await imports.api.rows({ id: checked.id, action: 'rejected' })
    expect(rows.map(({ line, problems }) => [line, problems[0]?.reason])).toEqual([
      [4, 'OWNER_OUT_OF_SCOPE'],
      [5, 'OWNER_MISSING'],
      [6, 'ID_TAKEN'],
    ])
    expect((await imports.commit(checked)).status).toBe('done')
    const seen = await app.as(head).deals.list({ sort: 'title' })
    expect(seen.rows.map(({ title, owner: whose }) => [title, whose?.name])).toEqual([
      ['Сделка 11', 'Анна Своя'],
      ['Сделка 12', 'Новый Человек'],
      ['Сделка 901', 'Анна Своя'],
    ])
    await expect(imports.upload('teams.csv', 'Менеджер;Руководитель\nА;Б\n', 'people')).rejects.toThrow('403')
  })

  test('an administrator carries data over and sees no deals, before or after', async () => {
    const admin = await company.person({ role: 'admin' })
    const imports = importing(app, admin)
    const done = await imports.commit(
      await imports.check(await imports.upload('deals.csv', HEAD + row(20, 'Анна Своя'))),
    )
    expect(done.status).toBe('done')
    const changed = await imports.check(await imports.upload('deals.csv', HEAD + row(20, 'Анна Своя', 250)))
    expect(changed.result).toMatchObject({ update: 1 })
    const { rows } = await imports.api.rows({ id: changed.id })
    expect(rows[0]?.problems[0]).toMatchObject({ reason: 'CHANGED', value: '250.00 RUB', data: { before: null } })
    await expect(app.as(admin).deals.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await app.as(seller).deals.list({ text: 'Сделка 20' })).rows).toHaveLength(1)
  })
})

describe('the way back', () => {
  test('deals that people have changed since are named, and stay unless told otherwise', async () => {
    const imports = importing(app, owner)
    const done = await imports.commit(
      await imports.check(
        await imports.upload('back.csv', HEAD + row(30, 'Анна Своя') + row(31, 'Анна Своя') + row(32, 'Анна Своя')),
      ),
    )
    const { rows } = await app.as(owner).deals.list({ text: 'Сделка 31' })
    const [deal] = rows
    if (!deal) throw new Error('the deal is not there')
    await app.as(seller).deals.edit({ id: deal.id, version: deal.version, changes: { comment: 'Позвонить в среду' } })
    expect(await imports.api.revertPreview({ id: done.id })).toMatchObject({
      remove: 3,
      restore: 0,
      changedLater: 1,
      examples: [{ id: deal.id, title: 'Сделка 31', made: true }],
    })
    const reverted = await imports.revert(done)
    expect(reverted).toMatchObject({ status: 'reverted', result: { reverted: { removed: 2, restored: 0, kept: 1 } } })
    const left = await app.as(owner).deals.list({ text: 'Сделка 3' })
    expect(left.rows.map(({ title }) => title)).toEqual(['Сделка 31'])
  })

  test('a changed deal gets its amount, owner and stage back, and its figures with them', async () => {
    const imports = importing(app, owner)
    const first = await imports.commit(
      await imports.check(await imports.upload('first.csv', HEAD + row(40, 'Анна Своя'))),
    )
    expect(first.status).toBe('done')
    const won =
      'ID;Название сделки;Бюджет;Ответственный;Дата создания;Дата закрытия;Этап сделки\n40;Сделка сорок;700;Борис Чужой;01.02.2026;05.03.2026;Успешно реализовано\n'
    const second = await imports.commit(await imports.check(await imports.upload('second.csv', won)))
    expect(second.result).toMatchObject({ create: 0, update: 1 })
    const find = async (text: string) => (await app.as(owner).deals.list({ text })).rows[0]
    expect(await find('Сделка сорок')).toMatchObject({
      amountMinor: 70_000,
      owner: { name: 'Борис Чужой' },
      stage: { meaning: 'won' },
    })
    await imports.revert(second)
    expect(await find('Сделка 40')).toMatchObject({
      amountMinor: 10_000,
      owner: { name: 'Анна Своя' },
      stage: { name: 'Переговоры', meaning: 'open' },
      closedAt: null,
    })
  })

  test('a pipeline that one import made and a later one filled goes with the last of them', async () => {
    const imports = importing(app, owner)
    const rentOf = (id: number, stage: string) =>
      `ID;Название сделки;Воронка;Дата создания;Этап сделки\n${id};Аренда ${id};Аренда;01.02.2026;${stage}\n`
    const bring = async (id: number, stage: string) =>
      imports.commit(
        await imports.check(await imports.upload(`rent-${id}.csv`, rentOf(id, stage)), (mapping) => ({
          pipelines: mapping.pipelines.length > 0 ? mapping.pipelines : [{ value: 'Аренда', to: { name: 'Аренда' } }],
          stages: [{ pipeline: 'Аренда', value: stage, to: { name: stage, meaning: 'open', position: id } }],
        })),
      )
    const first = await bring(60, 'Заявка')
    const second = await bring(61, 'Осмотр')
    expect([first.status, second.status]).toEqual(['done', 'done'])
    const pipelines = async () => (await app.as(owner).deals.reference({})).pipelines.map(({ name }) => name)
    await imports.revert(first)
    expect(await pipelines()).toContain('Аренда')
    await imports.revert(second)
    expect(await pipelines()).not.toContain('Аренда')
  })

  test('what came of an import is audited, and cannot be reverted twice', async () => {
    const imports = importing(app, owner)
    const done = await imports.commit(
      await imports.check(await imports.upload('audit.csv', HEAD + row(50, 'Анна Своя'))),
    )
    await imports.revert(done)
    await expect(imports.api.revert({ id: done.id, changedLater: 'keep' })).rejects.toMatchObject({
      code: 'IMPORT_BUSY',
    })
    await expect(imports.api.commit({ id: done.id })).rejects.toMatchObject({ code: 'IMPORT_BUSY' })
    const { rows } = await app.as(owner).org.audit({ action: 'import' })
    const own = rows.filter(({ subjectId }) => subjectId === done.id).map(({ action }) => action)
    expect(own.toSorted()).toEqual(['import.committed', 'import.reverted', 'import.uploaded'])
  })
})

test('a mapping that was saved is offered for the next file with the same headers', async () => {
  const imports = importing(app, owner)
  const odd = 'Колонка А;Колонка Б;Колонка В\n'
  const one = await imports.upload('odd.csv', `${odd}1;Первая;Переговоры\n`)
  await imports.check(one, () => ({
    columns: [
      { column: 0, target: 'externalId' },
      { column: 1, target: 'title' },
      { column: 2, target: 'stage' },
    ],
  }))
  const mapped = await imports.api.get({ id: one.id })
  await imports.check(mapped)
  await imports.api.saveMapping({ id: one.id, name: 'Странная выгрузка' })
  const next = await imports.upload('odd again.csv', `${odd}2;Вторая;Переговоры\n`)
  expect(next.suggestion?.savedName).toBe('Странная выгрузка')
  expect(next.suggestion?.mapping.columns.map(({ target }) => target)).toEqual(['externalId', 'title', 'stage'])
  expect((await imports.api.mappings({})).map(({ name }) => name)).toEqual(['Странная выгрузка'])
})

test('the report is a table that opens in a spreadsheet, formulas in it are texts', async () => {
  const imports = importing(app, owner)
  const checked = await imports.check(
    await imports.upload(
      'report.csv',
      `${HEAD}60;=2+5;минус;Анна Своя;01.02.2026;Переговоры\n61;Б;=1+1;Анна Своя;01.02.2026;Переговоры\n`,
    ),
  )
  const csv = await app.server.inject({
    method: 'GET',
    url: `/api/imports/${checked.id}/report?format=csv`,
    headers: { 'x-test-person': owner.id },
  })
  expect(csv.headers['content-disposition']).toContain('report.csv')
  expect(csv.body.split('\r\n').slice(0, 3)).toEqual([
    '\ufeffСтрока;Что будет;Колонка;Значение;Было;Пояснение',
    '2;отклонена;Бюджет;минус;;Сумма не читается',
    "3;отклонена;Бюджет;'=1+1;;Сумма не читается",
  ])
  const xlsx = await app.server.inject({
    method: 'GET',
    url: `/api/imports/${checked.id}/report?format=xlsx`,
    headers: { 'x-test-person': owner.id },
  })
  expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK')
})
