import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestPerson } from '../../testing.ts'
import { importApp, importing } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
let owner: TestPerson
beforeAll(async () => {
  app = await importApp()
  owner = await (await app.company()).person({ role: 'owner' })
})
afterAll(() => app.close())

const FILE = [
  'ID;Название сделки;Бюджет;Ответственный;Дата создания;Этап сделки;Мощность;отрасль;Площадка',
  '1;Ёлки;1 234,50;Пётр Ёжиков;05.03.2026;Первичный контакт;12,5;Лес;Сбербанк-АСТ',
  '2;Пила;99,90;Пётр Ёжиков;26.02.2026;Первичный контакт;много;Космос;',
].join('\r\n')

test('a column that is called like a field of ours is read as its value; what does not fit stays a column', async () => {
  const fields = app.as(owner).fields
  const power = await fields.add({ subject: 'deal', name: 'Мощность', kind: 'number' })
  const branch = await fields.add({ subject: 'deal', name: 'Отрасль', kind: 'choice', options: [{ name: 'Лес' }] })
  const imports = importing(app, owner)
  const checked = await imports.check(await imports.upload('сделки.csv', FILE), ({ columns }) => ({
    columns: [
      ...columns.filter(({ column }) => column < 6),
      ...[6, 7, 8].map((column) => ({ column, target: 'custom' })),
    ],
  }))
  expect(checked.result).toMatchObject({ create: 2, rejected: 0 })
  await imports.commit(checked)
  const { rows } = await app.as(owner).deals.list({ sort: 'title' })
  const cards = await Promise.all(rows.map(({ id }) => app.as(owner).deals.get({ id })))
  expect(cards.map(({ title, custom, fileColumns }) => ({ title, custom, fileColumns }))).toEqual([
    {
      title: 'Ёлки',
      custom: { [power.id]: 12.5, [branch.id]: branch.options[0]?.id },
      fileColumns: [{ name: 'Площадка', text: 'Сбербанк-АСТ' }],
    },
    {
      title: 'Пила',
      custom: {},
      fileColumns: [
        { name: 'отрасль', text: 'Космос' },
        { name: 'Мощность', text: 'много' },
      ],
    },
  ])
})
