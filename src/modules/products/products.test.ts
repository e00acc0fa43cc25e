import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Change } from '#core/db/changes.ts'
import { type TestApp, testApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function office() {
  const company = await app.company()
  const pipeline = await company.pipeline()
  const owner = await company.person({ role: 'owner', name: 'Ольга Собственник' })
  const head = await company.person({ role: 'head', name: 'Хасан Рук', managerId: owner.id })
  const seller = await company.person({ name: 'Семён Продавец', managerId: head.id })
  const rival = await company.person({ name: 'Роман Чужой' })
  return { company, pipeline, owner, head, seller, rival, api: app.as(owner) }
}

describe('the price list', () => {
  test('a spelling is proposed, matched by one click for all lines, and taken back', async () => {
    const { company, owner, api } = await office()
    const { id: productId } = await api.products.add({ name: 'GTX Pro', priceMinor: 4821_00 })
    const deal = await api.deals.create({ title: 'Сделка', amountMinor: 100 })
    const line = { workspace_id: company.id, deal_id: deal.id, owner_id: owner.id, product_name: 'GTXPro', line_no: 1 }
    await app.database.insertInto('deal_lines').values(line).execute()
    const { unmatched } = await api.products.list({})
    expect(unmatched).toEqual([{ name: 'GTXPro', lines: 1, proposal: { id: productId, name: 'GTX Pro' } }])
    expect(await api.products.match({ alias: 'GTXPro', productId })).toEqual({ lines: 1 })
    expect((await api.products.list({})).unmatched).toEqual([])
    await api.products.unmatch({ alias: 'GTXPro', productId })
    expect((await api.products.list({})).unmatched).toHaveLength(1)
  })

  test('a price holds from its day on; one that has held cannot be taken back', async () => {
    const { api } = await office()
    const { id } = await api.products.add({ name: 'Насос', unit: 'шт', vatPercent: 22, priceMinor: 100_00 })
    await api.products.setPrice({ id, fromOn: '2026-12-01', priceMinor: 120_00 })
    await api.products.setPrice({ id, fromOn: '2026-11-01', priceMinor: 110_00 })
    const [product] = (await api.products.list({})).products
    expect(product).toMatchObject({
      priceMinor: 110_00,
      vatPercent: 22,
      next: { fromOn: '2026-12-01', priceMinor: 120_00 },
    })
    await expect(api.products.dropPrice({ id, fromOn: '2026-11-01' })).rejects.toMatchObject({ code: 'PRICE_HAS_HELD' })
    const { prices } = await api.products.dropPrice({ id, fromOn: '2026-12-01' })
    expect(prices.map(({ fromOn, priceMinor }) => [fromOn, priceMinor])).toEqual([
      ['2026-11-01', 110_00],
      ['2000-01-01', 100_00],
    ])
    expect(prices[0]?.setBy?.name).toBe('Ольга Собственник')
  })

  test('a pasted list makes, changes and leaves alone; the dry run writes nothing', async () => {
    const { api } = await office()
    const { id } = await api.products.add({ name: 'Насос', priceMinor: 100_00 })
    await api.products.add({ name: 'Муфта', priceMinor: 50_00 })
    const rows = [
      { line: 1, name: 'насос', priceMinor: 130_00 },
      { line: 2, name: 'Муфта', priceMinor: 50_00 },
      { line: 3, name: 'Кабель', priceMinor: null, unit: 'м', code: 'К-1', vatPercent: null },
    ]
    const dry = await api.products.paste({ fromOn: '2026-11-21', rows, dryRun: true })
    expect(dry).toMatchObject({ made: 1, changed: 1, same: 1 })
    expect((await api.products.list({})).products).toHaveLength(2)
    expect(await api.products.paste({ fromOn: '2026-11-21', rows, dryRun: false })).toEqual(dry)
    expect(await api.products.paste({ fromOn: '2026-11-21', rows, dryRun: false })).toMatchObject({ same: 3 })
    const { products } = await api.products.list({})
    expect(products.find((one) => one.id === id)?.priceMinor).toBe(130_00)
    expect(products.find((one) => one.code === 'К-1')).toMatchObject({ unit: 'м', priceMinor: null })
  })

  test('a renamed product is known by its old name; names and codes are taken once; the archive is not offered', async () => {
    const { api } = await office()
    const { id } = await api.products.add({ name: 'Насос', code: 'Н-1' })
    await api.products.add({ name: 'Муфта', code: 'М-1' })
    await expect(api.products.add({ name: 'НАСОС' })).rejects.toMatchObject({ code: 'PRODUCT_EXISTS' })
    await expect(api.products.edit({ id, version: 1, code: 'М-1' })).rejects.toMatchObject({
      code: 'PRODUCT_CODE_TAKEN',
    })
    await api.products.edit({ id, version: 1, name: 'Насос ЦНС', archived: true })
    // Who is late is told that, and not that the name is taken: nothing of his would have been written.
    for (const name of ['Иной', 'Муфта'])
      await expect(api.products.edit({ id, version: 1, name })).rejects.toMatchObject({ code: 'PRODUCT_CHANGED' })
    const product = (await api.products.list({})).products.find((one) => one.id === id)
    expect(product).toMatchObject({ name: 'Насос ЦНС', aliases: ['Насос'], archived: true })
  })

  test('another workspace, a seller and a stranger change nothing', async () => {
    const { api, seller } = await office()
    const other = await office()
    const { id } = await api.products.add({ name: 'Насос', priceMinor: 1 })
    for (const [someone, code] of [
      [other.api, 'NOT_FOUND'],
      [app.as(seller), 'FORBIDDEN'],
      [app.stranger, 'UNAUTHORIZED'],
    ] as const) {
      await expect(someone.products.match({ alias: 'н', productId: id })).rejects.toMatchObject({ code })
      await expect(someone.products.edit({ id, version: 1, name: 'x' })).rejects.toMatchObject({ code })
      await expect(someone.products.setPrice({ id, fromOn: '2026-11-21', priceMinor: 1 })).rejects.toMatchObject({
        code,
      })
    }
    await expect(other.api.products.prices({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await other.api.products.list({})).products).toEqual([])
  })
})

describe('lines of a deal', () => {
  async function deal() {
    const place = await office()
    const { id: productId } = await place.api.products.add({ name: 'Насос', vatPercent: 22, priceMinor: 100_000_00 })
    const { id: dealId } = await app.as(place.seller).deals.create({ title: 'Завод', amountMinor: 500_00 })
    const line = { productId, productName: 'Насос', quantity: 2, priceMinor: 100_000_00, vatPercent: 22 as const }
    return { ...place, productId, dealId, line, mine: app.as(place.seller), boss: app.as(place.head) }
  }

  test('they are summed with their VAT, and who changed them is known', async () => {
    const { mine, dealId, line } = await deal()
    const before = await mine.products.dealLines({ dealId })
    expect(before).toMatchObject({ version: 1, lines: [], limitBp: 1_000, request: null })
    const other = { productId: null, productName: 'Доставка', quantity: 1.5, priceMinor: 33_33 }
    const saved = await mine.products.saveDealLines({
      dealId,
      version: 1,
      vatMode: 'included',
      lines: [{ ...line, discountBp: 500 }, other],
    })
    expect(saved.totals).toMatchObject({
      totalMinor: 190_000_00 + 50_00,
      vatMinor: 34_262_30,
      discountMinor: 10_000_00,
    })
    expect(saved).toMatchObject({ asked: false, version: 2, amountMinor: 500_00 })
    await mine.products.saveDealLines({ dealId, version: 2, vatMode: 'on_top', lines: [{ ...line, quantity: 3 }] })
    const { entries } = await mine.products.dealLineHistory({ dealId })
    expect(entries[0]).toMatchObject({
      by: { name: 'Семён Продавец' },
      beforeMinor: 190_050_00,
      afterMinor: 366_000_00,
      changes: [
        {
          kind: 'changed',
          name: 'Насос',
          fields: [
            { field: 'quantity', from: 2, to: 3 },
            { field: 'discountBp', from: 500, to: 0 },
          ],
        },
        { kind: 'removed', name: 'Доставка' },
      ],
    })
  })

  test('two people edit at once: the second is told and nothing is overwritten', async () => {
    const { mine, boss, dealId, line } = await deal()
    await mine.products.saveDealLines({ dealId, version: 1, vatMode: 'included', lines: [line] })
    await expect(
      boss.products.saveDealLines({ dealId, version: 1, vatMode: 'included', lines: [] }),
    ).rejects.toMatchObject({ code: 'LINES_CHANGED', data: { version: 2 } })
    expect((await mine.products.dealLines({ dealId })).lines).toHaveLength(1)
  })

  test('a discount above the limit is refused, whichever field it hides in, until the manager agrees', async () => {
    const { mine, boss, head, owner, dealId, line } = await deal()
    const save = (given: object, ask?: { note: string }) =>
      mine.products.saveDealLines({
        dealId,
        version: 1,
        vatMode: 'included',
        lines: [{ ...line, ...given }],
        ...(ask && { ask }),
      })
    for (const given of [{ discountBp: 1_500 }, { priceMinor: 85_000_00 }]) {
      await expect(save(given)).rejects.toMatchObject({
        code: 'DISCOUNT_OVER_LIMIT',
        data: { limitBp: 1_000, discountBp: 1_500, names: 'Насос' },
      })
    }
    // The head leaves one day: until then he is the one who is asked.
    await app.database.updateTable('people').set({ left_on: '2099-12-31' }).where('id', '=', head.id).execute()
    const asked = await save({ discountBp: 1_500 }, { note: 'Берут три года подряд' })
    expect(asked).toMatchObject({
      asked: true,
      version: 1,
      lines: [],
      request: { may: { decide: false, withdraw: true } },
    })
    const { request } = await boss.products.dealLines({ dealId })
    expect(request).toMatchObject({ discountBp: 1_500, note: 'Берут три года подряд', may: { decide: true } })
    const notices = await app.database
      .selectFrom('notices')
      .select(['person_id', 'kind'])
      .where('person_id', 'in', [head.id, owner.id])
      .execute()
    expect(notices).toEqual([{ person_id: head.id, kind: 'DISCOUNT_ASKED' }])
    await expect(mine.products.decideDiscount({ dealId, id: request?.id ?? '', allow: true })).rejects.toMatchObject({
      code: 'DISCOUNT_ABOVE_YOURS',
    })
    const decided = await boss.products.decideDiscount({ dealId, id: request?.id ?? '', allow: true })
    expect(decided).toMatchObject({ version: 2, request: null, lines: [{ discountBp: 1_500 }] })
    await expect(boss.products.decideDiscount({ dealId, id: request?.id ?? '', allow: true })).rejects.toMatchObject({
      code: 'DISCOUNT_DECIDED',
    })
    // What was allowed once stays allowed: the seller goes on with the other lines.
    const on = await mine.products.saveDealLines({
      dealId,
      version: 2,
      vatMode: 'included',
      lines: [
        { ...line, discountBp: 1_500 },
        { productId: null, productName: 'Доставка', quantity: 1, priceMinor: 1 },
      ],
    })
    expect(on.asked).toBe(false)
  })

  test('a discount asked for is withdrawn by whoever asked, and nobody can decide it any more', async () => {
    const { mine, boss, rival, seller, dealId, line } = await deal()
    const other = await office()
    const lines = [{ ...line, discountBp: 1_500 }]
    const asked = await mine.products.saveDealLines({ dealId, version: 1, vatMode: 'included', lines, ask: {} })
    const id = asked.request?.id ?? ''
    for (const [someone, code] of [
      [boss, 'FORBIDDEN'],
      [app.as(rival), 'NOT_FOUND'],
      [other.api, 'NOT_FOUND'],
      [app.stranger, 'UNAUTHORIZED'],
    ] as const)
      await expect(someone.products.withdrawDiscount({ dealId, id })).rejects.toMatchObject({ code })
    expect((await boss.products.dealLines({ dealId })).request).toMatchObject({ id })
    const heard: Change[] = []
    const stop = app.gate.onChanges((changes) => void heard.push(...changes))
    expect(await mine.products.withdrawDiscount({ dealId, id })).toMatchObject({ request: null, version: 1, lines: [] })
    stop()
    expect(heard).toMatchObject([{ topic: 'deal', id: dealId, ownerIds: [seller.id] }])
    for (const late of [
      mine.products.withdrawDiscount({ dealId, id }),
      boss.products.decideDiscount({ dealId, id, allow: true }),
    ])
      await expect(late).rejects.toMatchObject({ code: 'DISCOUNT_DECIDED' })
  })

  test('limits of discounts are the usual ones until somebody sets others, in his own company alone', async () => {
    const { company, api, mine } = await deal()
    const other = await office()
    const usual = { seller: 1_000, head: 2_000, director: 10_000 }
    expect(await mine.products.discountLimits({})).toEqual({ limits: usual, may: { edit: false } })
    const limits = { seller: 300, head: 700, director: 5_000 }
    await api.products.setDiscountLimits({ limits })
    expect(await api.products.discountLimits({})).toEqual({ limits, may: { edit: true } })
    expect((await other.api.products.discountLimits({})).limits).toEqual(usual)
    await expect(app.as(await company.person({ role: 'hr' })).products.discountLimits({})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(app.stranger.products.discountLimits({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  test('limits are set by a director and never upside down; a head asks his owner above his own', async () => {
    const { api, boss, owner, dealId, line, mine } = await deal()
    await expect(
      api.products.setDiscountLimits({ limits: { seller: 3_000, head: 2_000, director: 10_000 } }),
    ).rejects.toMatchObject({ code: 'LIMITS_UPSIDE_DOWN' })
    await api.products.setDiscountLimits({ limits: { seller: 0, head: 500, director: 1_000 } })
    await expect(
      boss.products.setDiscountLimits({ limits: { seller: 0, head: 10_000, director: 10_000 } }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await boss.products.saveDealLines({
      dealId,
      version: 1,
      vatMode: 'included',
      lines: [{ ...line, discountBp: 600 }],
      ask: {},
    })
    const told = await app.database
      .selectFrom('notices')
      .select('person_id')
      .where('kind', '=', 'DISCOUNT_ASKED')
      .where('workspace_id', '=', owner.workspaceId)
      .execute()
    expect(told).toEqual([{ person_id: owner.id }])
    await expect(
      mine.products.saveDealLines({ dealId, version: 1, vatMode: 'included', lines: [{ ...line, discountBp: 1 }] }),
    ).rejects.toMatchObject({ code: 'DISCOUNT_OVER_LIMIT' })
  })

  test('broken figures are refused', async () => {
    const { mine, dealId, line } = await deal()
    for (const given of [
      { quantity: 0 },
      { quantity: -1 },
      { priceMinor: -1 },
      { priceMinor: 0.5 },
      { discountBp: 10_001 },
      { vatPercent: 13 },
      { quantity: 1e9, priceMinor: 1e13 },
      { productName: ' ' },
    ]) {
      await expect(
        mine.products.saveDealLines({
          dealId,
          version: 1,
          vatMode: 'included',
          lines: [{ ...line, ...given } as never],
        }),
        JSON.stringify(given),
      ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    }
    const stranger = { ...line, productId: crypto.randomUUID() }
    await expect(
      mine.products.saveDealLines({ dealId, version: 1, vatMode: 'included', lines: [stranger] }),
    ).rejects.toMatchObject({ code: 'PRODUCTS_MISSING' })
  })

  test('lines of another team and of another company do not exist', async () => {
    const { dealId, rival } = await deal()
    const other = await office()
    for (const [someone, code] of [
      [app.as(rival), 'NOT_FOUND'],
      [other.api, 'NOT_FOUND'],
      [app.stranger, 'UNAUTHORIZED'],
    ] as const) {
      await expect(someone.products.dealLines({ dealId })).rejects.toMatchObject({ code })
      await expect(someone.products.dealLineHistory({ dealId })).rejects.toMatchObject({ code })
      await expect(
        someone.products.saveDealLines({ dealId, version: 1, vatMode: 'included', lines: [] }),
      ).rejects.toMatchObject({ code })
    }
  })
})
