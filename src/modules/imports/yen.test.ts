import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importApp, importing } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

/** A company that counts in yen, which have no minor units. */
async function office() {
  const company = await app.company({ currency: 'JPY', timeZone: 'Asia/Tokyo' })
  const owner = await company.person({ role: 'owner', name: 'Анна Ветрова' })
  const seller = await company.person({ name: 'Орлов Пётр', managerId: owner.id })
  return { owner, seller, imports: importing(app, owner) }
}

describe('a company in yen', () => {
  test('takes plans of money in yen and plans of pieces in pieces', async () => {
    const { owner, seller, imports } = await office()
    const csv = [
      'Сотрудник;Период;Показатель;План',
      'Орлов Пётр;ноябрь 2026;Выручка;1 200 000',
      'Орлов Пётр;ноябрь 2026;Встречи;40',
      'Орлов Пётр;декабрь 2026;Выручка;-500',
    ].join('\n')
    const checked = await imports.check(await imports.upload('план.csv', csv))
    expect(checked.result).toMatchObject({ create: 2, rejected: 1 })
    expect(checked.result?.reasons.find(({ reason }) => reason === 'AMOUNT_NEGATIVE')?.examples[0]?.value).toBe('-500')
    await imports.commit(checked)
    const november = async (asked = {}) =>
      (await app.as(owner).plans.grid({ year: 2026, ...asked })).rows.find(({ subjectId }) => subjectId === seller.id)
        ?.cells[10]?.amountMinor
    expect([await november(), await november({ metric: 'meetings' })]).toEqual([1_200_000, 40])
  })

  test('means yen by ¥', async () => {
    const { owner, imports } = await office()
    const csv = 'ID;Название сделки;Бюджет;Этап сделки\n1;Насос;¥1,200,000;Новая\n2;Шланг;5 000 JP¥;Новая'
    const checked = await imports.check(await imports.upload('сделки.csv', csv, 'deals'))
    expect(checked.result).toMatchObject({ create: 2, rejected: 0 })
    await imports.commit(checked)
    const { rows } = await app.as(owner).deals.list({})
    expect(
      Object.fromEntries(rows.map(({ title, amountMinor, currency }) => [title, [amountMinor, currency]])),
    ).toEqual({
      Насос: [1_200_000, 'JPY'],
      Шланг: [5_000, 'JPY'],
    })
  })

  test('is told a changed price in yen', async () => {
    const { owner, imports } = await office()
    await app.as(owner).products.add({ name: 'Насос', priceMinor: 100_000 })
    const csv = 'Наименование;Группа;Цена\nНасос;;120 000\nШланг;;500'
    const checked = await imports.check(await imports.upload('прайс.csv', csv, 'products'))
    const changed = checked.result?.reasons.find(({ reason }) => reason === 'CHANGED')
    expect(changed?.examples[0]).toMatchObject({ value: '120000' })
  })
})
