import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'

const clock = stillClock('2026-11-21T09:00:00+03:00')
let app: TestApp
beforeAll(async () => {
  app = await testApp({ clock })
})
afterAll(() => app.close())

let company: Awaited<ReturnType<TestApp['company']>>
let pipeline: Awaited<ReturnType<Awaited<ReturnType<TestApp['company']>>['pipeline']>>
let owner: TestPerson
let head: TestPerson
let seller: TestPerson
let admin: TestPerson
let dealId: string

beforeEach(async () => {
  company = await app.company()
  pipeline = await company.pipeline()
  owner = await company.person({ role: 'owner', name: 'Ольга Собственник' })
  head = await company.person({ role: 'head', name: 'Глеб Руководитель' })
  seller = await company.person({ name: 'Семён Продавец', managerId: head.id })
  admin = await company.person({ role: 'admin' })
  dealId = (await deals(seller).create({ title: 'Завод', amountMinor: 100_00 })).id
})

const deals = (by = owner) => app.as(by).deals
const contact = async (fullName: string): Promise<string> => {
  const row = { workspace_id: owner.workspaceId, full_name: fullName }
  return (await app.database.insertInto('contacts').values(row).returning('id').executeTakeFirstOrThrow()).id
}

describe('contacts of a deal', () => {
  test('have roles, one of them is the main one, and their history is kept', async () => {
    const [ivan, maria] = [await contact('Иван Клиентов'), await contact('Мария Технолог')]
    const role = await deals().addContactRole({ name: 'ЛПР' })
    const card = await deals(seller).setContacts({
      id: dealId,
      version: 1,
      mainId: maria,
      contacts: [
        { contactId: ivan, roleId: role.id },
        { contactId: maria, roleId: null },
      ],
    })
    expect(card.contact?.name).toBe('Мария Технолог')
    expect(card.contacts).toMatchObject([
      { name: 'Мария Технолог', main: true, role: null },
      { name: 'Иван Клиентов', main: false, role: { name: 'ЛПР' } },
    ])
    const { entries } = await deals(seller).history({ id: dealId })
    expect(entries.find(({ kind }) => kind === 'edited')?.changes).toMatchObject([
      { field: 'contacts', fromName: null, toName: 'Иван Клиентов (ЛПР), Мария Технолог' },
      { field: 'contactId', toName: 'Мария Технолог' },
    ])
    const late = deals(seller).setContacts({ id: dealId, version: 1, mainId: null, contacts: [] })
    await expect(late).rejects.toMatchObject({
      code: 'DEAL_CHANGED',
      data: { by: { name: 'Семён Продавец' }, current: { version: 2 } },
    })
  })

  test('show the main one although nobody has named it among them', async () => {
    const ivan = await contact('Иван Клиентов')
    await deals(seller).edit({ id: dealId, version: 1, changes: { contactId: ivan } })
    expect((await deals(seller).get({ id: dealId })).contacts).toMatchObject([{ id: ivan, main: true, role: null }])
  })

  test('must exist, and so must the role', async () => {
    const ivan = await contact('Иван Клиентов')
    const missing = { code: 'REFERENCE_MISSING', data: { fields: ['contacts'] } }
    const put = (contactId: string, roleId: string | null) =>
      deals(seller).setContacts({ id: dealId, version: 1, mainId: null, contacts: [{ contactId, roleId }] })
    await expect(put(seller.id, null)).rejects.toMatchObject(missing)
    await expect(put(ivan, ivan)).rejects.toMatchObject(missing)
  })
})

