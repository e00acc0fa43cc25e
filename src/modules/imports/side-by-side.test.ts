import { afterAll, beforeAll, expect, test } from 'vitest'
import { importApp, importing } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const HEAD = 'ID;Название сделки;Бюджет;Дата создания сделки;Этап сделки;Воронка;Ответственный'
const STAGE = {
  pipeline: 'Опт',
  value: 'Согласование',
  to: { name: 'Согласование', meaning: 'open' as const, position: 1 },
}

test('two people bring files with one new pipeline side by side: it is made once', async () => {
  const company = await app.company()
  await company.pipeline()
  const [one, two] = [await company.person({ role: 'owner' }), await company.person({ role: 'owner' })]
  const row = (id: number) => `${HEAD}\n${id};Заказ ${id};1000;01.01.2026 10:00:00;Согласование;Опт;Орлов Пётр`
  const first = importing(app, one)
  const second = importing(app, two)
  const checked = [
    await first.check(await first.upload('a.csv', row(1)), () => ({ stages: [STAGE] })),
    await second.check(await second.upload('b.csv', row(2)), () => ({ stages: [STAGE] })),
  ] as const
  expect(checked.map(({ result }) => result?.made.pipelines)).toEqual([['Опт'], ['Опт']])
  const done = await Promise.all([first.commit(checked[0]), second.commit(checked[1])])
  expect(done.map(({ status }) => status)).toEqual(['done', 'done'])
  const pipelines = (await app.as(one).deals.pipelines({})).filter(({ name }) => name === 'Опт')
  expect(pipelines).toHaveLength(1)
  expect(pipelines[0]?.stages.filter(({ name }) => name === 'Согласование')).toHaveLength(1)
  expect((await app.as(one).org.people({})).rows.filter(({ fullName }) => fullName === 'Орлов Пётр')).toHaveLength(1)
})

test('a mapping that was saved with a new pipeline and a new person makes neither again', async () => {
  const company = await app.company()
  await company.pipeline()
  const owner = await company.person({ role: 'owner' })
  const imports = importing(app, owner)
  const row = (id: number) => `${HEAD}\n${id};Заказ ${id};1000;01.01.2026 10:00:00;Согласование;Опт;Орлов Пётр`
  const one = await imports.check(await imports.upload('january.csv', row(1)), () => ({
    stages: [STAGE],
    owners: [{ value: 'Орлов Пётр', to: 'new' }],
  }))
  await imports.api.saveMapping({ id: one.id, name: 'Каждый месяц' })
  expect((await imports.commit(one)).status).toBe('done')

  const next = await imports.upload('february.csv', row(2))
  expect(next.suggestion?.savedName).toBe('Каждый месяц')
  const again = await imports.check(next)
  expect(again.result?.made).toMatchObject({ pipelines: [], stages: [], people: [] })
  await imports.commit(again)
  expect((await app.as(owner).deals.pipelines({})).filter(({ name }) => name === 'Опт')).toHaveLength(1)
  expect((await app.as(owner).org.people({})).rows.filter(({ fullName }) => fullName === 'Орлов Пётр')).toHaveLength(1)
})

test('a revert leaves a pipeline that others use able to win and to lose, and whom and what people use since', async () => {
  const company = await app.company()
  await company.pipeline()
  const owner = await company.person({ role: 'owner' })
  const api = app.as(owner)
  const imports = importing(app, owner)
  const head = `${HEAD};Источник`
  const row = (id: number, who: string) =>
    `${head}\n${id};Заказ ${id};1000;01.01.2026 10:00:00;Согласование;Опт;${who};Выставка`
  const bring = async (name: string, text: string) =>
    imports.commit(await imports.check(await imports.upload(name, text), () => ({ stages: [STAGE] })))
  const first = await bring('a.csv', row(1, 'Орлов Пётр'))
  const second = await bring(
    'b.csv',
    `${row(2, 'Иванова Ольга')}\n3;Заказ 3;1000;01.01.2026 10:00:00;Согласование;Опт;Белов Ян;Выставка`,
  )
  const people = async () => (await api.org.people({})).rows
  const idOf = async (name: string) => (await people()).find(({ fullName }) => fullName === name)?.id ?? ''
  const [orlov, ivanova] = [await idOf('Орлов Пётр'), await idOf('Иванова Ольга')]
  await api.tasks.create({ title: 'Выйти на работу', ownerId: orlov, dueOn: '2027-12-01' })
  const norm = { level: 'person', ownerId: ivanova, kind: 'call', validFrom: '2027-12-01', amount: 10 } as const
  await api.norms.setRules({ items: [norm] })

  expect((await imports.revert({ id: first.id })).status).toBe('reverted')
  const opt = (await api.deals.pipelines({})).find(({ name }) => name === 'Опт')
  expect(new Set(opt?.stages.map(({ meaning }) => meaning))).toEqual(new Set(['open', 'won', 'lost']))
  expect(await idOf('Орлов Пётр')).toBe(orlov)

  expect((await imports.revert({ id: second.id })).status).toBe('reverted')
  expect((await api.deals.pipelines({})).some(({ name }) => name === 'Опт')).toBe(false)
  expect((await people()).map(({ fullName }) => fullName)).toEqual(
    expect.arrayContaining(['Иванова Ольга', 'Орлов Пётр']),
  )
  expect(await idOf('Белов Ян')).toBe('')
})
