import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeDeals, writeContext } from '#modules/deals/api.ts'
import { testApp, type TestApp } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const november = { period: '2026-11' }
/** A moment of a November or October day, Moscow time. */
const at = (day: string, time = '12:00:00') => `2026-${day}T${time}+03:00`

async function teamOf() {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const head = await company.person({ role: 'head' })
  const seller = await company.person({ name: 'Анна Смирнова', managerId: head.id })
  const pipeline = await company.pipeline(['Новая', 'КП', 'Договор'])
  const [fresh = '', offer = '', contract = ''] = pipeline.stages.map((stage) => stage.id)
  return { company, owner, head, seller, pipeline, fresh, offer, contract, ask: app.as(owner).funnel }
}

describe('traps of the funnel', () => {
  test('created and won in the same second: it reached every stage and took no time', async () => {
    const { company, seller, pipeline, fresh, ask } = await teamOf()
    await company.deals([
      {
        owner: seller,
        moves: [
          [fresh, at('11-03')],
          [pipeline.won, at('11-03')],
        ],
      },
    ])
    const { cohort, happened } = await ask.view(november)
    expect(cohort.stages.map((stage) => stage.reached.n)).toEqual([1, 1, 1])
    expect(cohort.conversion.share).toBe(1)
    expect(happened.stages.map((stage) => stage.entered)).toEqual([1, 1, 1])
    expect(await ask.cycle(november)).toMatchObject({ n: 1, medianSeconds: 0, negative: 0 })
  })

  test('a skipped stage counts as reached and makes no stay', async () => {
    const { company, seller, fresh, contract, ask } = await teamOf()
    await company.deals([
      {
        owner: seller,
        moves: [
          [fresh, at('11-02')],
          [contract, at('11-04')],
        ],
      },
    ])
    const { cohort, happened } = await ask.view(november)
    expect(cohort.stages.map((stage) => stage.reached.n)).toEqual([1, 1, 1])
    expect(happened.stages.map((stage) => stage.entered)).toEqual([1, 1, 1])
    const { stages } = await ask.time(november)
    expect(stages.map((stage) => stage.n)).toEqual([1, 0, 0])
  })

  test('a return counts once in conversions and as a stay of its own in time', async () => {
    const { company, seller, fresh, offer, contract, ask } = await teamOf()
    const moves = [
      [fresh, at('11-01')],
      [offer, at('11-02')],
      [contract, at('11-03')],
      [offer, at('11-04')],
      [contract, at('11-06')],
    ] as const
    await company.deals([{ owner: seller, moves }])
    const { cohort, happened, snapshot } = await ask.view(november)
    expect(cohort.stages.map((stage) => stage.reached.n)).toEqual([1, 1, 1])
    expect(happened.stages.map((stage) => stage.entered)).toEqual([1, 1, 1])
    expect(snapshot.stages.map((stage) => stage.here.n)).toEqual([0, 0, 1])
    const { stages } = await ask.time(november)
    expect(stages.map((stage) => stage.n)).toEqual([1, 2, 1])
    expect(stages[1]?.meanSeconds).toBe(1.5 * 86_400)
  })

  test('won, reopened and lost in the next month: lost from the last stage, and no win of the first month', async () => {
    const { company, seller, pipeline, fresh, contract, ask } = await teamOf()
    const moves = [
      [fresh, at('10-05')],
      [pipeline.won, at('10-20')],
      [contract, at('11-02')],
      [pipeline.lost, at('11-10')],
    ] as const
    await company.deals([{ owner: seller, moves }])
    const october = await ask.view({ period: '2026-10' })
    expect(october.happened.won.n).toBe(0)
    expect(october.cohort).toMatchObject({ won: { n: 0 }, lost: { n: 1 } })
    expect(october.cohort.stages[2]?.dropOff.share).toBe(1)
    expect((await ask.view(november)).happened).toMatchObject({ won: { n: 0 }, lost: { n: 1 } })
  })

  test('a deal that changed its pipeline is apart in the first and counted in the second', async () => {
    const { company, seller, pipeline, fresh, offer, ask } = await teamOf()
    const service = await company.pipeline(['Заявка', 'Работа'])
    const [request = ''] = service.stages.map((stage) => stage.id)
    await company.deals([
      {
        owner: seller,
        moves: [
          [fresh, at('11-01')],
          [offer, at('11-02')],
          [request, at('11-03')],
        ],
      },
    ])
    const left = await ask.view({ ...november, pipelineId: pipeline.id })
    const entered = await ask.view({ ...november, pipelineId: service.id })
    expect(left.cohort).toMatchObject({ created: { n: 1 }, moved: { n: 1 }, open: { n: 0 } })
    expect(left.snapshot.all.n).toBe(0)
    expect(entered.cohort).toMatchObject({ created: { n: 1 }, open: { n: 1 } })
  })

  test('a stage put into the archive stays in sight while something is counted on it', async () => {
    const { company, seller, pipeline, fresh, offer, contract, ask } = await teamOf()
    await company.deals([
      {
        owner: seller,
        moves: [
          [fresh, at('11-01')],
          [offer, at('11-02')],
          [pipeline.lost, at('11-03')],
        ],
      },
      { owner: seller, moves: [[fresh, at('11-01')]] },
    ])
    const archive = (id: string) =>
      app.database.updateTable('stages').set({ archived_at: new Date() }).where('id', '=', id).execute()
    await archive(offer)
    await archive(contract)
    const { stages, cohort } = await ask.view(november)
    expect(stages.map((stage) => stage.archived)).toEqual([false, true])
    expect(cohort.stages.map((stage) => stage.reached.n)).toEqual([2, 1])
  })

  test("the last instant of a month and the first of the next are different months, in the company's zone", async () => {
    const { company, seller, fresh, ask } = await teamOf()
    await company.deals([
      { owner: seller, moves: [[fresh, at('10-31', '23:59:59.999')]] },
      { owner: seller, moves: [[fresh, at('11-01', '00:00:00')]] },
    ])
    for (const period of ['2026-11', '2026-11-01..2026-11-30', '2026-11-01']) {
      expect((await ask.view({ period })).cohort.created.n).toBe(1)
    }
    expect((await ask.view({ period: '2026-10-31' })).cohort.created.n).toBe(1)
    expect((await ask.view({ period: '2026-10-15..2026-11-02' })).cohort.created.n).toBe(2)
  })

  test('deals of which only the present stage is known are said to have no history', async () => {
    const { company, seller, pipeline, fresh, offer, ask } = await teamOf()
    const unknown = { certain: false }
    await company.deals([
      {
        owner: seller,
        moves: [
          [fresh, at('11-01')],
          [offer, at('11-02')],
        ],
      },
      {
        owner: seller,
        moves: [
          [null, at('11-01'), { ...unknown, pipelineId: pipeline.id }],
          [pipeline.won, at('11-05'), unknown],
        ],
      },
      { owner: seller, moves: [[offer, at('11-01'), unknown]] },
    ])
    const { cohort, snapshot, happened } = await ask.view(november)
    expect(cohort).toMatchObject({ created: { n: 3 }, won: { n: 1 }, withoutHistory: 2 })
    expect(cohort.stages.map((stage) => stage.reached.n)).toEqual([1, 1, 0])
    expect(snapshot.stages.map((stage) => stage.here.n)).toEqual([0, 2, 0])
    expect(happened.winRate.n).toBe(1)
    const times = await ask.time(november)
    expect(times.stages.map((stage) => stage.n)).toEqual([1, 0, 0])
    const { stages } = await ask.ongoing({})
    expect(stages.map((stage) => stage.n)).toEqual([0, 1, 0])
  })

  test('a deal in the trash leaves every figure', async () => {
    const { company, seller, fresh, ask } = await teamOf()
    const [id = ''] = await company.deals([{ owner: seller, moves: [[fresh, at('11-01')]] }])
    await app.gate.asServer(async (tx) => {
      const context = await writeContext(
        tx,
        company.id,
        'Europe/Moscow',
        { actorId: null, source: 'api', importId: null },
        Date.now(),
      )
      await changeDeals(tx, context, [{ id, deleted: true }])
    })
    const { cohort, snapshot } = await ask.view(november)
    expect([cohort.created.n, snapshot.all.n]).toEqual([0, 0])
    expect((await ask.deals({ ...november, figure: 'cohort_created' })).rows).toEqual([])
  })

  test('an empty company has no zero percent', async () => {
    const { ask } = await teamOf()
    const { cohort, snapshot, happened } = await ask.view(november)
    expect([cohort.conversion.share, snapshot.overall.share, happened.winRate.share, happened.wonToCreated]).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(await ask.cycle(november)).toMatchObject({ n: 0, medianSeconds: null })
  })

  test('a company without a pipeline is told what to do first', async () => {
    const owner = await (await app.company()).person({ role: 'owner' })
    await expect(app.as(owner).funnel.view(november)).rejects.toMatchObject({ code: 'NO_PIPELINE', status: 404 })
  })

  test('a deal won before it was created is counted and reported', async () => {
    const { company, seller, pipeline, ask } = await teamOf()
    await company.deals([{ owner: seller, createdAt: at('11-09'), moves: [[pipeline.won, at('11-07')]] }])
    expect(await ask.cycle(november)).toMatchObject({ n: 1, negative: 1, medianSeconds: -2 * 86_400 })
  })
})

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
