import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const PERSON = { fullName: 'Пётр Ильин', phone: '+7 916 123-45-67', email: 'petr.ilin@vega.ru' }

async function office() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  await company.pipeline()
  const api = app.as(owner)
  const { id: companyId } = await api.clients.addCompany({ name: 'Вега', comment: 'Решает Ильин Пётр, 8 916 1234567' })
  const contact = await api.clients.addContact({ companyId, ...PERSON, jobTitle: 'Директор' })
  return { company, owner, api, companyId, contact }
}

/** Tables with a text in which somebody is still named. */
async function named(workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where c.relkind = 'r' and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id')`.execute(
    app.database,
  )
  const found: string[] = []
  for (const { name } of rows) {
    const hits = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(name)} t where workspace_id = ${workspaceId}::uuid
        and t::text ~* 'Ильин|916[^0-9]{0,3}123[^0-9]{0,3}45[^0-9]{0,3}67|petr\\.ilin'`.execute(app.database)
    if ((hits.rows[0]?.n ?? 0) > 0) found.push(name)
  }
  return found
}

test('a person is erased everywhere; figures, counts and who did what stay', async () => {
  const { company, api, owner, companyId, contact } = await office()
  const deal = await api.deals.create({
    title: 'Насос для Петра (Пётр Ильин)',
    companyId,
    contactId: contact.id,
    amountMinor: 700,
  })
  await api.deals.edit({ id: deal.id, version: 1, changes: { comment: 'Звонить Пётр Ильин +7 (916) 123 45 67' } })
  const edited = await api.clients.editContact({ id: contact.id, version: 1, comment: 'Пётр Ильин любит рыбалку' })
  await sql`insert into activities (workspace_id, kind, owner_id, deal_id, company_id, contact_id, occurred_at, result)
    values (${company.id}::uuid, 'call', ${owner.id}::uuid, ${deal.id}::uuid, ${companyId}::uuid, ${contact.id}::uuid, now(), 'Пётр просил скидку')`.execute(
    app.database,
  )
  const twin = await api.clients.addContact({ fullName: 'Ильин П.', phone: '+7 916 123-45-67' })
  await api.clients.merge({ kind: 'contact', masterId: contact.id, absorbedId: twin.id })
  expect(await named(company.id)).not.toEqual([])

  const preview = await api.clients.erasurePreview({ id: contact.id })
  expect(preview.found).toEqual(
    expect.arrayContaining([
      { what: 'activities', count: 1 },
      { what: 'deals', count: 1 },
    ]),
  )
  await api.clients.erasePerson({ id: contact.id, reason: 'Письмо от 20.11' })

  expect(await named(company.id)).toEqual([])
  expect(await api.clients.contact({ id: contact.id })).toMatchObject({
    fullName: 'Удалено по запросу',
    phones: [],
    emails: [],
    comment: null,
    may: { edit: false },
  })
  expect(await api.deals.get({ id: deal.id })).toMatchObject({ amountMinor: 700, contact: { id: contact.id } })
  const { rows } = await api.clients.timeline({ kind: 'contact', id: contact.id })
  expect(rows.find(({ kind }) => kind === 'edited')?.changes).toMatchObject([
    { field: 'comment', to: null, erased: true },
  ])
  expect(rows.some(({ kind }) => kind === 'activity')).toBe(true)
  const { rows: log } = await api.org.audit({})
  expect(log.find(({ action }) => action === 'person.erased')).toMatchObject({
    actorId: owner.id,
    subjectId: contact.id,
  })
  await expect(api.clients.erasePerson({ id: contact.id })).rejects.toMatchObject({ code: 'PERSON_ERASED' })
  await expect(
    api.clients.editContact({ id: contact.id, version: edited.version + 2, jobTitle: 'Снова' }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('a merge of an erased person cannot bring him back', async () => {
  const { api, contact } = await office()
  const twin = await api.clients.addContact({ fullName: 'Ильин П.', email: 'other@vega.ru' })
  const { id } = await api.clients.merge({ kind: 'contact', masterId: contact.id, absorbedId: twin.id })
  await api.clients.erasePerson({ id: contact.id })
  await expect(api.clients.undoMerge({ id })).rejects.toMatchObject({ code: 'MERGE_TOO_OLD' })
})

test('all that is kept about a person is given out as JSON and as a table', async () => {
  const { api, contact } = await office()
  const json = await api.clients.exportPerson({ id: contact.id })
  const told = JSON.parse(Buffer.from(json.content, 'base64').toString()) as Record<string, object[]>
  expect(told['contacts']).toMatchObject([{ full_name: 'Пётр Ильин', job_title: 'Директор' }])
  expect(told['contact_phones']).toMatchObject([{ phone_key: '9161234567' }])
  const xlsx = await api.clients.exportPerson({ id: contact.id, format: 'xlsx' })
  expect(Buffer.from(xlsx.content, 'base64').subarray(0, 2).toString()).toBe('PK')
})

test('the owner, directors and administrators may; a head, a seller and another workspace may not', async () => {
  const { company, contact } = await office()
  const other = await office()
  for (const role of ['director', 'admin']) {
    const person = app.as(await company.person({ role }))
    expect((await person.clients.findPersons({ text: '8 (916) 123-45-67' })).rows).toMatchObject([{ id: contact.id }])
    expect((await person.clients.findPersons({ text: 'ильин' })).rows).toHaveLength(1)
    expect((await person.clients.findPersons({ text: 'PETR.ilin@vega.ru' })).rows).toHaveLength(1)
  }
  for (const role of ['head', 'seller', 'finance', 'marketing']) {
    const person = app.as(await company.person({ role }))
    await expect(person.clients.erasurePreview({ id: contact.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(person.clients.erasePerson({ id: contact.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(person.clients.exportPerson({ id: contact.id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(person.clients.findPersons({ text: 'ильин' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
  await expect(other.api.clients.erasePerson({ id: contact.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(app.stranger.clients.exportPerson({ id: contact.id })).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
})
