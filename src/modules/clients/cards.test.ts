import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actorOf } from '#modules/auth/data/actor.ts'
import { type TestApp, testApp } from '../../testing.ts'
import { addCompany } from './service/companies.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner', name: 'Ольга Владелец' })
  const { stage } = await company.pipeline()
  return { company, owner, api: app.as(owner), stage }
}

describe('numbers', () => {
  test('a client is found by any of its numbers written in any way, and by an address', async () => {
    const { api } = await office()
    const { id } = await api.clients.addCompany({
      name: 'Вега',
      phones: [{ number: '+7 495 111-22-33' }, { number: '8 (916) 000-11-22', note: 'склад' }],
      emails: [{ email: 'Info@Vega.RU' }],
    })
    const person = await api.clients.addContact({ fullName: 'Анна Белова', phones: [{ number: '+7 916 777-88-99' }] })
    for (const text of ['9160001122', '+7(495)1112233', '8-916-000-11-22', 'info@vega.ru'])
      expect((await api.clients.companies({ text })).rows.map((row) => row.id)).toEqual([id])
    expect((await api.clients.contacts({ text: '8 916 777 88 99' })).rows.map((row) => row.id)).toEqual([person.id])
    expect((await api.clients.contacts({ text: 'бел' })).rows).toHaveLength(1)
  })

  test('the wrong one of several is named, a repeated one is one', async () => {
    const { api } = await office()
    await expect(
      api.clients.addCompany({ name: 'А', phones: [{ number: '+7 495 111-22-33' }, { number: 'спросить' }] }),
    ).rejects.toMatchObject({ code: 'PHONE_WRONG', data: { value: 'спросить' } })
    const { id } = await api.clients.addCompany({
      name: 'Б',
      phones: [{ number: '+7 495 111-22-33' }, { number: '84951112233' }],
    })
    expect((await api.clients.company({ id })).phones).toEqual([{ number: '+7 495 111-22-33', note: null }])
  })

  test('a link that is no link of the web is refused', async () => {
    const { api } = await office()
    const links = [{ url: 'javascript:alert(1)' }]
    await expect(api.clients.addCompany({ name: 'А', links })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

test('a company is added for somebody else by those alone who may give it to him', async () => {
  const { company, owner, api } = await office()
  const seller = await company.person({ role: 'seller', managerId: owner.id })
  const ask = app.as(seller).clients
  await expect(ask.addCompany({ name: 'Вега', ownerId: owner.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const { id } = await ask.addCompany({ name: 'Вега', ownerId: seller.id })
  expect((await api.clients.company({ id })).owner?.id).toBe(seller.id)
  await api.clients.addCompany({ name: 'Гамма', ownerId: seller.id })
})

describe('requisites and holdings', () => {
  test('of two companies that are added at once with one ИНН the second is refused', async () => {
    const { owner, api } = await office()
    const actor = await actorOf(app.gate, owner.id)
    if (!actor) throw new Error('no actor')
    const inn = '7707083893'
    const [second] = await app.gate.as(actor, async (tx) => {
      await addCompany(tx, actor, { name: 'А', inn })
      const asked = api.clients.addCompany({ name: 'Б', inn }).catch((error: unknown) => error)
      // The first is not there yet for anybody else.
      await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 300))])
      return [asked]
    })
    expect(await second).toMatchObject({ code: 'COMPANY_EXISTS' })
  })

  test('a КПП changed to that of another branch makes a second company of one, and is refused', async () => {
    const { api } = await office()
    const inn = '7707083893'
    await api.clients.addCompany({ name: 'Завод', inn, kpp: '770701001' })
    const { id } = await api.clients.addCompany({ name: 'Филиал', inn, kpp: '780402002' })
    for (const kpp of ['770701001', null])
      await expect(api.clients.editCompany({ id, version: 1, kpp })).rejects.toMatchObject({ code: 'COMPANY_EXISTS' })
    expect((await api.clients.editCompany({ id, version: 1, kpp: '780402003' })).kpp).toBe('780402003')
    // A twin that was wanted anyway stays one whatever is said of it.
    const twin = await api.clients.addCompany({ name: 'Двойник', inn, anyway: true })
    await api.clients.editCompany({ id: twin.id, version: 1, kpp: '780402003' })
  })

  test('a branch has the ИНН of its firm and another КПП; a wrong КПП and one of an entrepreneur are refused', async () => {
    const { api } = await office()
    const firm = { name: 'Завод', inn: '7707083893', kpp: '770701001' }
    await api.clients.addCompany(firm)
    await api.clients.addCompany({ ...firm, name: 'Завод, филиал', kpp: '780402002' })
    await expect(api.clients.addCompany({ ...firm, name: 'Двойник' })).rejects.toMatchObject({ code: 'COMPANY_EXISTS' })
    await api.clients.addCompany({ ...firm, name: 'Двойник', anyway: true })
    await expect(api.clients.addCompany({ name: 'А', kpp: '12' })).rejects.toMatchObject({ code: 'KPP_WRONG' })
    await expect(api.clients.addCompany({ name: 'ИП', inn: '500100732259', kpp: '770701001' })).rejects.toMatchObject({
      code: 'KPP_WRONG',
    })
  })

  test('a loop of holdings is refused, however long', async () => {
    const { api } = await office()
    const a = await api.clients.addCompany({ name: 'А' })
    const b = await api.clients.addCompany({ name: 'Б', parentId: a.id })
    const c = await api.clients.addCompany({ name: 'В', parentId: b.id })
    for (const parentId of [a.id, b.id, c.id])
      await expect(api.clients.editCompany({ id: a.id, version: 1, parentId })).rejects.toMatchObject({
        code: 'PARENT_LOOP',
      })
    expect((await api.clients.company({ id: a.id })).children.map(({ id }) => id)).toEqual([b.id])
  })
})

describe('history', () => {
  test('every changed field stands in the timeline with its author, old and new value; what is the same does not', async () => {
    const { api } = await office()
    const { id } = await api.clients.addCompany({ name: 'Вега', region: 'Тула' })
    await api.clients.editCompany({ id, version: 1, name: 'Вега', region: 'Тверь', tags: ['VIP', 'vip'] })
    const unchanged = await api.clients.editCompany({ id, version: 2, region: 'Тверь' })
    expect(unchanged.version).toBe(2)
    const { rows } = await api.clients.timeline({ kind: 'company', id })
    const edits = rows.filter(({ kind }) => kind === 'edited')
    expect(edits).toMatchObject([{ by: { name: 'Ольга Владелец' }, source: 'ui' }])
    expect(edits[0]?.changes).toEqual([
      { field: 'tags', from: null, to: 'vip', erased: false },
      { field: 'region', from: 'Тула', to: 'Тверь', erased: false },
    ])
  })

  test('who comes second gets what is there now', async () => {
    const { api } = await office()
    const { id } = await api.clients.addContact({ fullName: 'Анна Белова' })
    await api.clients.editContact({ id, version: 1, jobTitle: 'Директор' })
    await expect(api.clients.editContact({ id, version: 1, jobTitle: 'Снабженец' })).rejects.toMatchObject({
      code: 'CLIENT_CHANGED',
      data: { version: 2, current: { jobTitle: 'Директор' } },
    })
  })

  test('two people change different fields of one card, and neither hinders the other', async () => {
    const { api, company } = await office()
    const second = await company.person({ role: 'owner' })
    const { id } = await api.clients.addCompany({ name: 'Вега' })
    await api.clients.editCompany({ id, version: 1, region: 'Тула' })
    const card = await app.as(second).clients.editCompany({ id, version: 1, industry: 'Химия' })
    expect(card).toMatchObject({ version: 3, region: 'Тула', industry: 'Химия' })
    await expect(app.as(second).clients.editCompany({ id, version: 1, region: 'Тверь' })).rejects.toMatchObject({
      code: 'CLIENT_CHANGED',
      data: { by: 'Ольга Владелец' },
    })
  })

  test('consents keep their day and where they are known from', async () => {
    const { api } = await office()
    const consents = { mailing: { given: false, on: '2026-11-01', source: 'письмо' } }
    const { id } = await api.clients.addContact({ fullName: 'Анна Белова', consents })
    expect((await api.clients.contact({ id })).consents).toEqual(consents)
  })
})

describe('the timeline', () => {
  test('tells of deals, moves and calls in order, page by page without gaps', async () => {
    const { api, stage, owner, company } = await office()
    const { id } = await api.clients.addCompany({ name: 'Вега' })
    const deal = await api.deals.create({ title: 'Насос', companyId: id, stageId: stage('Новая'), amountMinor: 700 })
    await api.deals.move({ id: deal.id, stageId: stage('Квалификация') })
    await api.deals.move({ id: deal.id, stageId: stage('Успешно') })
    await sql`insert into activities (workspace_id, kind, owner_id, deal_id, company_id, occurred_at, result)
      values (${company.id}::uuid, 'call', ${owner.id}::uuid, ${deal.id}::uuid, ${id}::uuid, '2026-11-20T10:00:00Z', 'Договорились')`.execute(
      app.database,
    )
    const whole = await api.clients.timeline({ kind: 'company', id })
    expect(new Set(whole.rows.map(({ kind }) => kind))).toEqual(
      new Set(['added', 'deal_added', 'deal_moved', 'deal_won', 'activity']),
    )
    const found: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: typeof whole = await api.clients.timeline({
        kind: 'company',
        id,
        limit: 2,
        ...(cursor && { cursor }),
      })
      found.push(...page.rows.map((entry) => entry.id))
      cursor = page.nextCursor
    }
    expect(found).toEqual(whole.rows.map((entry) => entry.id))
    const deals = await api.clients.clientDeals({ kind: 'company', id })
    expect(deals).toMatchObject({ count: 1, sums: { won: 1, wonMinor: 700 }, rows: [{ title: 'Насос' }] })
  })

  test('hides what another team has with the same company, and everything from another workspace', async () => {
    const { company, api } = await office()
    const [mine, colleague] = [await company.person(), await company.person()]
    const other = await office()
    const { id } = await api.clients.addCompany({ name: 'Общая' })
    await app.as(colleague).deals.create({ title: 'Чужая сделка', companyId: id })
    const seen = await app.as(mine).clients.timeline({ kind: 'company', id })
    expect(seen.rows.map(({ kind }) => kind)).toEqual(['added'])
    expect((await app.as(mine).clients.clientDeals({ kind: 'company', id })).rows).toEqual([])
    await expect(other.api.clients.timeline({ kind: 'company', id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(app.stranger.clients.clientDeals({ kind: 'company', id })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })
})

describe('whose client it is', () => {
  test('a seller takes what nobody has and gives nothing away; a head moves clients among his people', async () => {
    const { company, api } = await office()
    const head = await company.person({ role: 'head' })
    const seller = await company.person({ managerId: head.id })
    const rival = await company.person()
    const { id } = await api.clients.addCompany({ name: 'Ничья', ownerId: null })
    const taken = await app.as(seller).clients.editCompany({ id, version: 1, ownerId: seller.id })
    expect(taken.owner?.id).toBe(seller.id)
    await expect(app.as(seller).clients.editCompany({ id, version: 2, ownerId: rival.id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await app.as(head).clients.editCompany({ id, version: 2, ownerId: head.id })
    await expect(app.as(head).clients.editCompany({ id, version: 3, ownerId: rival.id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  test('a head gives clients of his people to one of them at once, and gets told whose they were', async () => {
    const { company, api } = await office()
    const head = await company.person({ role: 'head' })
    const [one, two] = [await company.person({ managerId: head.id }), await company.person({ managerId: head.id })]
    const rival = await company.person()
    const ids: string[] = []
    for (const person of [one, two, rival]) ids.push((await app.as(person).clients.addCompany({ name: 'Чья-то' })).id)
    const given = await app.as(head).clients.assignClients({ kind: 'company', ids, ownerId: two.id })
    expect(given).toEqual({ count: 1, before: [{ id: ids[0], ownerId: one.id }] })
    expect((await api.clients.company({ id: ids[2]! })).owner?.id).toBe(rival.id)
    const { rows } = await api.clients.timeline({ kind: 'company', id: ids[0]! })
    expect(rows[0]?.changes).toMatchObject([{ field: 'ownerId' }])
    const assign = (person: typeof head, ownerId: string) =>
      app.as(person).clients.assignClients({ kind: 'company', ids, ownerId })
    await expect(assign(head, rival.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(assign(one, one.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('search and hints name exactly the contacts that the policies show', async () => {
    const { company, api, owner } = await office()
    const [mine, colleague] = [await company.person(), await company.person()]
    for (const [index, person] of [mine, colleague, owner].entries())
      await app.as(person).clients.addContact({ fullName: `Белова Анна ${index}`, phone: '+7 916 000-11-22' })
    await sql`update contacts set owner_id = null where workspace_id = ${company.id}::uuid and full_name = 'Белова Анна 2'`.execute(
      app.database,
    )
    const listed = (await app.as(mine).clients.contacts({})).rows.map(({ fullName }) => fullName)
    const searched = (await app.as(mine).clients.contacts({ text: 'белова' })).rows.map(({ fullName }) => fullName)
    const hinted = async (given: object) =>
      (await app.as(mine).clients.likelyDuplicates({ kinds: ['contact'], ...given })).rows
        .map(({ name }) => name)
        .toSorted()
    expect(listed).toEqual(['Белова Анна 0', 'Белова Анна 2'])
    expect(searched).toEqual(listed)
    expect(await hinted({ phones: ['8 916 000 11 22'] })).toEqual(listed)
    expect(await hinted({ name: 'Белова Анна' })).toEqual(listed)
    expect((await api.clients.contacts({ text: 'белова' })).rows).toHaveLength(3)
  })
})

describe('hints while one types', () => {
  test('name who it may be and why, likeliest first', async () => {
    const { api } = await office()
    const { id } = await api.clients.addCompany({
      name: 'ООО «Северстрой»',
      inn: '7707083893',
      phone: '+7 495 111-22-33',
    })
    await api.clients.addCompany({ name: 'АО «Северстрой-Юг»' })
    const { rows } = await api.clients.likelyDuplicates({
      name: 'Северстрой',
      phones: ['4951112233'],
      kinds: ['company'],
    })
    // The signs come apart: what they are called is said in the reader's language.
    expect(rows[0]).toMatchObject({ id, inn: '7707083893', detail: '+7 495 111-22-33', reasons: ['phone', 'name'] })
    expect((await api.clients.likelyDuplicates({ inn: '7707083893' })).rows).toMatchObject([{ id, reasons: ['inn'] }])
    expect((await api.clients.likelyDuplicates({ name: 'Совсем другое' })).rows).toEqual([])
  })
})

describe('a list as a file', () => {
  test('has all rows of the filter in order, as far as the reader sees them', async () => {
    const { company, api, owner } = await office()
    const marketer = await company.person({ role: 'marketing' })
    for (const name of ['Вега', 'Альфа', 'Бета'])
      await api.clients.addCompany({ name, region: 'Тула', phone: '+7 495 111-22-33' })
    await api.clients.addCompany({ name: 'Другая', region: 'Тверь' })
    const { clientLists } = await import('./api.ts')
    const written = async (id: string) => {
      const actor = (await actorOf(app.gate, id))!
      return app.gate.as(actor, async (tx) => {
        const question = { filter: { regions: ['Тула'] }, columns: ['name', 'phone'] }
        const table = await clientLists[0]!.asTable(tx, actor, question, new Date())
        const rows: unknown[] = []
        for await (const row of table.rows) rows.push(row)
        return { total: table.total, rows }
      })
    }
    const phone = '+7 495 111-22-33'
    expect(await written(owner.id)).toEqual({
      total: 3,
      rows: [
        ['Альфа', phone],
        ['Бета', phone],
        ['Вега', phone],
      ],
    })
    expect((await written(marketer.id)).rows[0]).toEqual(['Альфа', null])
  })
})

describe('the trash', () => {
  test('hides a client from lists and searches, gives it back, and lets only owner and administrator delete for good', async () => {
    const { company, api } = await office()
    const seller = await company.person()
    const admin = await company.person({ role: 'admin' })
    const { id } = await app.as(seller).clients.addCompany({ name: 'Лишняя', inn: '7707083893' })
    const foreign = await api.clients.addCompany({ name: 'Чужая' })
    expect(await app.as(seller).clients.trashCompanies({ ids: [id, foreign.id], deleted: true })).toEqual({ count: 1 })
    expect((await api.clients.companies({ text: 'Лишняя' })).rows).toEqual([])
    expect((await api.clients.companies({ deleted: true })).rows.map((row) => row.id)).toEqual([id])
    await api.clients.addCompany({ name: 'Новая', inn: '7707083893' })
    await api.clients.trashCompanies({ ids: [id], deleted: false })
    expect((await api.clients.companies({ text: 'Лишняя' })).rows).toHaveLength(1)
    await expect(app.as(seller).clients.purgeCompany({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.as(admin).clients.purgeCompany({ id })).rejects.toMatchObject({ code: 'NOT_IN_TRASH' })
    await api.clients.trashCompanies({ ids: [id], deleted: true })
    await app.as(admin).clients.purgeCompany({ id })
    await expect(api.clients.company({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('keeps a client that a deal hangs on', async () => {
    const { api } = await office()
    const { id } = await api.clients.addCompany({ name: 'Нужная' })
    await api.deals.create({ title: 'Сделка', companyId: id })
    await api.clients.trashCompanies({ ids: [id], deleted: true })
    await expect(api.clients.purgeCompany({ id })).rejects.toMatchObject({
      code: 'CLIENT_IN_USE',
      data: { records: 1 },
    })
  })
})
