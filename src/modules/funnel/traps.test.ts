import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { changeDeals, writeContext } from '#modules/deals/api.ts'
import { at, funnelTeam, november } from '../../testing-funnel.ts'
import { testApp, type TestApp, type TestDeal } from '../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const teamOf = () => funnelTeam(app)

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

test('a foreign currency counts at the rate of the win, whatever the rate becomes later', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const pipeline = await company.pipeline(['Новая', 'КП'])
  const rate = (value: string) =>
    sql`insert into currency_rates (workspace_id, currency, valid_from, rate) values (${company.id}::uuid, 'USD', '2026-11-01', ${value}::numeric)
        on conflict (workspace_id, currency, valid_from) do update set rate = excluded.rate`.execute(app.database)
  await rate('80')
  const api = app.as(owner)
  const deal = await api.deals.create({
    title: 'Экспорт',
    amountMinor: 100_000,
    currency: 'USD',
    stageId: pipeline.stage('Новая'),
  })
  await api.deals.move({ id: deal.id, version: deal.version, stageId: pipeline.won })
  await rate('95')
  const view = await api.funnel.view({ period: '2026-11' })
  expect([view.snapshot.won.amountMinor, view.happened.won.amountMinor, view.cohort.won.amountMinor]).toEqual([
    8_000_000, 8_000_000, 8_000_000,
  ])
  const { rows } = await api.sellers.table({ period: '2026-11' })
  expect(rows.find(({ level }) => level === 'company')?.salesMinor).toBe(8_000_000)
})

test('where the clock goes back, a stay lasts its real hours and a day ends where the company says', async () => {
  const company = await app.company({ timeZone: 'Europe/Berlin' })
  const owner = await company.person({ role: 'owner' })
  const pipeline = await company.pipeline(['Новая', 'КП'])
  // In the night to 25 October 2026 three o'clock comes twice: from noon to noon are 25 hours.
  await company.deals([
    {
      owner,
      moves: [
        [pipeline.stage('Новая'), '2026-10-24T12:00:00+02:00'],
        [pipeline.stage('КП'), '2026-10-25T12:00:00+01:00'],
      ],
    },
    // Still 31 October in Berlin, November already in Moscow where the seller sits.
    { owner, moves: [[pipeline.stage('Новая'), '2026-11-01T00:30:00+03:00']] },
  ])
  const api = app.as(owner)
  const { stages } = await api.funnel.time({ period: '2026-10' })
  expect(stages[0]).toMatchObject({ n: 1, meanSeconds: 25 * 3600 })
  expect((await api.funnel.view({ period: '2026-10' })).cohort.created.n).toBe(2)
  const table = await api.sellers.table({ period: '2026-10' })
  expect(table.rows.find(({ level }) => level === 'company')?.created).toBe(2)
  const lab = await api.funnel.view({ period: '2026-10', order: 'strict' })
  expect(lab.cohort.created.n).toBe(2)
})

test('a deal goes to one owner whole: whoever had it at the win, and no sum counts it twice', async () => {
  const company = await app.company()
  const owner = await company.person({ role: 'owner' })
  const [first, second] = [await company.person({ name: 'Первый' }), await company.person({ name: 'Вторая' })]
  const pipeline = await company.pipeline(['Новая', 'КП'])
  await company.deals([
    {
      owner: second,
      amountMinor: 100_000,
      moves: [
        [pipeline.stage('Новая'), '2026-11-02T10:00:00+03:00', { ownerId: first.id }],
        [pipeline.won, '2026-11-05T10:00:00+03:00', { ownerId: second.id }],
      ],
    },
  ])
  const api = app.as(owner)
  const { rows } = await api.sellers.table({ period: '2026-11' })
  const of = (id: string) => rows.find(({ level, subjectId }) => level === 'person' && subjectId === id)
  expect([of(first.id)?.created, of(first.id)?.won, of(second.id)?.created ?? 0, of(second.id)?.won]).toEqual([
    1, 0, 0, 1,
  ])
  expect(rows.find(({ level }) => level === 'company')).toMatchObject({ created: 1, won: 1, salesMinor: 100_000 })
  const { sellers } = await api.funnel.leaks({ period: '2026-11' })
  expect(sellers.map(({ ownerId }) => ownerId)).toEqual([second.id])
  expect((await api.process.map({ period: '2026-11' })).deals).toEqual({ n: 1, amountMinor: 100_000 })
})

test('deals that came to a stage archived since have passed those before it, in a comparison and for leaks too', async () => {
  const { ask, company, seller, owner, pipeline } = await funnelTeam(app)
  const deal = (...stages: string[]): TestDeal => ({
    owner: seller,
    moves: stages.map((stage, index) => [stage, at(`11-0${index + 2}`)]),
  })
  const [fresh, offer] = [pipeline.stage('Новая'), pipeline.stage('КП')]
  const lost = pipeline.stage('Отказ')
  await company.deals([deal(fresh, offer, lost), deal(fresh, offer, lost), deal(fresh, lost), deal(fresh)])
  await app.as(owner).deals.archiveStage({ id: offer })
  const { rows } = await ask.compare({ period: '2026-11', otherPeriod: '2026-10' })
  expect(rows.find(({ stageId }) => stageId === fresh)?.first).toMatchObject({ share: 0.5, n: 4 })
  const { sellers } = await ask.leaks({ period: '2026-11' })
  expect(sellers[0]?.leaks[0]).toMatchObject({ stageId: fresh, gone: 3, passed: 2 })
  expect(sellers[0]?.leaks.map(({ stageId }) => stageId)).not.toContain(offer)
})
