import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const at = (day: string) => `2026-${day}T12:00:00+03:00`

async function teamOf() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head' })
  const seller = await company.person({ name: 'Анна', managerId: head.id })
  const pipeline = await company.pipeline(['Новая', 'КП'])
  const [fresh = '', offer = ''] = pipeline.stages.map((stage) => stage.id)
  // Deals of these tests have no tasks; that alone would bring each of them here.
  await app.as(owner).hygiene.editRule({ code: 'noStep', enabled: false, threshold: 1 })
  return { company, owner, head, seller, pipeline, fresh, offer }
}

describe('what needs a hand', () => {
  test('overdue, closing, silent: each deal once with its reasons, the largest first', async () => {
    const { company, head, seller, fresh, pipeline } = await teamOf()
    await company.deals([
      {
        owner: seller,
        title: 'Просрочена',
        amountMinor: 500_00,
        expectedCloseOn: '2026-11-16',
        moves: [[fresh, at('10-01')]],
      },
      {
        owner: seller,
        title: 'Завтра',
        amountMinor: 900_00,
        expectedCloseOn: '2026-11-22',
        moves: [[fresh, at('11-15')]],
      },
      {
        owner: seller,
        title: 'В порядке',
        amountMinor: 950_00,
        expectedCloseOn: '2026-12-22',
        moves: [[fresh, at('11-15')]],
      },
      {
        owner: seller,
        title: 'Выиграна',
        amountMinor: 990_00,
        expectedCloseOn: '2026-11-01',
        moves: [
          [fresh, at('10-15')],
          [pipeline.won, at('11-15')],
        ],
      },
    ])
    const { items } = await app.as(head).home.attention({})
    expect(items.filter((item) => item.kind === 'deal')).toMatchObject([
      {
        title: 'Завтра',
        amountMinor: 900_00,
        stageName: 'Новая',
        ownerName: 'Анна',
        closingInDays: 1,
        reasons: [],
      },
      {
        title: 'Просрочена',
        reasons: [
          { code: 'silent', value: 50 },
          { code: 'overdueClose', value: 5 },
        ],
      },
    ])
  })

  test('a deal is stuck when it stands longer than nine of ten of the last three months', async () => {
    const { company, head, seller, fresh, offer } = await teamOf()
    const quick = Array.from({ length: 20 }, () => ({
      owner: seller,
      moves: [
        [fresh, at('11-10')],
        [offer, at('11-12')],
      ] as const,
    }))
    await company.deals([
      ...quick,
      { owner: seller, title: 'Застряла', amountMinor: 800_00, moves: [[fresh, at('11-14')]] },
    ])
    const { items } = await app.as(head).home.attention({})
    expect(items.find((item) => item.kind === 'deal')).toMatchObject({
      title: 'Застряла',
      reasons: [{ code: 'stuck', value: 6, usual: 2 }],
    })
  })

  test('a call makes a deal heard of again', async () => {
    const { company, head, seller, fresh } = await teamOf()
    const [id = ''] = await company.deals([{ owner: seller, moves: [[fresh, at('10-01')]] }])
    const call = {
      workspace_id: company.id,
      kind: 'call',
      owner_id: seller.id,
      deal_id: id,
      occurred_at: new Date(at('11-20')),
    }
    await app.database.insertInto('activities').values(call).execute()
    const { items } = await app.as(head).home.attention({})
    expect(items.filter((item) => item.kind === 'deal')).toEqual([])
  })

  test('a seller behind the pace and sellers without a plan', async () => {
    const { company, head, seller } = await teamOf()
    await company.person({ name: 'Борис', managerId: head.id })
    const plan = {
      workspace_id: company.id,
      month: '2026-11-01',
      level: 'person',
      subject_id: seller.id,
      owner_id: seller.id,
      amount_minor: 1_000_000_00,
    }
    await app.database.insertInto('plan_cells').values(plan).execute()
    const { items } = await app.as(head).home.attention({})
    expect(items).toMatchObject([
      { kind: 'behind', name: 'Анна', factMinor: 0 },
      { kind: 'noPlan', people: ['Борис'], amountMinor: null },
    ])
    expect((await app.as(seller).home.attention({})).items).toEqual([])
  })
})

