import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type TestPerson } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

type Company = Awaited<ReturnType<TestApp['company']>>
type Pipeline = Awaited<ReturnType<Company['pipeline']>>

let company: Company
let pipeline: Pipeline
let owner: TestPerson
let head: TestPerson
let seller: TestPerson
let rival: TestPerson

beforeEach(async () => {
  company = await app.company()
  pipeline = await company.pipeline()
  owner = await company.person({ role: 'owner', name: 'Ольга Собственник' })
  head = await company.person({ role: 'head', name: 'Глеб Руководитель' })
  seller = await company.person({ name: 'Семён Продавец', managerId: head.id })
  rival = await company.person({ name: 'Роман Чужой' })
})

const deal = (by: TestPerson, title: string, given: Record<string, unknown> = {}) =>
  app.as(by).deals.create({ title, amountMinor: 100_00, ...given })

const titles = ({ rows }: { rows: readonly { title: string }[] }) => rows.map(({ title }) => title)

describe('list', () => {
  test('gives the deals of my scope with names, newest first', async () => {
    await deal(seller, 'Завод «Прогресс»')
    await deal(rival, 'Чужая сделка')
    const list = await app.as(head).deals.list({})
    expect(list.rows).toHaveLength(1)
    expect(list.rows[0]).toMatchObject({
      title: 'Завод «Прогресс»',
      stage: { name: 'Новая', meaning: 'open' },
      owner: { name: 'Семён Продавец' },
      amountMinor: 100_00,
      version: 1,
    })
    expect(titles(await app.as(owner).deals.list({}))).toHaveLength(2)
  })

  test.each([
    'created',
    '-created',
    'amount',
    '-amount',
    'expected',
    '-expected',
    'closed',
    '-closed',
    'updated',
    '-updated',
    'title',
    '-title',
    'stageAge',
    '-stageAge',
  ] as const)('in the order %s the pages together are the list, each deal once', async (sort) => {
    for (const number of [1, 2, 3, 4, 5, 6, 7]) {
      const made = await deal(number % 2 ? seller : rival, `Сделка ${number}`, {
        amountMinor: (number % 3) * 100,
        expectedCloseOn: number % 3 ? `2026-12-0${number}` : null,
      })
      if (number > 5)
        await app.as(owner).deals.move({ id: made.id, stageId: number === 6 ? pipeline.won : pipeline.lost })
    }
    const whole = await app.as(owner).deals.list({ sort })
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const page = await app.as(owner).deals.list({ sort, limit: 2, ...(cursor && { cursor }) })
      paged.push(...titles(page))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(paged).toEqual(titles(whole))
    expect(new Set(paged).size).toBe(7)
  })

  test('orders titles by the Russian alphabet', async () => {
    for (const title of ['ёлка', 'Яблоко', 'еда', 'жук', 'Арбуз']) await deal(seller, title)
    expect(titles(await app.as(seller).deals.list({ sort: 'title' }))).toEqual([
      'Арбуз',
      'еда',
      'ёлка',
      'жук',
      'Яблоко',
    ])
  })

  test('narrows by each filter', async () => {
    const source = await company.source('Сайт')
    const department = await company.department('Север')
    const northerner = await company.person({ name: 'Нина Северная', departmentId: department })
    await deal(owner, 'С сайта', {
      sourceId: source,
      ownerId: seller.id,
      amountMinor: 500,
      expectedCloseOn: '2026-12-15',
    })
    await deal(owner, 'Северная', { ownerId: northerner.id, amountMinor: 700 })
    const won = await deal(owner, 'Выигранная 100%', { ownerId: rival.id, amountMinor: 900 })
    await app.as(owner).deals.move({ id: won.id, stageId: pipeline.won })
    const found = async (filter: object) => titles(await app.as(owner).deals.list({ ...filter, sort: 'title' }))
    expect(await found({ sourceIds: [source] })).toEqual(['С сайта'])
    expect(await found({ departmentIds: [department] })).toEqual(['Северная'])
    expect(await found({ ownerIds: [seller.id, northerner.id] })).toEqual(['С сайта', 'Северная'])
    expect(await found({ outcomes: ['won'] })).toEqual(['Выигранная 100%'])
    expect(await found({ stageIds: [pipeline.won] })).toEqual(['Выигранная 100%'])
    expect(await found({ closed: '2026-11' })).toEqual(['Выигранная 100%'])
    expect(await found({ closed: '2026-10' })).toEqual([])
    expect(await found({ created: '2026-11-21' })).toHaveLength(3)
    expect(await found({ expected: '2026-12' })).toEqual(['С сайта'])
    expect(await found({ minAmountMinor: 600, maxAmountMinor: 800 })).toEqual(['Северная'])
    expect(await found({ text: 'СЕВЕР' })).toEqual(['Северная'])
    expect(await found({ text: '0%' })).toEqual(['Выигранная 100%'])
    expect(await found({ text: '_' })).toEqual([])
    expect(await found({ pipelineId: pipeline.id })).toHaveLength(3)
    const totals = await app.as(owner).deals.totals({ ownerIds: [seller.id, northerner.id] })
    expect(totals).toEqual({ count: 2, sumMinor: 1200 })
    expect(await app.as(owner).deals.totals({ sourceIds: [source] })).toEqual({ count: 1, sumMinor: 500 })
    expect(await app.as(owner).deals.totals({ outcomes: ['open'] })).toEqual({ count: 2, sumMinor: 1200 })
  })

  test('refuses a cursor of another order and a broken one', async () => {
    for (const number of [1, 2, 3]) await deal(seller, `Сделка ${number}`)
    const { nextCursor } = await app.as(seller).deals.list({ limit: 1 })
    const cursor = nextCursor ?? ''
    await expect(app.as(seller).deals.list({ sort: 'amount', cursor })).rejects.toMatchObject({ code: 'CURSOR_BROKEN' })
    await expect(app.as(seller).deals.list({ cursor: 'abc' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const forged = Buffer.from(JSON.stringify(['-created', 0, ["'; drop table deals"], seller.id])).toString(
      'base64url',
    )
    await expect(app.as(seller).deals.list({ cursor: forged })).rejects.toMatchObject({ code: 'CURSOR_BROKEN' })
  })
})

describe('search', () => {
  test('finds by a part of the title, by our number and by the number in another system', async () => {
    const made = await deal(seller, 'Поставка насосов для «Вектора»')
    await deal(rival, 'Поставка насосов чужая')
    await app.database
      .updateTable('deals')
      .set({ external_source: 'amocrm', external_id: '31337' })
      .where('id', '=', made.id)
      .execute()
    const found = async (text: string) => titles(await app.as(head).deals.search({ text }))
    for (const text of ['насос', 'НАСОСОВ ДЛЯ', made.id, '31337', 'на']) expect(await found(text)).toEqual([made.title])
    for (const text of ['%', '\\', 'ничего такого', "'"]) expect(await found(text)).toEqual([])
  })

  test('sees exactly what row security lets through', async () => {
    for (const by of [owner, head, seller, rival]) await deal(by, `Общее слово ${by.id}`)
    for (const by of [owner, head, seller, rival]) {
      const visible = (await app.as(by).deals.list({ limit: 200 })).rows.map(({ id }) => id)
      const found = (await app.as(by).deals.search({ text: 'общее слово', limit: 50 })).rows.map(({ id }) => id)
      expect(found.toSorted()).toEqual(visible.toSorted())
    }
  })

  test.each(['a common word', 'a rare word'])(
    'shows open deals before closed ones and the newest first: %s',
    async (how) => {
      const made: { id: string; title: string; closed: boolean }[] = []
      const count = how === 'a common word' ? 14 : 4
      for (let number = 0; number < count; number += 1) {
        const title = `Обвязка котельной ${number}`
        const { id } = await deal(number % 3 === 0 ? head : seller, title)
        await app.database
          .updateTable('deals')
          .set({ created_at: new Date(Date.UTC(2026, 9, 1 + ((number * 5) % count))) })
          .where('id', '=', id)
          .execute()
        const closed = number === 1
        if (closed) await app.as(head).deals.move({ id, stageId: pipeline.won })
        made.push({ id, title, closed })
      }
      await deal(rival, 'Обвязка котельной чужая')
      const newest = made.toSorted((a, b) => {
        const place = ({ title }: { title: string }) => (Number(title.split(' ')[2]) * 5) % count
        return Number(a.closed) - Number(b.closed) || place(b) - place(a)
      })
      const found = await app.as(head).deals.search({ text: 'котельной', limit: 10 })
      expect(titles(found)).toEqual(newest.slice(0, 10).map(({ title }) => title))
    },
  )
})

describe('board', () => {
  test('shows stages with their count, sum and first cards; the rest comes by cursor', async () => {
    for (const number of [1, 2, 3]) await deal(seller, `Сделка ${number}`, { amountMinor: 100 })
    await deal(rival, 'Чужая')
    const { columns } = await app.as(head).deals.board({ pipelineId: pipeline.id, limit: 2 })
    expect(columns.map(({ stage }) => stage.name)).toEqual([
      'Новая',
      'Квалификация',
      'Предложение',
      'Переговоры',
      'Успешно',
      'Отказ',
    ])
    expect(columns[0]).toMatchObject({ totals: { count: 3, sumMinor: 300 } })
    expect(columns[1]).toMatchObject({ totals: { count: 0, sumMinor: 0 }, rows: [], nextCursor: null })
    const rest = await app
      .as(head)
      .deals.boardColumn({ stageId: pipeline.stage('Новая'), cursor: columns[0]?.nextCursor ?? '' })
    expect([...titles(columns[0] ?? { rows: [] }), ...titles(rest)].toSorted()).toEqual([
      'Сделка 1',
      'Сделка 2',
      'Сделка 3',
    ])
  })

  test('counts under any filter on demand', async () => {
    const source = await company.source('Сайт')
    await deal(seller, 'С сайта', { sourceId: source, amountMinor: 300 })
    await deal(seller, 'Без источника')
    const { columns } = await app.as(head).deals.board({ pipelineId: pipeline.id, sourceIds: [source] })
    expect(columns[0]).toMatchObject({ totals: null, rows: [{ title: 'С сайта' }] })
    const totals = await app.as(head).deals.boardTotals({ pipelineId: pipeline.id, sourceIds: [source] })
    expect(totals.columns).toEqual([{ stageId: pipeline.stage('Новая'), count: 1, sumMinor: 300 }])
  })
})

describe('card', () => {
  test('the answer of a move is the row that the list shows from then on', async () => {
    const { id } = await app.as(head).deals.create({ title: 'Ответ хода', ownerId: seller.id, amountMinor: 70_000_00 })
    for (const stageId of [pipeline.stage('Переговоры'), pipeline.won, pipeline.stage('Новая')]) {
      const { deal: moved } = await app.as(head).deals.move({ id, stageId })
      const { rows } = await app.as(head).deals.list({ text: 'Ответ хода' })
      // What is planned next does not change by a move and is not read for it.
      expect(rows).toEqual([{ ...moved, nextStep: null }])
    }
  })

  test('moves are logged with their author, are undone, and time on stages adds up', async () => {
    const { id } = await deal(seller, 'Завод')
    await app.as(head).deals.move({ id, stageId: pipeline.stage('Предложение') })
    const { seq } = await app.as(head).deals.move({ id, stageId: pipeline.stage('Переговоры') })
    const back = await app.as(head).deals.undoMove({ id, seq })
    expect(back.stage.name).toBe('Предложение')
    await app
      .as(seller)
      .deals.edit({ id, version: back.version, changes: { amountMinor: 777, comment: 'Просят скидку' } })
    const { entries, stageTimes } = await app.as(seller).deals.history({ id })
    expect(entries.map(({ kind }) => kind).toSorted()).toEqual(['created', 'edited', 'moved', 'moved', 'undone'])
    expect(entries.find((entry) => entry.voided)).toMatchObject({
      to: { name: 'Переговоры' },
      by: { name: 'Глеб Руководитель' },
    })
    const edited = entries.find(({ kind }) => kind === 'edited')
    expect(edited).toMatchObject({ by: { name: 'Семён Продавец' }, source: 'ui' })
    expect(edited?.changes).toContainEqual({
      field: 'amountMinor',
      label: null,
      from: 10000,
      to: 777,
      fromName: null,
      toName: null,
    })
    expect(stageTimes.map(({ stage, skipped, current }) => [stage.name, skipped, current])).toEqual([
      ['Новая', false, false],
      ['Квалификация', true, false],
      ['Предложение', false, true],
    ])
    await expect(app.as(head).deals.undoMove({ id, seq })).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' })
  })

  test('a deal is not made lost past the question why', async () => {
    await app.as(owner).deals.addLossReason({ name: 'Дорого' })
    await expect(app.as(head).deals.create({ title: 'Сразу отказ', stageId: pipeline.lost })).rejects.toMatchObject({
      code: 'LOSS_REASON_REQUIRED',
    })
  })

  test('a lost deal that was moved by mistake and moved back is lost for the same reason', async () => {
    const { id } = await deal(seller, 'Сорвалась')
    const api = app.as(head).deals
    const lossReasonId = (await app.as(owner).deals.addLossReason({ name: 'Выбрали другого' })).id
    const lossCompetitorId = (await app.as(owner).deals.addCompetitor({ name: 'Сосед' })).id
    const loss = { lossReasonId, lossCompetitorId, lossComment: 'Цена' }
    await api.move({ id, stageId: pipeline.lost, ...loss })
    const { seq } = await api.move({ id, stageId: pipeline.stage('Переговоры') })
    await api.undoMove({ id, seq })
    expect(await api.get({ id })).toMatchObject({
      lossReason: { name: 'Выбрали другого' },
      lossCompetitor: { name: 'Сосед' },
      lossComment: 'Цена',
    })
  })

  test('the second of two people who change one card gets the current values, and nothing is overwritten', async () => {
    const { id } = await deal(seller, 'Первое имя')
    await app.as(head).deals.edit({ id, version: 1, changes: { title: 'Второе имя' } })
    const late = app.as(seller).deals.edit({ id, version: 1, changes: { title: 'Третье имя', amountMinor: 5 } })
    await expect(late).rejects.toMatchObject({
      code: 'DEAL_CHANGED',
      status: 409,
      data: { current: { title: 'Второе имя', version: 2, amountMinor: 100_00 } },
    })
    const move = app.as(seller).deals.move({ id, version: 1, stageId: pipeline.won })
    await expect(move).rejects.toMatchObject({ code: 'DEAL_CHANGED', data: { current: { stage: { name: 'Новая' } } } })
    expect(await app.as(seller).deals.get({ id })).toMatchObject({ title: 'Второе имя', version: 2 })
  })

  test('a loss asks for its reason', async () => {
    const { id } = await deal(seller, 'Завод')
    const reason = await app.as(owner).deals.addLossReason({ name: 'Дорого' })
    await expect(app.as(seller).deals.move({ id, stageId: pipeline.lost })).rejects.toMatchObject({
      code: 'LOSS_REASON_REQUIRED',
      message: 'Укажите причину отказа: без неё сделку нельзя закрыть как проигранную.',
    })
    const lost = await app
      .as(seller)
      .deals.move({ id, stageId: pipeline.lost, lossReasonId: reason.id, lossComment: 'На 20 %' })
    expect(lost.deal).toMatchObject({ lossReason: { name: 'Дорого' }, stage: { meaning: 'lost' } })
    expect(lost.deal.closedAt).not.toBeNull()
    expect((await app.as(seller).deals.list({})).rows[0]).toMatchObject(lost.deal)
  })

  test('an answer names a reason of loss as it is called by now', async () => {
    const { id } = await deal(seller, 'Завод')
    const { id: reasonId } = await app.as(owner).deals.addLossReason({ name: 'Дорого' })
    const move = { id, stageId: pipeline.lost, lossReasonId: reasonId }
    await app.as(seller).deals.move(move)
    await app.as(owner).deals.editLossReason({ id: reasonId, name: 'Не прошли по цене' })
    expect((await app.as(seller).deals.move(move)).deal.lossReason).toEqual({ id: reasonId, name: 'Не прошли по цене' })
    await expect(app.as(seller).deals.move({ ...move, lossReasonId: id })).rejects.toMatchObject({
      code: 'REFERENCE_MISSING',
      data: { fields: ['lossReasonId'] },
    })
  })

  test('bad input is refused with a sentence and changes nothing', async () => {
    const { id } = await deal(seller, "<b>Завод</b> 🏭 ' or 1=1 --")
    expect((await app.as(seller).deals.get({ id })).title).toBe("<b>Завод</b> 🏭 ' or 1=1 --")
    const edit = (changes: object) => app.as(seller).deals.edit({ id, version: 1, changes })
    for (const changes of [
      { amountMinor: -1 },
      { amountMinor: 1e18 },
      { amountMinor: 1.5 },
      { amountMinor: 'много' },
      { expectedCloseOn: '0021-01-01' },
      { expectedCloseOn: '2999-01-01' },
      { expectedCloseOn: '2026-02-30' },
      { title: '   ' },
      { title: 'я'.repeat(501) },
      { currency: 'XXX' },
      { ownerId: 'кто-то' },
    ]) {
      await expect(edit(changes)).rejects.toMatchObject({ code: 'BAD_REQUEST', data: { issues: expect.anything() } })
    }
    await expect(edit({ expectedCloseOn: '0021-01-01' })).rejects.toMatchObject({
      data: {
        issues: [
          {
            path: ['changes', 'expectedCloseOn'],
            message: 'Такой даты быть не может: год должен быть между 1900 и 2099.',
          },
        ],
      },
    })
    const nobody = '00000000-0000-7000-8000-000000000000'
    await expect(edit({ companyId: nobody })).rejects.toMatchObject({
      code: 'REFERENCE_MISSING',
      data: { fields: ['companyId'] },
    })
    await expect(edit({ currency: 'USD' })).rejects.toMatchObject({ code: 'RATE_MISSING' })
    await expect(app.as(seller).deals.move({ id, stageId: nobody })).rejects.toMatchObject({ code: 'STAGE_UNKNOWN' })
    const future = app.as(seller).deals.move({ id, stageId: pipeline.won, occurredAt: '2027-01-01T00:00:00Z' })
    await expect(future).rejects.toMatchObject({ code: 'MOVE_IN_FUTURE' })
    expect((await app.as(seller).deals.get({ id })).version).toBe(1)
  })

  test('a deal in the trash leaves list, board and totals, and comes back', async () => {
    const { id } = await deal(seller, 'Завод')
    await app.as(head).deals.trash({ ids: [id], deleted: true })
    expect(await app.as(head).deals.totals({})).toEqual({ count: 0, sumMinor: 0 })
    expect((await app.as(head).deals.list({})).rows).toEqual([])
    await expect(app.as(head).deals.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await app.as(head).deals.trash({ ids: [id], deleted: false })
    expect(await app.as(head).deals.totals({})).toEqual({ count: 1, sumMinor: 100_00 })
  })
})
