import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { testApp, type TestApp } from '../../testing.ts'
import { indexRecords } from './api.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function companyOf() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner', name: 'Ольга Владелец' })
  const head = await company.person({ role: 'head', name: 'Глеб Глава' })
  const anna = await company.person({ name: 'Анна Продавцова', managerId: head.id })
  const oleg = await company.person({ name: 'Олег Другой' })
  const marketer = await company.person({ role: 'marketing', name: 'Мила' })
  const pipeline = await company.pipeline(['Новая', 'КП'])
  const stageId = pipeline.stages[0]?.id ?? ''
  const as = {
    owner: app.as(owner),
    anna: app.as(anna),
    oleg: app.as(oleg),
    head: app.as(head),
    marketer: app.as(marketer),
  }
  await as.anna.leads.add({ name: 'Кирилл Обухов', phone: '+7 916 999-88-77', product: 'Насос' })
  const client = await as.anna.clients.addCompany({ name: 'ООО «Промышленные насосы»', inn: '7707083893' })
  const contact = await as.anna.clients.addContact({
    fullName: 'Пётр Семёнов',
    companyId: client.id,
    phones: [{ number: '8 (916) 123-45-67' }],
  })
  const deal = await as.anna.deals.create({
    title: 'Поставка насосов для Ёлкино',
    stageId,
    companyId: client.id,
    amountMinor: 1_500_00,
  })
  return { ...as, client, contact, deal, stageId }
}

const kinds = (answer: { hits: { kind: string; title: string }[] }) =>
  answer.hits.map(({ kind, title }) => [kind, title])

/** Whether the index has taken the record or not, it is found the same: every search is asked both ways. */
describe.each(['before', 'after'])('the search %s indexing', (when) => {
  let all: Awaited<ReturnType<typeof companyOf>>
  beforeAll(async () => {
    all = await companyOf()
    if (when === 'after') while ((await indexRecords(app.services.gate)) > 0);
  })

  test.each([
    ['насос', ['deal', 'company']],
    ['НАСОСЫ промышленные', ['company']],
    ['елкино насосов', ['deal']],
    ['yfcjc', ['deal', 'company']],
    ['+7 916 123-45-67', ['contact']],
    ['семенов', ['contact']],
    ['7707083893', ['company']],
    ['глеб', ['person']],
  ])('finds by «%s»', async (text, expected) => {
    expect((await all.anna.search.find({ text })).hits.map(({ kind }) => kind).toSorted()).toEqual(expected.toSorted())
  })

  it('shows what tells a record from its namesakes', async () => {
    const { hits } = await all.anna.search.find({ text: 'елкино' })
    expect(hits).toEqual([
      {
        kind: 'deal',
        id: all.deal.id,
        title: 'Поставка насосов для Ёлкино',
        details: ['Новая', 'ООО «Промышленные насосы»', 'Анна Продавцова'],
        money: { amountMinor: 1_500_00, currency: 'RUB' },
      },
    ])
  })

  it("does not find another seller's deal and contact, and finds them for the head", async () => {
    expect(kinds(await all.oleg.search.find({ text: 'насос' }))).toEqual([['company', 'ООО «Промышленные насосы»']])
    expect(kinds(await all.oleg.search.find({ text: '89161234567' }))).toEqual([])
    expect(kinds(await all.head.search.find({ text: 'Ёлкино' }))).toEqual([['deal', 'Поставка насосов для Ёлкино']])
  })

  it('gives no people of clients to those who see no personal data', async () => {
    expect(kinds(await all.marketer.search.find({ text: 'семёнов' }))).toEqual([])
    expect(kinds(await all.marketer.search.find({ text: '89161234567' }))).toEqual([])
    expect(kinds(await all.owner.search.find({ text: '89169998877' }))).toEqual([['lead', 'Кирилл Обухов']])
    expect(kinds(await all.marketer.search.find({ text: '89169998877' }))).toEqual([])
  })

  it('finds nothing of another company', async () => {
    const stranger = await companyOf()
    const { hits } = await stranger.owner.search.find({ text: 'насос' })
    expect(hits.map(({ id }) => id)).not.toContain(all.deal.id)
    expect((await stranger.owner.search.find({ text: all.deal.id })).hits).toEqual([])
  })

  it('forgets a former name', async () => {
    const { id, version } = await all.owner.clients.company({ id: all.client.id })
    await all.owner.clients.editCompany({ id, version, name: 'Гидромаш' })
    if (when === 'after') while ((await indexRecords(app.services.gate)) > 0);
    expect(kinds(await all.anna.search.find({ text: 'гидромаш' }))).toEqual([['company', 'Гидромаш']])
  })
})

it('finds names with a slip of the finger and says that they only resemble', async () => {
  const all = await companyOf()
  while ((await indexRecords(app.services.gate)) > 0);
  const answer = await all.anna.search.find({ text: 'промышленые насосы' })
  expect(answer.alike).toBe(true)
  expect(kinds(answer)).toContainEqual(['company', 'ООО «Промышленные насосы»'])
})

it('takes signs of patterns for what they are', async () => {
  const all = await companyOf()
  for (const text of ['%', '_', '\\', "'", '%%%', "нас'ос", 'насос%'])
    expect((await all.anna.search.find({ text })).hits.length).toBeLessThan(3)
})

test('a lead of the small hours is shown under the day of the company', async () => {
  const { owner } = await companyOf()
  const { id } = await owner.leads.add({ name: 'Полуночник Иванов', phone: '+7 916 700-11-22' })
  await sql`update leads set received_at = '2026-11-20T21:30:00Z' where id = ${id}::uuid`.execute(app.database)
  expect((await owner.search.find({ text: 'полуночник' })).hits).toMatchObject([
    { kind: 'lead', details: ['21.11.2026'] },
  ])
})

test('the index is asked for the letters of a text that are rarest among names of the kind', async () => {
  const company = await app.company()
  const letters = async (text: string, kind = 'deal') => {
    const { rows } = await sql<{ asked: string | null }>`
      select rare_letters(${text}, ${kind}) as asked from set_config('app.workspace', ${company.id}, true)`.execute(
      app.database,
    )
    return rows[0]?.asked
  }
  expect(await letters('НАСОСЫ «Ёлка»')).toBe('%нас%осы%елк%')
  expect(await letters('--')).toBeNull()
  await sql`insert into search_triples (workspace_id, kind, triple, n)
    select ${company.id}::uuid, 'deal', t, case t when 'сос' then 1 when 'енн' then 2 else 9 end from triples_of('промышленные насосы') t`.execute(
    app.database,
  )
  expect(await letters('Промышленные насосы')).toBe('%про%енн%сос%')
  expect(await letters('Промышленные насосы', 'company')).toBe('%про%мыш%лен%')
})