describe('what is put off', () => {
  const two = async () => {
    const team = await teamOf()
    const deal = (title: string, amountMinor: number) => ({
      owner: team.seller,
      title,
      amountMinor,
      moves: [[team.fresh, at('10-01')]] as const,
    })
    await team.company.deals([deal('Первая', 900_00), deal('Вторая', 800_00), deal('Третья', 700_00)])
    const ask = app.as(team.head).home
    const titles = async (input: { withHidden?: boolean } = {}) =>
      (await ask.attention(input)).items.flatMap((item) => (item.kind === 'deal' ? [item.title] : []))
    const keyOf = async (title: string) =>
      (await ask.attention({ withHidden: true })).items.find((item) => item.kind === 'deal' && item.title === title)
        ?.key ?? ''
    return { ...team, ask, titles, keyOf }
  }

  test('a snoozed item is back on demand, for whoever put it off alone', async () => {
    const { ask, titles, keyOf, owner } = await two()
    const key = await keyOf('Первая')
    await ask.dismiss({ key, untilOn: '2026-11-22' })
    expect(await titles()).toEqual(['Вторая', 'Третья'])
    expect(await ask.attention({})).toMatchObject({ snoozed: 1, learnt: 0 })
    expect(await titles({ withHidden: true })).toEqual(['Первая', 'Вторая', 'Третья'])
    const others = (await app.as(owner).home.attention({})).items.filter((item) => item.kind === 'deal')
    expect(others).toHaveLength(3)
    await ask.restore({ key })
    expect(await titles()).toHaveLength(3)
  })

  test('two «no problem» of one rule about one person hide the third like them', async () => {
    const { ask, titles, keyOf } = await two()
    for (const title of ['Первая', 'Вторая'])
      await ask.dismiss({ key: await keyOf(title), untilOn: null, reason: 'клиент в отпуске' })
    expect(await titles()).toEqual([])
    expect(await ask.attention({})).toMatchObject({ snoozed: 2, learnt: 1 })
    await ask.restore({ key: await keyOf('Третья') })
    expect(await titles()).toHaveLength(3)
  })

  test('says what is wrong with a wish that cannot be met', async () => {
    const { ask, keyOf } = await two()
    const key = await keyOf('Первая')
    await expect(ask.dismiss({ key, untilOn: '2026-11-21' })).rejects.toMatchObject({ code: 'SNOOZE_PAST' })
    await expect(ask.dismiss({ key, untilOn: null })).rejects.toMatchObject({ code: 'REASON_NEEDED' })
    await expect(ask.dismiss({ key: 'deal:нет', untilOn: '2026-11-25' })).rejects.toMatchObject({ code: 'ITEM_GONE' })
    await expect(ask.restore({ key: 'deal:нет' })).rejects.toMatchObject({ code: 'ITEM_GONE' })
  })
})

describe('what nobody has touched for long', () => {
  test('is one line with its sum instead of many, and a list of its own', async () => {
    const { company, head, seller, fresh } = await teamOf()
    await company.deals([
      ...[3, 1, 2].map((n) => ({
        owner: seller,
        title: `Забыта ${n}`,
        amountMinor: n * 100_00,
        moves: [[fresh, at('05-01')]] as const,
      })),
      { owner: seller, title: 'Тихая', amountMinor: 50_00, moves: [[fresh, at('10-20')]] },
    ])
    const ask = app.as(head).home
    const { items } = await ask.attention({})
    expect(items.slice(0, 2)).toMatchObject([
      { kind: 'abandoned', n: 3, amountMinor: 600_00, hasMore: false, days: 90 },
      { kind: 'deal', title: 'Тихая' },
    ])
    const first = await ask.abandoned({ limit: 2 })
    const second = await ask.abandoned({ limit: 2, cursor: first.nextCursor ?? '' })
    expect([...first.rows, ...second.rows].map((row) => row.title)).toEqual(['Забыта 3', 'Забыта 2', 'Забыта 1'])
    expect(second.nextCursor).toBeNull()
    expect((await app.as(await company.person()).home.abandoned({})).rows).toEqual([])
  })
})