describe('the team of a deal', () => {
  const share = (person: TestPerson, part: number) => ({ personId: person.id, share: part })

  test('splits the credit into a whole, with the owner in it', async () => {
    const put = (...members: { personId: string; share: number }[]) =>
      deals(head).setTeam({ id: dealId, version: 1, members })
    await expect(put(share(seller, 0.6), share(head, 0.3))).rejects.toMatchObject({
      code: 'SHARES_NOT_WHOLE',
      data: { percent: 90 },
    })
    await expect(put(share(head, 1))).rejects.toMatchObject({ code: 'TEAM_WITHOUT_OWNER' })
    const card = await put(share(seller, 0.6), share(head, 0.4))
    expect(card.team).toMatchObject([
      { name: 'Семён Продавец', share: 0.6, isOwner: true },
      { name: 'Глеб Руководитель', share: 0.4, isOwner: false },
    ])
    const { entries } = await deals(head).history({ id: dealId })
    expect(entries.find(({ kind }) => kind === 'edited')?.changes).toMatchObject([
      { field: 'team', toName: 'Семён Продавец 60\u00a0%, Глеб Руководитель 40\u00a0%' },
    ])
    await expect(deals(seller).setTeam({ id: dealId, version: 2, members: [] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  test('shares the sales of a won deal: counted once, its money by the shares, in plan/fact too', async () => {
    await deals(head).edit({ id: dealId, version: 1, changes: { amountMinor: 100_001, currency: 'RUB' } })
    await deals(head).setTeam({ id: dealId, version: 2, members: [share(seller, 0.5), share(head, 0.5)] })
    await deals(seller).move({ id: dealId, stageId: pipeline.won })
    const period = '2026-11'
    const soldBy = async ({ id: subjectId }: TestPerson) => {
      const { rows } = await app.as(owner).planfact.bookings({ period, level: 'person', subjectId })
      return rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    }
    expect(await soldBy(seller)).toBe(50_001)
    expect(await soldBy(head)).toBe(50_000)
  })

  test('gives the new owner the place of the former one', async () => {
    await deals(head).setTeam({ id: dealId, version: 1, members: [share(seller, 0.7), share(head, 0.3)] })
    const card = await deals(head).edit({ id: dealId, version: 2, changes: { ownerId: head.id } })
    expect(card.team).toMatchObject([{ id: head.id, share: 1, isOwner: true }])
  })
})

test('a loss names the competitor, and a return forgets him', async () => {
  const reason = await deals().addLossReason({ name: 'Выбрали конкурента' })
  const rival = await deals().addCompetitor({ name: 'Гидроплюс' })
  const lost = { id: dealId, stageId: pipeline.lost, lossReasonId: reason.id }
  await expect(deals(seller).move({ ...lost, lossCompetitorId: seller.id })).rejects.toMatchObject({
    code: 'REFERENCE_MISSING',
  })
  await deals(seller).move({ ...lost, lossCompetitorId: rival.id })
  expect(await deals(seller).get({ id: dealId })).toMatchObject({ lossCompetitor: { name: 'Гидроплюс' } })
  const other = await deals().addLossReason({ name: 'Дорого' })
  const corrected = { lossReasonId: other.id, lossComment: 'На 20 % дешевле' }
  expect(await deals(seller).edit({ id: dealId, version: 2, changes: corrected })).toMatchObject({
    lossReason: { name: 'Дорого' },
    lossComment: 'На 20 % дешевле',
    lossCompetitor: { name: 'Гидроплюс' },
  })
  await deals(seller).move({ id: dealId, stageId: pipeline.stage('Новая') })
  expect(await deals(seller).get({ id: dealId })).toMatchObject({ lossCompetitor: null, lossReason: null })
  const { entries } = await deals(seller).history({ id: dealId })
  expect(entries.flatMap(({ changes }) => changes)).toContainEqual(
    expect.objectContaining({ field: 'lossCompetitorId', fromName: 'Гидроплюс', toName: null }),
  )
})

test('a copy has the fields, contacts and team of the deal, and a life of its own', async () => {
  const ivan = await contact('Иван Клиентов')
  const field = await app.as(owner).fields.add({ subject: 'deal', name: 'Объём', kind: 'number' })
  await deals(head).setContacts({ id: dealId, version: 1, mainId: ivan, contacts: [{ contactId: ivan, roleId: null }] })
  await deals(head).edit({ id: dealId, version: 2, changes: { custom: { [field.id]: 5 } } })
  await deals(head).setTeam({
    id: dealId,
    version: 3,
    members: [
      { personId: seller.id, share: 0.5 },
      { personId: head.id, share: 0.5 },
    ],
  })
  await deals(seller).move({ id: dealId, stageId: pipeline.won })
  const copy = await deals(seller).copy({ id: dealId })
  expect(copy).toMatchObject({
    title: 'Завод',
    amountMinor: 100_00,
    stage: { name: 'Новая' },
    owner: { id: seller.id },
    contact: { name: 'Иван Клиентов' },
    custom: { [field.id]: 5 },
    version: 1,
  })
  expect(copy.team.map(({ share }) => share)).toEqual([0.5, 0.5])
  expect((await deals(seller).history({ id: copy.id })).entries.map(({ kind }) => kind).toSorted()).toEqual([
    'created',
    'edited',
  ])
})

test('a copy of an old deal goes to a pipeline in use and to somebody who works', async () => {
  const old = await deals(owner).addPipeline({
    name: 'Старая',
    stages: [
      { name: 'Работа', meaning: 'open' },
      { name: 'Да', meaning: 'won' },
      { name: 'Нет', meaning: 'lost' },
    ],
  })
  const [work = '', won = ''] = old.stages.map(({ id }) => id)
  const gone = await company.person({ name: 'Ушедший', managerId: head.id })
  const { id } = await deals(gone).create({ title: 'Прежняя', stageId: work })
  await deals(gone).move({ id, stageId: won })
  await deals(owner).editPipeline({ id: old.id, archived: true })
  await app.database.updateTable('people').set({ left_on: '2026-01-01' }).where('id', '=', gone.id).execute()

  expect(await deals(head).copy({ id })).toMatchObject({ stage: { name: 'Новая' }, owner: { id: head.id } })
  await expect(deals(head).create({ title: 'Новая', stageId: work })).rejects.toMatchObject({ code: 'STAGE_UNKNOWN' })
  // The deal that is there may still come back.
  expect((await deals(head).move({ id, stageId: work })).deal.stage).toMatchObject({ name: 'Работа' })
})

test('a copy made just after midnight of the company forgets a date of closing that was yesterday and keeps that of today', async () => {
  clock.moveTo('2026-11-22T00:30:00+03:00')
  await deals(seller).edit({ id: dealId, version: 1, changes: { expectedCloseOn: '2026-11-21' } })
  expect((await deals(seller).copy({ id: dealId })).expectedCloseOn).toBeNull()
  await deals(seller).edit({ id: dealId, version: 2, changes: { expectedCloseOn: '2026-11-22' } })
  expect((await deals(seller).copy({ id: dealId })).expectedCloseOn).toBe('2026-11-22')
  clock.moveTo('2026-11-21T09:00:00+03:00')
})

describe('the trash', () => {
  test('says who threw a deal away, gives it back and lets it go for ever', async () => {
    await deals(head).trash({ ids: [dealId], deleted: true })
    const { rows } = await deals(head).trashed({})
    expect(rows).toMatchObject([
      { id: dealId, title: 'Завод', baseMinor: 100_00, deletedBy: { name: 'Глеб Руководитель' } },
    ])
    await expect(deals(seller).trashed({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(deals(head).purge({ ids: [dealId] })).rejects.toMatchObject({ code: 'FORBIDDEN' })

    await deals(head).trash({ ids: [dealId], deleted: false })
    await expect(deals(owner).purge({ ids: [dealId] })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await deals(head).trash({ ids: [dealId], deleted: true })
    expect(await deals(owner).purge({ ids: [dealId] })).toEqual({ deleted: 1 })
    expect((await deals(owner).trashed({})).rows).toEqual([])
    await expect(deals(head).trash({ ids: [dealId], deleted: false })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const audit = await app.as(owner).org.audit({})
    expect(audit.rows).toContainEqual(expect.objectContaining({ action: 'deal.purged', subjectId: dealId }))
  })

  test('does not let a deal go that has a contract', async () => {
    await deals(head).trash({ ids: [dealId], deleted: true })
    await sql`insert into contracts (workspace_id, deal_id, owner_id, number, signed_on, amount_minor, currency)
      values (${owner.workspaceId}::uuid, ${dealId}::uuid, ${seller.id}::uuid, '17', '2026-11-20', 100, 'RUB')`.execute(
      app.database,
    )
    await expect(deals(admin).purge({ ids: [dealId] })).rejects.toMatchObject({ code: 'DEALS_IN_USE' })
    expect((await deals(head).trashed({})).rows).toHaveLength(1)
  })

  test('is emptied by an administrator, who sees no sums in it', async () => {
    await deals(head).trash({ ids: [dealId], deleted: true })
    expect((await deals(admin).trashed({})).rows).toMatchObject([{ id: dealId, baseMinor: null }])
    expect(await deals(admin).purge({ ids: [dealId] })).toEqual({ deleted: 1 })
  })

  test('of another team and of another company is out of sight', async () => {
    const rival = await (await app.company()).person({ role: 'owner' })
    await deals(head).trash({ ids: [dealId], deleted: true })
    expect((await deals(rival).trashed({})).rows).toEqual([])
    await expect(deals(rival).purge({ ids: [dealId] })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('gives its pages in order, each deal once', async () => {
    const ids = [dealId]
    for (const title of ['Два', 'Три', 'Четыре']) ids.push((await deals(head).create({ title })).id)
    for (const id of ids) await deals(head).trash({ ids: [id], deleted: true })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await deals(head).trashed({ limit: 1, ...(cursor && { cursor }) })
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(ids.toReversed())
    expect((await deals(head).trashed({ text: 'четы' })).rows).toHaveLength(1)
  })

  test('gives deals that were thrown away together on several pages, none is passed over', async () => {
    const ids = [dealId]
    for (const title of ['Два', 'Три']) ids.push((await deals(head).create({ title })).id)
    await deals(head).trash({ ids, deleted: true })
    const first = await deals(head).trashed({ limit: 2 })
    const second = await deals(head).trashed({ limit: 2, cursor: first.nextCursor ?? '' })
    expect([...first.rows, ...second.rows].map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  })
})
