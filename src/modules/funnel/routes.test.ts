import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, funnelTeam, november } from '../../testing-funnel.ts'
import { testApp, type TestApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const teamOf = () => funnelTeam(app)

describe('the deals behind a figure', () => {
  test('come in pages, newest first, each once', async () => {
    const { company, seller, fresh, ask } = await teamOf()
    await company.deals(
      Array.from({ length: 7 }, (_, index) => ({
        owner: seller,
        title: `Сделка ${index}`,
        moves: [[fresh, at(`11-0${1 + (index % 3)}`)] as const],
      })),
    )
    const titles: (string | null)[] = []
    let cursor: string | undefined
    do {
      const page = await ask.deals({ ...november, figure: 'cohort_created', limit: 3, ...(cursor && { cursor }) })
      titles.push(...page.rows.map((row) => row.title))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(titles).toHaveLength(7)
    expect(new Set(titles).size).toBe(7)
    expect(titles[0]).toMatch(/[25]/)
  })

  test('a deal handed to another team is counted for the one who had it first and shown without its title', async () => {
    const { company, head, seller, fresh, offer, ask } = await teamOf()
    const other = await company.person({ name: 'Другой' })
    await company.deals([
      {
        owner: other,
        moves: [
          [fresh, at('11-01'), { ownerId: seller.id }],
          [offer, at('11-02'), { ownerId: other.id }],
        ],
      },
    ])
    expect((await app.as(head).funnel.view(november)).happened.created.n).toBe(1)
    const entered = await app.as(head).funnel.view(november)
    const { rows } = await app
      .as(head)
      .funnel.deals({ ...november, figure: 'period_entered_stage', stageId: entered.stages[0]?.id ?? '' })
    expect(rows).toMatchObject([{ title: null, ownerName: 'Анна Смирнова' }])
    expect((await ask.view(november)).cohort.created.n).toBe(1)
  })

  test('a figure of a stage wants a stage of this pipeline', async () => {
    const { ask, owner } = await teamOf()
    await expect(ask.deals({ ...november, figure: 'stays_stage' })).rejects.toMatchObject({ code: 'STAGE_NEEDED' })
    await expect(ask.deals({ ...november, figure: 'stays_stage', stageId: owner.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test.each([['период'], ['2026-13'], ['0021-01'], ["2026-11' or 1=1"]])(
    'a period %s is refused in words',
    async (period) => {
      const { ask } = await teamOf()
      await expect(ask.view({ period })).rejects.toMatchObject({ status: 400 })
    },
  )

  test('a broken cursor is refused', async () => {
    const { ask } = await teamOf()
    await expect(ask.deals({ ...november, figure: 'now_all', cursor: 'wrong' })).rejects.toMatchObject({ status: 400 })
  })
})

describe('filters', () => {
  test('offer what there is: for a head his own people, and departments that have some of them', async () => {
    const { company, head, seller } = await teamOf()
    const south = await company.department('Юг', undefined, head.id)
    await company.department('Север')
    await company.source('Сайт')
    const mine = await company.person({ name: 'Борис', departmentId: south, leftOn: '2026-05-01' })
    const { pipelines, people, departments, sources } = await app.as(head).funnel.choices({})
    expect(pipelines.map((one) => one.name)).toEqual(['Продажи'])
    expect(people.map((one) => [one.id, one.hasLeft])).toEqual([
      [seller.id, false],
      [head.id, false],
      [mine.id, true],
    ])
    expect(departments.map((one) => one.name)).toEqual(['Юг'])
    expect(sources.map((one) => one.name)).toEqual(['Сайт'])
  })

  test('by seller, department with those below it, and source', async () => {
    const { company, owner, fresh } = await teamOf()
    const south = await company.department('Юг')
    const rostov = await company.department('Ростов', south)
    const one = await company.person({ departmentId: rostov })
    const two = await company.person()
    const site = await company.source('Сайт')
    await company.deals([
      { owner: one, sourceId: site, moves: [[fresh, at('11-01')]] },
      { owner: two, moves: [[fresh, at('11-01')]] },
      { owner: null, sourceId: site, moves: [[fresh, at('11-01')]] },
    ])
    const created = async (filters: object) =>
      (await app.as(owner).funnel.view({ ...november, ...filters })).cohort.created.n
    expect(await created({})).toBe(3)
    expect(await created({ sellerIds: [one.id] })).toBe(1)
    expect(await created({ departmentIds: [south] })).toBe(1)
    expect(await created({ sourceIds: [site] })).toBe(2)
    expect(await created({ sourceIds: [site], sellerIds: [two.id] })).toBe(0)
  })
})

describe('who may see it', () => {
  const questions = ['view', 'time', 'ongoing', 'cycle', 'deals'] as const
  const input = { ...november, figure: 'now_all' as const }

  test.each(questions)('%s: a stranger is turned away, HR and the administrator see no deals', async (question) => {
    const { company } = await teamOf()
    await expect(app.stranger.funnel[question](input)).rejects.toMatchObject({ status: 401 })
    for (const role of ['hr', 'admin']) {
      const person = await company.person({ role })
      await expect(app.as(person).funnel[question](input)).rejects.toMatchObject({ status: 403 })
    }
  })

  test('what can be chosen is not told to strangers and to those who see no deals', async () => {
    const { company } = await teamOf()
    await expect(app.stranger.funnel.choices({})).rejects.toMatchObject({ status: 401 })
    await expect(app.as(await company.person({ role: 'hr' })).funnel.choices({})).rejects.toMatchObject({ status: 403 })
  })

  test('a seller sees his own, a head his team, another team and another company nothing', async () => {
    const { company, head, seller, owner, fresh, offer } = await teamOf()
    const stranger = await company.person({ role: 'head' })
    const colleague = await company.person({ managerId: head.id })
    const elsewhere = await teamOf()
    await company.deals([
      {
        owner: seller,
        moves: [
          [fresh, at('11-01')],
          [offer, at('11-02')],
        ],
      },
      {
        owner: colleague,
        moves: [
          [fresh, at('11-01')],
          [offer, at('11-02')],
        ],
      },
    ])
    const seen = async (person: typeof owner) => {
      const ask = app.as(person).funnel
      const { cohort, snapshot } = await ask.view(november)
      const time = await ask.time(november)
      const { rows } = await ask.deals(input)
      return [cohort.created.n, snapshot.all.n, time.stages.reduce((sum, stage) => sum + stage.n, 0), rows.length]
    }
    expect(await seen(seller)).toEqual([1, 1, 1, 1])
    expect(await seen(head)).toEqual([2, 2, 2, 2])
    expect(await seen(owner)).toEqual([2, 2, 2, 2])
    expect(await seen(stranger)).toEqual([0, 0, 0, 0])
    expect(await seen(elsewhere.owner)).toEqual([0, 0, 0, 0])
  })

  test('asking for a foreign seller, pipeline or department is asking for nothing that exists', async () => {
    const { company, head } = await teamOf()
    const other = await company.person()
    const elsewhere = await teamOf()
    const ask = app.as(head).funnel
    for (const filters of [
      { sellerIds: [other.id] },
      { sellerIds: [elsewhere.seller.id] },
      { pipelineId: elsewhere.pipeline.id },
      { departmentIds: [head.id] },
    ]) {
      await expect(ask.view({ ...november, ...filters })).rejects.toMatchObject({ code: 'NOT_FOUND', status: 404 })
    }
  })
})