describe('the beginning', () => {
  test('an empty company has nothing; one with deals and sellers has them', async () => {
    const company = await app.company()
    const owner = await company.person({ role: 'owner' })
    expect(await app.as(owner).home.start({})).toEqual({
      today: '2026-11-21',
      hasDeals: false,
      hasSellers: false,
      hasPlan: false,
    })
    const team = await teamOf()
    await team.company.deals([{ owner: team.seller, moves: [[team.fresh, at('11-01')]] }])
    expect(await app.as(team.owner).home.start({})).toMatchObject({ hasDeals: true, hasSellers: true, hasPlan: false })
  })

  test('my latest moves, the newest first', async () => {
    const { company, seller, fresh, offer, pipeline } = await teamOf()
    await company.deals([
      {
        owner: seller,
        title: 'Первая',
        moves: [
          [fresh, at('11-10')],
          [offer, at('11-12')],
        ],
      },
      {
        owner: seller,
        title: 'Вторая',
        moves: [
          [fresh, at('11-10')],
          [pipeline.won, at('11-14')],
        ],
      },
      { owner: seller, title: 'Старая', moves: [[fresh, at('09-10')]] },
      { owner: null, title: 'Чужая', moves: [[fresh, at('11-20')]] },
    ])
    const { rows } = await app.as(seller).home.recent({})
    expect(rows.map((row) => [row.title, row.stageName, row.meaning])).toEqual([
      ['Вторая', 'Успешно', 'won'],
      ['Первая', 'КП', 'open'],
    ])
  })
})

describe('who may see it', () => {
  test.each(['attention', 'abandoned', 'today', 'recent', 'start'] as const)(
    '%s: a stranger is turned away',
    async (question) => {
      await expect(app.stranger.home[question]({})).rejects.toMatchObject({ status: 401 })
    },
  )

  test('HR and the administrator see no deals and are told of none', async () => {
    const { company, seller, fresh } = await teamOf()
    await company.deals([{ owner: seller, moves: [[fresh, at('11-01')]] }])
    for (const role of ['hr', 'admin']) {
      const ask = app.as(await company.person({ role })).home
      await expect(ask.attention({})).rejects.toMatchObject({ status: 403 })
      await expect(ask.abandoned({})).rejects.toMatchObject({ status: 403 })
      await expect(ask.recent({})).rejects.toMatchObject({ status: 403 })
      expect(await ask.start({})).toMatchObject({ hasDeals: false })
    }
  })

  test('a head is not told of another team, nor anybody of another company', async () => {
    const { company, seller, head, fresh } = await teamOf()
    const elsewhere = await teamOf()
    await company.deals([{ owner: seller, expectedCloseOn: '2026-11-01', moves: [[fresh, at('10-01')]] }])
    const deals = async (person: typeof head) =>
      (await app.as(person).home.attention({})).items.filter((item) => item.kind === 'deal').length
    expect(await deals(head)).toBe(1)
    expect(await deals(seller)).toBe(1)
    expect(await deals(await company.person({ role: 'head' }))).toBe(0)
    expect(await deals(elsewhere.owner)).toBe(0)
  })
})

describe('today', () => {
  // The clock of tests: Saturday, 21 November 2026.
  test('on a day off says when work goes on and what waits, and the norms of the week of the reader’s people', async () => {
    const { owner, head, seller, company } = await teamOf()
    await app.as(owner).norms.setRules({
      items: [{ level: 'role', role: 'seller', kind: 'call', validFrom: '2026-11-02', amount: 10 }],
    })
    await app.as(seller).tasks.create({ title: 'Позвонить', ownerId: seller.id, dueOn: '2026-11-23' })
    const norms = { from: '2026-11-16', to: '2026-11-22', people: 1 }
    const kinds = [{ kind: 'call', done: 0, norm: 50, today: 0 }]
    const mine = await app.as(seller).home.today({})
    expect(mine).toEqual({
      rituals: [],
      dayOff: { next: '2026-11-23', rituals: [], tasks: 1 },
      norms: { ...norms, kinds },
    })
    expect(await app.as(head).home.today({})).toMatchObject({ dayOff: { tasks: 0 }, norms: { ...norms, kinds } })
    const otherHead = await company.person({ role: 'head' })
    const stranger = await (await app.company()).person({ role: 'owner' })
    // They see all people of the company, but norms are closed to them.
    const closed = await Promise.all(['marketing', 'finance'].map((role) => company.person({ role, scope: 'all' })))
    for (const person of [otherHead, stranger, ...closed])
      expect((await app.as(person).home.today({})).norms).toMatchObject({ people: 0, kinds: [] })
    await expect(app.as(await company.person({ role: 'hr' })).home.today({})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(app.stranger.home.today({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })
})
