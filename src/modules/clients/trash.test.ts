import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner', name: 'Ольга Собственник' })
  const head = await company.person({ role: 'head', managerId: owner.id })
  const seller = await company.person({ managerId: head.id })
  const rival = await company.person({ name: 'Роман Чужой' })
  await company.pipeline()
  const { id } = await app.as(seller).clients.addContact({ fullName: 'Пётр Ильин' })
  return { company, owner, head, seller, rival, id, api: app.as(owner) }
}

describe('contacts in the trash', () => {
  test('stand in the list of the trash alone, come back with their history, and are counted', async () => {
    const { api, seller, id } = await office()
    const mine = app.as(seller).clients
    expect(await mine.trashContacts({ ids: [id, id], deleted: true })).toEqual({ count: 1 })
    expect((await mine.contacts({})).rows).toEqual([])
    expect((await mine.contacts({ deleted: true })).rows).toMatchObject([{ id, may: { edit: false } }])
    expect(await mine.trashContacts({ ids: [id], deleted: true })).toEqual({ count: 0 })
    expect(await mine.trashContacts({ ids: [id], deleted: false })).toEqual({ count: 1 })
    expect((await mine.contacts({})).rows).toMatchObject([{ id }])
    const { rows } = await api.clients.timeline({ kind: 'contact', id })
    expect(rows.flatMap(({ changes }) => changes ?? []).map(({ field }) => field)).toEqual(['deleted', 'deleted'])
  })

  test('of another team and of another company are not put there', async () => {
    const { company, rival, seller, id } = await office()
    const other = await office()
    for (const someone of [app.as(rival), other.api])
      expect(await someone.clients.trashContacts({ ids: [id], deleted: true })).toEqual({ count: 0 })
    for (const role of ['finance', 'marketing', 'auditor'])
      await expect(
        app.as(await company.person({ role })).clients.trashContacts({ ids: [id], deleted: true }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(app.stranger.clients.trashContacts({ ids: [id], deleted: true })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    expect((await app.as(seller).clients.contacts({})).rows).toMatchObject([{ id }])
  })
})

describe('deleting a contact for good', () => {
  test('is done from the trash alone, and the audit says by whom', async () => {
    const { api, owner, id } = await office()
    await expect(api.clients.purgeContact({ id })).rejects.toMatchObject({ code: 'NOT_IN_TRASH' })
    await api.clients.trashContacts({ ids: [id], deleted: true })
    await api.clients.purgeContact({ id })
    await expect(api.clients.contact({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await api.clients.contacts({ deleted: true })).rows).toEqual([])
    await expect(api.clients.purgeContact({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { rows } = await api.org.audit({})
    expect(rows.find(({ action }) => action === 'contact.purged')).toMatchObject({ actorId: owner.id, subjectId: id })
  })

  test('is refused while a deal hangs on it: the figures keep their client', async () => {
    const { api, seller, id } = await office()
    const deal = await app.as(seller).deals.create({ title: 'Насос', contactId: id, amountMinor: 100 })
    await api.clients.trashContacts({ ids: [id], deleted: true })
    await expect(api.clients.purgeContact({ id })).rejects.toMatchObject({
      code: 'CLIENT_IN_USE',
      data: { records: 1 },
    })
    expect((await api.deals.get({ id: deal.id })).contact?.id).toBe(id)
  })

  test('is for the owner and the administrator; in another company the contact does not exist', async () => {
    const { api, head, seller, id } = await office()
    const other = await office()
    await api.clients.trashContacts({ ids: [id], deleted: true })
    for (const [someone, code] of [
      [app.as(seller), 'FORBIDDEN'],
      [app.as(head), 'FORBIDDEN'],
      [other.api, 'NOT_FOUND'],
      [app.stranger, 'UNAUTHORIZED'],
    ] as const)
      await expect(someone.clients.purgeContact({ id })).rejects.toMatchObject({ code })
    expect((await api.clients.contacts({ deleted: true })).rows).toMatchObject([{ id }])
  })
})

describe('companies to choose from', () => {
  test('regions, industries, tags and people of the own company alone', async () => {
    const { api, owner } = await office()
    const other = await office()
    await api.clients.addCompany({ name: 'Вега', region: 'Тула', industry: 'Насосы', tags: ['срочно'] })
    const own = await api.clients.choices({})
    expect(own).toMatchObject({ regions: ['Тула'], industries: ['Насосы'], tags: ['срочно'] })
    const foreign = await other.api.clients.choices({})
    expect(foreign).toMatchObject({ regions: [], industries: [], tags: [] })
    expect(JSON.stringify(foreign)).not.toContain(owner.id)
    await expect(app.stranger.clients.choices({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })
})
