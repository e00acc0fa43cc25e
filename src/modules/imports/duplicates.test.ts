import { afterAll, beforeAll, expect, test } from 'vitest'
import { importApp, importing } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const HEAD = 'ID;Название сделки;Бюджет;Дата создания сделки;Этап сделки'
const MANY = 10_000
/** Ten thousand deals, a minute apart: as another system numbers them. */
const file = (firstId: number) =>
  [
    HEAD,
    ...Array.from({ length: MANY }, (_, n) => {
      const [day, hour, minute] = [1 + (n % 28), Math.floor(n / 28) % 24, n % 60]
      const two = (value: number) => String(value).padStart(2, '0')
      return `${firstId + n};Заказ ${n};${n}000;${two(day)}.01.2026 ${two(hour)}:${two(minute)}:00;Новая`
    }),
  ].join('\n')

test('a file that would make 10,000 deals once more is asked about first, by the number of them; agreed to, it goes in', async () => {
  const company = await app.company()
  await company.pipeline()
  const owner = await company.person({ role: 'owner' })
  const api = app.as(owner)
  const imports = importing(app, owner)
  const decided = (system: string) => () => ({ system })

  const first = await imports.check(await imports.upload('deals.csv', file(1)), decided('amocrm'))
  expect(first.result).toMatchObject({ create: MANY, reasons: [] })
  expect((await imports.commit(first)).status).toBe('done')

  // The same deals under other ids, as if of another system.
  const again = await imports.check(await imports.upload('deals.csv', file(50_001)), decided('other'))
  expect(again.result).toMatchObject({ create: MANY, reasons: [{ reason: 'ALIKE_HERE', rows: MANY }] })
  await expect(api.imports.commit({ id: again.id })).rejects.toMatchObject({
    code: 'DUPLICATES_LIKELY',
    data: { count: MANY },
    message: expect.stringContaining('уже есть') as string,
  })
  expect((await api.deals.totals({})).count).toBe(MANY)

  // The former system is named: they are recognised.
  const known = file(1).split('\n').slice(0, 101).join('\n')
  const same = await imports.check(await imports.upload('deals.csv', known), decided('amocrm'))
  expect(same.result).toMatchObject({ create: 0, unchanged: 100, reasons: [] })

  // A part of them, agreed to.
  const part = file(50_001).split('\n').slice(0, 11).concat('70000;Совсем новая;1;01.02.2026 10:00:00;Новая')
  const few = await imports.check(await imports.upload('few.csv', part.join('\n')), decided('other'))
  expect(few.result).toMatchObject({ create: 11, reasons: [{ reason: 'ALIKE_HERE', rows: 10 }] })
  await api.imports.commit({ id: few.id, duplicates: true })
  await expect.poll(async () => (await api.imports.get({ id: few.id })).status, { timeout: 30_000 }).toBe('done')
  expect((await api.deals.totals({})).count).toBe(MANY + 11)
}, 300_000)

test('deals that the importer may not see, and those in the trash, are no duplicates', async () => {
  const company = await app.company()
  await company.pipeline()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head', managerId: owner.id })
  const row = `${HEAD}\n1;Одна;1000;01.01.2026 10:00:00;Новая\n2;Другая;1000;01.01.2026 11:00:00;Новая`
  const imports = importing(app, owner)
  const done = await imports.commit(await imports.check(await imports.upload('a.csv', row), () => ({ system: 'a' })))
  expect(done.status).toBe('done')
  const his = importing(app, head)
  const again = await his.check(await his.upload('b.csv', row), () => ({ system: 'b', defaultOwnerId: head.id }))
  expect(again.result).toMatchObject({ create: 2, reasons: [] })
  const { rows } = await app.as(owner).deals.list({})
  await app.as(owner).deals.trash({ ids: rows.map(({ id }) => id), deleted: true })
  const third = await imports.check(await imports.upload('c.csv', row), () => ({ system: 'c' }))
  expect(third.result).toMatchObject({ create: 2, reasons: [] })
})
